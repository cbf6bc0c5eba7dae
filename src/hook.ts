// The git hooks' own program: git is started before anything else, and nothing is loaded that a clean commit does not need.
import { loadConfig } from './config.ts'
import { UserError } from './errors.ts'
import { main } from './main.ts'
import { reporter } from './reporters/text.ts'
import { run } from './run.ts'
import { stagedSource } from './sources/staged.ts'

/** All see the index that is about to become a commit; what a rebase carries over is not new. */
const AGAINST: Record<string, string[]> = {
  'pre-commit': [],
  'pre-merge-commit': [],
  'pre-applypatch': [],
  'prepare-commit-msg': ['REBASE_HEAD'],
}

await main(async () => {
  const name = process.argv[3] ?? ''
  const against = AGAINST[name]
  if (!against)
    throw new UserError(
      'usage',
      `"${name}" is no hook that unleak serves; it serves ${Object.keys(AGAINST).join(', ')}`,
      'unleak',
    )
  const base = process.cwd()
  const config = await loadConfig(base)
  return run({ source: stagedSource(config.maxFileSize, { against }), config, base, mode: 'commit', reporter })
})
