// What a push brings: read from the lines that git gives to the hooks on both of its ends.
import type { Help } from './commit-scan.ts'
import { readGit, startGit } from './git.ts'
import { addedBy } from './range.ts'
import { repository } from './repository.ts'
import type { Source } from '../source.ts'

const OID = /^[0-9a-f]{40,64}$/
const isZero = (oid: string): boolean => /^0+$/.test(oid)

/**
 * Of the pre-push hook.
 * @param lines local ref and commit, remote ref and commit. https://git-scm.com/docs/githooks#_pre_push
 * @param remote its name: what its branches here hold has been pushed before.
 */
export async function pushedSource(
  lines: string,
  remote: string,
  largest: number,
  cwd: string,
  help: Help,
): Promise<Source> {
  const git = await repository(cwd)
  const pushed: string[] = []
  const there: string[] = [`--remotes=${remote}`]
  for (const line of lines.split('\n')) {
    const [, local = '', , old = ''] = line.split(' ')
    // A deleted branch brings nothing.
    if (!OID.test(local) || isZero(local)) continue
    pushed.push(local)
    // After a force push of somebody else it may not be here. (simple-git takes a silent failure for an answer.)
    if (OID.test(old) && (await git.raw(['rev-parse', '--verify', '--quiet', `${old}^{commit}`])) !== '')
      there.push(old)
  }
  return broughtBy(pushed, there, largest, cwd, help)
}

/** Of the pre-receive hook. @param lines old and new commit, ref. No ref of the server has moved yet. */
export async function receivedSource(lines: string, largest: number, cwd: string): Promise<Source> {
  const received = lines
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((oid) => OID.test(oid) && !isZero(oid))
  return broughtBy(received, ['--all'], largest, cwd)
}

async function broughtBy(tips: string[], known: string[], largest: number, cwd: string, help?: Help): Promise<Source> {
  if (tips.length === 0) return addedBy([], largest, cwd)
  const input = tips.map((tip) => `${tip}\n`).join('')
  // A push may have thousands of refs: too many for a command line.
  const list = startGit(['rev-list', '--reverse', '--topo-order', '--stdin', '--not', ...known], cwd)
  list.child.stdin!.end(input)
  const types = startGit(['cat-file', '--batch-check=%(objectname) %(objecttype)'], cwd)
  types.child.stdin!.end(input)
  const [commits, told] = await Promise.all([readGit(list), readGit(types)])
  const tags = told
    .toString()
    .split('\n')
    .filter((line) => line.endsWith(' tag'))
  return addedBy(commits.toString().split('\n').filter(Boolean), largest, cwd, {
    tags: tags.map((line) => line.split(' ')[0]!),
    ...help,
  })
}
