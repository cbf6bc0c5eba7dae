// Everything that is stashed: each entry's work tree, index and untracked files. https://git-scm.com/docs/git-stash#_discussion
import { noRepository } from './git.ts'
import { addedBy } from './range.ts'
import { repository } from './repository.ts'
import type { Source } from '../source.ts'

/** @throws UserError no-repository, broken-repository */
export async function stashSource(largest: number, cwd: string): Promise<Source> {
  return addedBy(await stashCommits(cwd, true), largest, cwd)
}

/** @param whole with the commits of index and untracked files, each before its entry. @returns oldest entry first */
export async function stashCommits(cwd: string, whole: boolean): Promise<string[]> {
  const git = await repository(cwd)
  const here = await git.raw(['rev-parse', '--git-dir']).catch(() => '')
  if (here === '') throw noRepository(cwd)
  if ((await git.raw(['rev-parse', '--verify', '--quiet', 'refs/stash'])) === '') return []
  const entries = (await git.raw(['log', '--walk-reflogs', '--format=%H %P', 'refs/stash', '--'])).split('\n')
  return entries.toReversed().flatMap((line) => {
    const [entry, , ...parts] = line.split(' ')
    return entry ? [...(whole ? parts : []), entry] : []
  })
}
