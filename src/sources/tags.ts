// The messages of annotated tags: what a leak may stand in, too.
import type { BlobReader } from './blobs.ts'
import type { Source } from '../source.ts'
import type { Chunk } from '../types.ts'

/** An annotated tag: its object, and what it is told as. */
export interface Tag extends Pick<Chunk, 'path' | 'commit'> {
  oid: string
}

/** All are asked for at once. */
export async function* tagMessages(tags: Tag[], blobs: BlobReader): Source {
  const asked = tags.map(({ oid, ...told }) => ({ told, reading: blobs.read(oid) }))
  for (const { told, reading } of asked) {
    const object = await reading
    if ('problem' in object) yield { skipped: { path: told.path, reason: object.problem } }
    // Behind the headers' blank line. https://git-scm.com/docs/git-mktag#_tag_format
    else yield { ...told, bytes: object.subarray(object.indexOf('\n\n') + 2), binary: false }
  }
}
