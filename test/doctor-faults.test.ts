// What `unleak doctor` names when a commit is not scanned; each time a leak goes in shows that it is right.
import { chmodSync, cpSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { commitAll, leak } from './support/commit.ts'
import { guarded, leaks, unguarded } from './support/doctor.ts'
import { addHook, init, MANAGERS, POSIX, PRE_COMMIT, withHusky, withUnleak } from './support/init.ts'
import { Scratch } from './support/scratch.ts'

describe('peers.md 3.6 to 3.9: hooks that silently do not run', () => {
  test('there is none', () => {
    const repo = new Scratch()
    unguarded(repo, 'there is no hook: .git/hooks/pre-commit', 'npx unleak init')
    leaks(repo)
  })

  test.skipIf(!POSIX)('the run bit is missing', () => {
    const repo = Scratch.guarded()
    chmodSync(repo.path('.git/hooks/pre-commit'), 0o644)
    unguarded(repo, 'is not executable: git passes over it', 'chmod +x ".git/hooks/pre-commit"')
    leaks(repo)
  })

  test('core.hooksPath leads elsewhere: set here, and for all repositories', () => {
    const repo = Scratch.guarded()
    repo.git('config', 'core.hooksPath', 'elsewhere')
    unguarded(
      repo,
      /core\.hooksPath \(local\) is elsewhere, so git never looks at \.git.hooks.pre-commit/,
      'git config --unset core.hooksPath',
    )
    leaks(repo)
    repo.git('config', '--unset', 'core.hooksPath')
    repo.env['GIT_CONFIG_GLOBAL'] = repo.path('.git/global')
    repo.git('config', '--global', 'core.hooksPath', repo.path('.git/nowhere'))
    unguarded(repo, 'core.hooksPath (global) is', 'git config --global --unset core.hooksPath')
    repo.git('config', '--global', '--unset', 'core.hooksPath')
    guarded(repo)
  })

  test('husky in a fresh worktree, where .husky/_ is not', () => {
    const repo = withHusky(new Scratch())
    guarded(repo)
    repo.git('worktree', 'add', '-q', 'tree')
    unguarded(repo, /husky is not set up in this clone or worktree/, 'npm install', repo.path('tree'))
    leaks(repo, repo.path('tree'))
  })

  test('HUSKY=0, in the environment and in its start-up file', () => {
    const repo = withHusky(new Scratch())
    repo.env['HUSKY'] = '0'
    unguarded(repo, 'HUSKY=0 is set in the environment', 'unset HUSKY')
    leaks(repo)
    delete repo.env['HUSKY']
    repo.write('husky/init.sh', 'export HUSKY=0\n')
    unguarded(repo, /init\.sh sets HUSKY=0/, 'Take that line out of')
  })

  test('husky whose hook does not name us, or only in a comment', () => {
    const repo = withHusky(new Scratch())
    repo.write('.husky/pre-commit', '# unleak hook pre-commit\nnpx lint-staged --version\n')
    unguarded(repo, '.husky/pre-commit does not run unleak but lint-staged', 'npx unleak init')
    rmSync(repo.path('.husky/pre-commit'))
    unguarded(repo, '.husky/pre-commit is not here', 'npx unleak init')
    leaks(repo)
  })

  test('the package is not installed: refused is not scanned', () => {
    const repo = withHusky(new Scratch())
    rmSync(repo.path('node_modules/.bin'), { recursive: true })
    const { stdout } = unguarded(repo, 'the hook finds no unleak', 'npm install')
    expect(stdout).toContain('The hook said:')
    repo.write('a.txt')
    expect(commitAll(repo).code).not.toBe(0)
  })

  test('the package is there but not built', () => {
    const repo = withHusky(new Scratch())
    cpSync('bin', repo.path('node_modules/unleak/bin'), { recursive: true })
    for (const [name, file] of [
      ['unleak', 'unleak.js'],
      ['unleak-pre-commit', 'pre-commit'],
    ] as const) {
      rmSync(repo.path(`node_modules/.bin/${name}`))
      symlinkSync(`../unleak/bin/${file}`, repo.path(`node_modules/.bin/${name}`))
    }
    unguarded(repo, 'unleak is there but not built', 'npm run build')
  })

  test('another command stops the commit first: nothing is claimed', () => {
    const repo = new Scratch()
    addHook(repo, '.git/hooks/pre-commit', '#!/bin/sh\necho no commits on Fridays >&2\nexit 1\n')
    const { stdout } = unguarded(repo, 'Not proved: the hook stopped the commit before', 'npx unleak init')
    expect(stdout).toContain('| no commits on Fridays')
  })

  test('a hook that hides its failure', () => {
    const repo = new Scratch()
    withUnleak(repo)
    addHook(repo, '.git/hooks/pre-commit', '#!/bin/sh\nnode_modules/.bin/unleak hook pre-commit || true\n')
    unguarded(repo, '.git/hooks/pre-commit runs unleak and lets every commit pass', 'take "|| true" behind unleak out')
    repo.write('leaked.txt', leak())
    expect(commitAll(repo).code).toBe(0)
  })

  test.skipIf(!PRE_COMMIT)('pre-commit installed later', () => {
    const repo = Scratch.guarded()
    repo.write('.pre-commit-config.yaml', 'repos: []\n')
    repo.spawn(PRE_COMMIT!, ['install', '-f'])
    unguarded(
      repo,
      'pre-commit wrote .git/hooks/pre-commit, and unleak is not in .pre-commit-config.yaml',
      'npx unleak init',
    )
    leaks(repo)
  })

  test.skipIf(!MANAGERS)('simple-git-hooks installed later, which takes our other hooks away too', () => {
    const repo = new Scratch()
    repo.write('package.json', '{ "name": "x", "simple-git-hooks": { "pre-commit": "true" } }')
    init(repo)
    cpSync(path.join(MANAGERS!, 'simple-git-hooks'), repo.path('node_modules/simple-git-hooks'), { recursive: true })
    rmSync(repo.path('.git/hooks'), { recursive: true, force: true })
    repo.write('package.json', '{ "name": "x", "simple-git-hooks": { "pre-commit": "true" } }')
    repo.spawn(process.execPath, ['node_modules/simple-git-hooks/cli.js'])
    unguarded(repo, 'simple-git-hooks wrote .git/hooks/pre-commit', 'npx unleak init')
    leaks(repo)
  })
})
