// `unleak init --global` and `--undo`: every repository of a user whose home is a temporary directory.
import { chmodSync, existsSync, rmSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { bothWays, commitAll, leak, passed, stopped } from './support/commit.ts'
import { addHook, init, POSIX, read, withHusky, withUnleak } from './support/init.ts'
import { Scratch } from './support/scratch.ts'
import type { Result } from './support/scratch.ts'

/** A repository of a user: the home is elsewhere. */
function ofUser(home: Scratch, git: string[] = []): Scratch {
  const repo = new Scratch(git)
  return asUser(repo, home)
}

function asUser(repo: Scratch, home: Scratch): Scratch {
  repo.env = {
    ...repo.env,
    HOME: home.root,
    XDG_CONFIG_HOME: home.path('.config'),
    GIT_CONFIG_GLOBAL: home.path('.gitconfig'),
  }
  return repo
}

function user(): Scratch {
  const home = new Scratch(false)
  return asUser(home, home)
}

function everywhere(home: Scratch, ...more: string[]): Result {
  const result = home.unleak(['init', '--global', ...more])
  expect(result).toMatchObject({ code: 0, stderr: '' })
  return result
}

describe('--global', () => {
  test('guards every repository, also one that is made later, and the doctor agrees', () => {
    const home = user()
    const before = ofUser(home)
    expect(everywhere(home).stdout).toContain('in every repository but those that\nset their own core.hooksPath')
    for (const repo of [before, ofUser(home)]) {
      bothWays(repo, () => commitAll(repo))
      expect(repo.unleak(['doctor']).code).toBe(0)
      expect(existsSync(repo.path('.unleak.yml'))).toBe(false)
    }
  })

  test('runs the hooks of the repository too, with their arguments and input', () => {
    const home = user()
    everywhere(home)
    const repo = ofUser(home)
    for (const name of [
      'pre-commit',
      'commit-msg',
      'post-commit',
      'post-checkout',
      'pre-push',
      'reference-transaction',
    ])
      addHook(
        repo,
        `.git/hooks/${name}`,
        `#!/bin/sh\n{ echo "${name}: $*"; case ${name} in pre-push | ref*) cat ;; esac; } >> .git/ran\n`,
      )
    repo.write('a.txt')
    passed(commitAll(repo))
    repo.git('checkout', '-q', '-b', 'other')
    const remote = new Scratch(['--bare'])
    repo.git('push', '-q', remote.root, 'other')
    const ran = read(repo, '.git/ran')
    expect(ran).toContain('pre-commit: \n')
    expect(ran).toContain('commit-msg: .git/COMMIT_EDITMSG')
    expect(ran).toContain('post-commit: \n')
    expect(ran).toMatch(/post-checkout: [0-9a-f]{40} [0-9a-f]{40} 1/)
    expect(ran).toMatch(/pre-push: .*\nrefs\/heads\/other [0-9a-f]{40} refs\/heads\/other 0{40}/)
    expect(ran).toMatch(/reference-transaction: committed\n(?:.* HEAD\n)?0{40} [0-9a-f]{40} refs\/heads\/main/)
    addHook(repo, '.git/hooks/pre-commit', '#!/bin/sh\nexit 7\n')
    repo.write('b.txt')
    expect(commitAll(repo).code).not.toBe(0)
  })

  test('in a linked worktree the hooks of its repository run', () => {
    const home = user()
    everywhere(home)
    const repo = ofUser(home)
    passed(repo.tryGit(['commit', '-m', 'x', '--allow-empty']))
    repo.git('worktree', 'add', '-q', '.git/tree', '-b', 'other')
    addHook(repo, '.git/hooks/post-commit', `#!/bin/sh\ntouch '${repo.path('.git/ran')}'\n`)
    bothWays(repo, () => commitAll(repo, repo.path('.git/tree')), '.git/tree/leak.txt', 'leak.txt')
    expect(existsSync(repo.path('.git/ran'))).toBe(true)
  })

  test('merges, cherry-picks and pushes to a checked-out branch go on as before', () => {
    const home = user()
    everywhere(home)
    const repo = ofUser(home)
    repo.write('a.txt')
    passed(commitAll(repo))
    const copy = ofUser(home)
    copy.git('config', 'receive.denyCurrentBranch', 'updateInstead')
    passed(repo.tryGit(['push', '-q', copy.root, 'main']))
    expect(read(copy, 'a.txt')).toBe('clean\n')
    copy.write('a.txt', 'changed\n')
    repo.write('a.txt', 'new\n')
    passed(commitAll(repo))
    expect(repo.tryGit(['push', '-q', copy.root, 'main']).code).not.toBe(0)
    expect(read(copy, 'a.txt')).toBe('changed\n')
    repo.git('checkout', '-q', '-b', 'side')
    repo.write('b.txt', leak())
    repo.git('add', '.')
    repo.git('commit', '-qm', 'x', '--no-verify')
    repo.git('checkout', '-q', 'main')
    stopped(repo.tryGit(['cherry-pick', 'side']), 'b.txt')
  })

  test('never runs a program that a repository brings along', () => {
    const home = user()
    everywhere(home)
    const repo = ofUser(home)
    repo.write('node_modules/.bin/unleak', '#!/bin/sh\ntouch .git/ran\n')
    chmodSync(repo.path('node_modules/.bin/unleak'), 0o755)
    bothWays(repo, () => commitAll(repo))
    expect(existsSync(repo.path('.git/ran'))).toBe(false)
  })

  test('hooks that were set for all before still run, and come back', () => {
    const home = user()
    addHook(home, 'my hooks/pre-commit', '#!/bin/sh\ntouch .git/ran\n')
    home.tryGit(['config', '--global', 'core.hooksPath', home.path('my hooks')])
    everywhere(home)
    everywhere(home)
    const repo = ofUser(home)
    bothWays(repo, () => commitAll(repo))
    expect(existsSync(repo.path('.git/ran'))).toBe(true)
    expect(everywhere(home, '--undo').stdout).toContain('my hooks again')
    expect(home.tryGit(['config', '--global', 'core.hooksPath']).stdout.trim()).toBe(home.path('my hooks'))
  })

  test('husky in a repository goes on', () => {
    const home = user()
    everywhere(home)
    const repo = withHusky(asUser(new Scratch(), home))
    bothWays(repo, () => commitAll(repo))
    expect(repo.unleak(['doctor']).stdout).toContain('.husky/_/pre-commit')
  })

  test('--undo takes it out, and a second time there is nothing', () => {
    const home = user()
    everywhere(home)
    expect(everywhere(home, '--undo').stdout).toContain('is set no more')
    expect(home.tryGit(['config', '--global', 'core.hooksPath']).code).toBe(1)
    expect(existsSync(home.path('.config/unleak/hooks'))).toBe(false)
    expect(everywhere(home, '--undo').stdout).toContain('Nothing of unleak was here.')
  })
})

describe('--undo', () => {
  test('of git hooks: gone, or what they were', () => {
    const repo = new Scratch()
    addHook(repo, '.git/hooks/pre-commit', '#!/bin/sh\ntouch .git/ran\n')
    init(repo)
    const { stdout } = repo.unleak(['init', '--undo'])
    expect(stdout).toContain('✔ .git/hooks/pre-commit: is what it was before')
    expect(stdout).toContain('✔ .git/hooks/pre-merge-commit: is gone')
    expect(read(repo, '.git/hooks/pre-commit')).toBe('#!/bin/sh\ntouch .git/ran\n')
    expect(existsSync(repo.path('.unleak.yml'))).toBe(true)
    repo.write('a.txt', leak())
    passed(commitAll(repo))
  })

  test.skipIf(!POSIX)('of husky: its line, or the file', () => {
    const repo = withUnleak(new Scratch())
    repo.write('.husky/pre-commit', 'npm test\n')
    repo.write('package.json', '{ "devDependencies": { "husky": "9" } }')
    init(repo)
    expect(read(repo, '.husky/pre-commit')).toContain('unleak')
    repo.unleak(['init', '--undo'])
    expect(read(repo, '.husky/pre-commit')).toBe('npm test\n')
    expect(existsSync(repo.path('.husky/pre-merge-commit'))).toBe(false)
    rmSync(repo.path('.husky'), { recursive: true })
    expect(repo.unleak(['init', '--undo']).stdout).toBe('Nothing of unleak was here.\n')
  })
})
