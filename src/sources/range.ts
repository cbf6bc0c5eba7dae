// What the commits of a range add, each against its parents: also what a later commit of the range takes away again.
import { UserError } from '../errors.ts'
import { BlobReader } from './blobs.ts'
import { chunksOf } from './changes.ts'
import type { KnownClean } from './changes.ts'
import type { Brought } from './commits.ts'
import { PLAIN_DIFF, readGit, refusal, startGit } from './git.ts'
import { commitsInWorkers } from './history-workers.ts'
import { readChanges } from './raw-diff.ts'
import { repository } from './repository.ts'
import { COMMIT_MESSAGE, TAG_MESSAGE } from '../source.ts'
import type { Chunk, Skipped } from '../types.ts'
import type { Source } from '../source.ts'
import type { Workers } from '../workers/job.ts'

/**
 * @param range `A..B`, `A...B`, or one commit: that one and all before it.
 * @throws UserError bad-range
 */
export async function rangeSource(
  range: string,
  largest: number,
  cwd: string,
  options: Pick<AddedOptions, 'clean' | 'workers'> = {},
): Promise<Source> {
  return addedBy(await commitsOf(range, cwd), largest, cwd, options)
}

interface AddedOptions {
  /** Annotated ones, whose messages count too. */
  tags?: string[]
  clean?: KnownClean | undefined
  /** For many changes. */
  workers?: Workers
}

/** Changes; fewer are scanned before the workers have started. */
const WORKERS_FROM = 1000

/** The files of commits, and their messages. @param commits oldest first. */
export function addedBy(
  commits: string[],
  largest: number,
  cwd: string,
  { tags = [], clean, workers }: AddedOptions = {},
): Source {
  // -c shows of a merge only what differs from every parent: the rest came with the parents' own commits.
  const tree = startGit(['diff-tree', '--stdin', '-r', '-c', '--root', ...PLAIN_DIFF], cwd)
  tree.child.stdin!.end(commits.map((commit) => `${commit}\n`).join(''))
  const listing = readGit(tree)
  listing.catch(() => {})
  const blobs = new BlobReader({ bytes: largest }, cwd)
  return (async function* () {
    try {
      const records = (await listing).toString().split('\0')
      const listed: Brought[] = []
      for (let at = 0; at < records.length; ) {
        const id = records[at++]!
        const { changes, next } = readChanges(records, at)
        at = next
        listed.push({ id, changes })
      }
      const many = listed.reduce((sum, { changes }) => sum + changes.length, 0) >= WORKERS_FROM
      if (many && workers && workers.threads > 0) yield* commitsInWorkers(listed, none(), workers)
      else for (const { id, changes } of listed) yield* chunksOf(changes, blobs, id, clean)
      yield* messagesOf(commits, COMMIT_MESSAGE, blobs)
      yield* messagesOf(tags, TAG_MESSAGE, blobs)
    } finally {
      blobs.close()
    }
  })()
}

async function* none(): AsyncGenerator<never> {}

/** Objects under way at once. */
const AHEAD = 64

async function* messagesOf(
  oids: string[],
  path: string,
  blobs: BlobReader,
): AsyncGenerator<Chunk | { skipped: Skipped }> {
  for (let at = 0; at < oids.length; at += AHEAD) {
    const some = oids.slice(at, at + AHEAD)
    const objects = await Promise.all(some.map((oid) => blobs.read(oid)))
    for (const [i, object] of objects.entries()) {
      if ('problem' in object) yield { skipped: { path, reason: object.problem } }
      // Behind the headers' blank line. https://git-scm.com/docs/user-manual#commit-object
      else yield { path, bytes: object.subarray(object.indexOf('\n\n') + 2), binary: false, commit: some[i]! }
    }
  }
}

/** Oldest first, so that a leak is told of the commit that brought it. */
async function commitsOf(range: string, cwd: string): Promise<string[]> {
  if (range.startsWith('-') || range.trim() === '') throw new UserError('bad-range', range)
  const git = await repository(cwd)
  try {
    for (const end of range.split(/\.{2,3}/).filter(Boolean))
      await git.raw(['rev-parse', '--verify', '--quiet', `${end}^{commit}`])
    const list = await git.raw(['rev-list', '--reverse', '--topo-order', range, '--'])
    return list.split('\n').filter(Boolean)
  } catch (error) {
    throw refusal(String(error), cwd) ?? new UserError('bad-range', range)
  }
}
