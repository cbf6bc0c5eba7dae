// Everything that is stashed: each entry's work tree, index and untracked files. https://git-scm.com/docs/git-stash#_discussion
import { answerOf, noRepository, readGit, startGit } from './git.ts'
import { listedCommits } from './commits.ts'
import type { Help } from './commit-scan.ts'
import { addedBy } from './range.ts'
import type { Source } from '../source.ts'

/** @throws UserError no-repository, broken-repository */
export async function stashSource(largest: number, cwd: string, help?: Help): Promise<Source> {
  return addedBy(listedCommits(await stashCommits(cwd, true), cwd), largest, cwd, help)
}

/** @param whole with the commits of index and untracked files, each before its entry. @returns oldest entry first */
export async function stashCommits(cwd: string, whole: boolean): Promise<string[]> {
  const [here, stash] = await Promise.all([
    answerOf(['rev-parse', '--git-dir'], cwd),
    answerOf(['rev-parse', '--verify', '--quiet', 'refs/stash'], cwd),
  ])
  if (here === '') throw noRepository(cwd)
  if (stash === '') return []
  const reflog = startGit(['log', '--walk-reflogs', '--format=%H %P', 'refs/stash', '--'], cwd)
  const entries = (await readGit(reflog)).toString().split('\n')
  return entries.toReversed().flatMap((line) => {
    const [entry, , ...parts] = line.split(' ')
    return entry ? [...(whole ? parts : []), entry] : []
  })
}
