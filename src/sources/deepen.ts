// Fetches what a shallow clone lacks. The one thing in a scan that uses the network, and only when it is asked to.
import { answerOf, readGit, startGit } from './git.ts'
import { basesOf } from './ci-range.ts'

/** Commits more in each step: most branches are short, and a whole history may be large. */
const STEPS = ['--deepen=64', '--deepen=1024', '--unshallow']

/**
 * @param range `A..B`, `auto`, or nothing: then the whole history is needed.
 * @throws UserError git-failed, when the remote does not answer
 */
export async function fetchMissing(range: string | undefined, cwd: string): Promise<void> {
  const asked = (...args: string[]): Promise<string> => answerOf(args, cwd)
  const isShallow = async (): Promise<boolean> => (await asked('rev-parse', '--is-shallow-repository')) === 'true'
  const remote = (await asked('remote')).split('\n')[0] || 'origin'
  const fetch = (...args: string[]): Promise<Buffer> =>
    readGit(startGit(['fetch', '--quiet', '--no-tags', '--no-recurse-submodules', ...args], cwd))
  const bases = range === 'auto' ? basesOf(process.env) : range === undefined ? [] : [range.split('..')[0]!]
  for (const base of bases) {
    const branch = base.startsWith(`${remote}/`) ? base.slice(remote.length + 1) : ''
    // A checkout in CI often fetches nothing but its own commit.
    if (branch === '' || branch === 'HEAD' || (await asked('rev-parse', '--verify', '--quiet', base)) !== '') continue
    await fetch(remote, `+refs/heads/${branch}:refs/remotes/${remote}/${branch}`)
  }
  // The surest one that is here: a later one may be HEAD itself.
  const meets = async (): Promise<boolean> => {
    for (const base of bases)
      if ((await asked('rev-parse', '--verify', '--quiet', base)) !== '')
        return (await asked('merge-base', base, 'HEAD')) !== ''
    return false
  }
  for (const step of bases.length === 0 ? ['--unshallow'] : STEPS) {
    if (!(await isShallow()) || (bases.length > 0 && (await meets()))) return
    await fetch(step, remote)
  }
}
