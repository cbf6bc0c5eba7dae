// The git hooks' own program: git is started before anything else, and nothing is loaded that a clean commit does not need.
import { DEFAULTS } from './defaults.ts'
import { UserError } from './errors.ts'
import { main } from './main.ts'
import { stagedSource } from './sources/staged.ts'

/** All see the index that is about to become a commit; what a rebase carries over is not new. */
const AGAINST: Record<string, string[]> = {
  'pre-commit': [],
  'pre-merge-commit': [],
  'pre-applypatch': ['REBASE_HEAD'],
  'prepare-commit-msg': ['REBASE_HEAD'],
}

await main(async () => {
  const name = process.argv[3] ?? ''
  if (name === 'pre-push') {
    const { prePush } = await import('./pre-push.ts')
    return prePush(process.argv[4] ?? '', process.cwd())
  }
  if (name === 'ai') {
    const { hookAi } = await import('./hook-ai.ts')
    return hookAi()
  }
  const against = AGAINST[name]
  if (!against)
    throw new UserError(
      'usage',
      `"${name}" is no hook that unleak serves; it serves ${[...Object.keys(AGAINST), 'pre-push', 'ai'].join(', ')}`,
      'unleak',
    )
  const files = process.argv.slice(4)
  if (name === 'pre-commit' && files.length > 0) {
    const { hookFiles } = await import('./hook-files.ts')
    return hookFiles(files)
  }
  const base = process.cwd()
  // Git works while the engine loads; the limit is needed only when its first answer comes.
  const limit = { bytes: DEFAULTS.maxFileSize }
  const paths: string[] = []
  const source = stagedSource(limit, { against, onPaths: (changed) => paths.push(...changed) })
  const [{ loadConfig }, { run }, { reporter }] = await Promise.all([
    import('./config.ts'),
    import('./run.ts'),
    import('./reporters/text.ts'),
  ])
  const config = await loadConfig(base, base)
  limit.bytes = config.maxFileSize
  return run({ source, known: { paths }, config, base, mode: 'commit', reporter })
})
