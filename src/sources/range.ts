// What the commits of a range add, each against its parents: also what a later commit of the range takes away again.
import { UserError } from '../errors.ts'
import { BlobReader } from './blobs.ts'
import { scanCommits } from './commit-scan.ts'
import type { Help } from './commit-scan.ts'
import { commits } from './commits.ts'
import type { Commit, FullCommit } from './commits.ts'
import { arriving } from './moves.ts'
import type { Exempts } from './moves.ts'
import { readGit, startGit } from './git.ts'
import { taggedContent } from './tags.ts'
import type { Tagged } from './tags.ts'
import type { Source } from '../source.ts'

/**
 * @param range `A..B`, `A...B`, or one commit: that one and all before it.
 * @param help waited for when the first commit is asked for.
 * @throws UserError bad-range: also when it is read
 */
export function rangeSource(range: string, largest: number, cwd: string, help?: Promise<Help> | Help): Source {
  if (range.startsWith('-') || range.trim() === '') throw new UserError('bad-range', range)
  return addedBy(inRange(range, commits([range], cwd), cwd), largest, cwd, help)
}

/** Whether it is a range at all is asked only when it brings nothing: that takes git as long as ten commits. */
async function* inRange(range: string, listed: AsyncIterable<FullCommit>, cwd: string): AsyncGenerator<FullCommit> {
  const ends = range.split(/\.{2,3}/).filter(Boolean)
  const check = async (): Promise<void> => {
    try {
      await readGit(startGit(['rev-parse', ...ends.map((end) => `${end}^{commit}`), '--'], cwd, { input: false }))
    } catch (error) {
      throw error instanceof UserError && error.code !== 'git-failed' ? error : new UserError('bad-range', range)
    }
  }
  let isEmpty = true
  try {
    for await (const commit of listed) {
      isEmpty = false
      yield commit
    }
  } catch (error) {
    await check()
    throw error
  }
  if (isEmpty) await check()
}

/** The files of commits, and their messages. @param listed oldest first. @param tags whose content counts too. */
export function addedBy(
  listed: AsyncIterable<FullCommit>,
  largest: number,
  cwd: string,
  helping: Promise<Help> | Help = {},
  tags: Tagged[] = [],
): Source {
  const blobs = new BlobReader({ bytes: largest }, cwd)
  return (async function* () {
    try {
      const help = await helping
      yield* scanCommits(bringing(listed, help.exempts), blobs, help)
      yield* taggedContent(tags, blobs)
    } finally {
      blobs.close()
    }
  })()
}

/** What they bring; who made them is not told here. */
async function* bringing(commits: AsyncIterable<FullCommit>, exempts: Exempts | undefined): AsyncGenerator<Commit> {
  for await (const { id, message, changes } of commits) yield { id, message, changes: await arriving(changes, exempts) }
}
