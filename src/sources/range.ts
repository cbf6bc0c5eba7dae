// What the commits of a range add, each against its parents: also what a later commit of the range takes away again.
import { UserError } from '../errors.ts'
import { BlobReader } from './blobs.ts'
import { chunksOf } from './changes.ts'
import type { KnownClean } from './changes.ts'
import { PLAIN_DIFF, readGit, refusal, startGit } from './git.ts'
import { readChanges } from './raw-diff.ts'
import { repository } from './repository.ts'
import type { Source } from '../types.ts'

/**
 * @param range `A..B`, `A...B`, or one commit: that one and all before it.
 * @throws UserError bad-range
 */
export async function rangeSource(range: string, largest: number, cwd: string, clean?: KnownClean): Promise<Source> {
  return addedBy(await commitsOf(range, cwd), largest, cwd, clean)
}

/**
 * What a push brings to a remote.
 * @param lines git's standard input of the pre-push hook: local ref and commit, remote ref and commit. https://git-scm.com/docs/githooks#_pre_push
 * @param remote its name: what its branches here hold has been pushed before.
 */
export async function pushedSource(
  lines: string,
  remote: string,
  largest: number,
  cwd: string,
  clean?: KnownClean,
): Promise<Source> {
  const git = repository(cwd)
  const pushed: string[] = []
  const there: string[] = [`--remotes=${remote}`]
  for (const line of lines.split('\n')) {
    const [, local = '', , old = ''] = line.split(' ')
    // A deleted branch brings nothing.
    if (!/^[0-9a-f]{40,64}$/.test(local) || /^0+$/.test(local)) continue
    pushed.push(local)
    // After a force push of somebody else it may not be here. (simple-git takes a silent failure for an answer.)
    if (
      /^[0-9a-f]{40,64}$/.test(old) &&
      (await git.raw(['rev-parse', '--verify', '--quiet', `${old}^{commit}`])) !== ''
    )
      there.push(old)
  }
  if (pushed.length === 0) return addedBy([], largest, cwd)
  const list = await git.raw(['rev-list', '--reverse', '--topo-order', ...pushed, '--not', ...there, '--'])
  return addedBy(list.split('\n').filter(Boolean), largest, cwd, clean)
}

/** @param commits oldest first. */
function addedBy(commits: string[], largest: number, cwd: string, clean?: KnownClean): Source {
  // -c shows of a merge only what differs from every parent: the rest came with the parents' own commits.
  const tree = startGit(['diff-tree', '--stdin', '-r', '-c', '--root', ...PLAIN_DIFF], cwd)
  tree.child.stdin!.end(commits.map((commit) => `${commit}\n`).join(''))
  const listing = readGit(tree)
  listing.catch(() => {})
  const blobs = new BlobReader({ bytes: largest }, cwd)
  return (async function* () {
    try {
      const records = (await listing).toString().split('\0')
      for (let at = 0; at < records.length; ) {
        const commit = records[at++]!
        const { changes, next } = readChanges(records, at)
        at = next
        yield* chunksOf(changes, blobs, commit, clean)
      }
    } finally {
      blobs.close()
    }
  })()
}

/** Oldest first, so that a leak is told of the commit that brought it. */
async function commitsOf(range: string, cwd: string): Promise<string[]> {
  if (range.startsWith('-') || range.trim() === '') throw new UserError('bad-range', range)
  const git = repository(cwd)
  try {
    for (const end of range.split(/\.{2,3}/).filter(Boolean))
      await git.raw(['rev-parse', '--verify', '--quiet', `${end}^{commit}`])
    const list = await git.raw(['rev-list', '--reverse', '--topo-order', range, '--'])
    return list.split('\n').filter(Boolean)
  } catch (error) {
    throw refusal(String(error), cwd) ?? new UserError('bad-range', range)
  }
}
