// The git hooks' own program: git is started before anything else, and nothing is loaded that a clean commit does not need.
import { compileLess, MUCH_FROM } from './compiling.ts'
import { DEFAULTS } from './defaults.ts'
import { UserError } from './errors.ts'
import { main, statOf } from './main.ts'
import { exemptsOfScan } from './sources/moves.ts'
import { pipedInput } from './sources/piped.ts'
import { stagedSource } from './sources/staged.ts'

/** All see the index that is about to become a commit; what a rebase carries over is not new. */
const AGAINST: Record<string, string[]> = {
  'pre-commit': [],
  'pre-merge-commit': [],
  'pre-applypatch': ['REBASE_HEAD'],
  'prepare-commit-msg': ['REBASE_HEAD'],
}

/** Hooks that do not look at the index. */
const OTHERS: Record<string, (given: string, base: string, ref: string | undefined) => Promise<number>> = {
  ai: async () => (await import('./hook-ai.ts')).hookAi(),
  'commit-msg': async (file, base) => (await import('./commit-msg.ts')).commitMessage(file, base),
  'pre-push': async (remote, base, ref) => (await import('./pre-push.ts')).prePush(remote, base, ref),
  'pre-receive': async (_, base, ref) => (await import('./pre-receive.ts')).preReceive(base, ref),
}

/** Git's answer is on standard input (scripts/pre-commit.ts). */
const PIPED = '--piped'

/** They guard a server, or a person against a program: who is guarded against could set a variable. */
const NEVER_SKIPPED = new Set(['ai', 'pre-receive'])

void main(async () => {
  const name = process.argv[3] ?? ''
  const other = OTHERS[name]
  const reason = process.env['UNLEAK_SKIP']
  if (reason !== undefined && (other || AGAINST[name]) && !NEVER_SKIPPED.has(name)) {
    const { skipHook } = await import('./skip.ts')
    return skipHook(name, reason, !other, process.cwd())
  }
  if (other) {
    const given = process.argv.slice(4)
    const at = given.indexOf('--config-from')
    const ref = at === -1 ? undefined : (given.splice(at, 2)[1] ?? '')
    return other(given[0] ?? '', process.cwd(), ref)
  }
  const carriers = AGAINST[name]
  if (!carriers) {
    const { nearest } = await import('./nearest.ts')
    const served = [...Object.keys(AGAINST), ...Object.keys(OTHERS)]
    const near = nearest(name, served)
    throw new UserError(
      'usage',
      `"${name}" is no hook that unleak serves; ${near ? `did you mean ${near}?` : `it serves ${served.join(', ')}`}`,
      'unleak hook',
    )
  }
  const files = process.argv.slice(4)
  const piped = files[0] === PIPED && statOf(0)?.isFIFO()
  if (files[0] === PIPED) files.shift()
  if (files[0] === '--') files.shift()
  else if (files[0]?.startsWith('--'))
    throw new UserError('usage', `${files[0]} is no option of this hook`, 'unleak hook')
  if (name === 'pre-commit' && files.length > 0) {
    const { hookFiles } = await import('./hook-files.ts')
    return hookFiles(files)
  }
  // Git may leave REBASE_HEAD behind: then it says nothing of what is carried over now.
  const against =
    carriers.length > 0 && (await (await import('./sources/repository.ts')).isRebasing(process.cwd())) ? carriers : []
  // The limit is needed only when git's first answer comes.
  const limit = { bytes: DEFAULTS.maxFileSize }
  const paths: string[] = []
  const { exempts, onScopes } = exemptsOfScan()
  const source = stagedSource(limit, {
    against,
    exempts,
    piped: piped ? pipedInput() : undefined,
    onPaths(changed) {
      paths.push(...changed)
      if (paths.length >= MUCH_FROM) compileLess()
    },
  })
  // Git works while the engine loads.
  const { scanCommit } = await import('./hook-scan.ts')
  return scanCommit({ source, limit, paths, onScopes, base: process.cwd() })
})
