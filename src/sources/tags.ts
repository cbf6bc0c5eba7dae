// What tags bring besides commits: the messages of annotated ones, and files that are tagged themselves.
import type { BlobReader } from './blobs.ts'
import { decode } from './encoding.ts'
import type { Source } from '../source.ts'
import type { Chunk } from '../types.ts'

/** A tag, or what it names: its object, and what it is told as. */
export interface Tagged extends Pick<Chunk, 'path' | 'commit'> {
  oid: string
  type: string
}

/** Tags of tags; nobody makes more of them. */
const DEEPEST = 8

/** All of a level are asked for at once. */
export async function* taggedContent(tagged: Tagged[], blobs: BlobReader, depth = 0): Source {
  const asked = tagged
    // A commit is listed with the others.
    .filter(({ type }) => type !== 'commit')
    .map((one) => ({ one, reading: one.type === 'tree' ? undefined : blobs.read(one.oid) }))
  const inner: Tagged[] = []
  for (const { one, reading } of asked) {
    const { oid: _oid, type, ...told } = one
    const object = await reading
    if (!object) yield { skipped: { path: told.path, reason: 'a tag on a directory is not looked into' } }
    else if ('problem' in object) yield { skipped: { path: told.path, reason: object.problem } }
    else if (type === 'blob') yield { ...told, ...decode(object) }
    else {
      // https://git-scm.com/docs/git-mktag#_tag_format
      const message = object.indexOf('\n\n') + 2
      yield { ...told, bytes: object.subarray(message), binary: false }
      const [, oid, named] = /^object ([0-9a-f]+)\ntype (\w+)\n/.exec(object.toString('latin1', 0, message)) ?? []
      if (oid !== undefined) inner.push({ ...told, oid, type: named! })
    }
  }
  if (inner.length === 0) return
  if (depth < DEEPEST) yield* taggedContent(inner, blobs, depth + 1)
  else for (const { path } of inner) yield { skipped: { path, reason: 'it is a tag of a tag of a tag, and so on' } }
}
