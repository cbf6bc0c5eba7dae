// `unleak init` with git's own hooks: real repositories, real commits.
import { chmodSync, existsSync, readdirSync, statSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { bothWays, commitAll, passed } from './support/commit.ts'
import { HOOKS, init, link, POSIX, read, theirsDecides } from './support/init.ts'
import { PROGRAM, Scratch } from './support/scratch.ts'

function hook(repo: Scratch, name: string, text: string): void {
  repo.write(`.git/hooks/${name}`, text)
  chmodSync(repo.path(`.git/hooks/${name}`), 0o755)
}

describe('a plain repository', () => {
  test('gets hooks and a configuration, and is told so', () => {
    const repo = new Scratch()
    const { stdout } = init(repo)
    for (const name of HOOKS) {
      expect(stdout).toContain(`✔ .git/hooks/${name}: runs unleak`)
      if (POSIX) expect(statSync(repo.path(`.git/hooks/${name}`)).mode & 0o111).toBe(0o111)
    }
    expect(stdout).toContain('✔ .unleak.yml: the configuration; commit it')
    expect(stdout).toContain('Every commit here is scanned from now on.')
    expect(stdout).toContain('git add .unleak.yml && git commit')
    expect(stdout).not.toContain('!')
    expect(read(repo, '.unleak.yml')).toMatch(/^fingerprintSalt: [0-9a-f]{32}$/m)
    bothWays(repo, () => commitAll(repo))
  })

  test('a second run changes nothing and says so', () => {
    const repo = new Scratch()
    init(repo)
    const all = (): string[] => [...HOOKS.map((name) => `.git/hooks/${name}`), '.unleak.yml'].map((f) => read(repo, f))
    const before = all()
    const { stdout } = init(repo)
    expect(all()).toEqual(before)
    expect(stdout.match(/runs unleak already/g)).toHaveLength(HOOKS.length)
    expect(stdout).toContain('Nothing was left to do: every commit here is scanned.')
    expect(stdout).not.toContain('git add')
    expect(readdirSync(repo.path('.git/hooks')).filter((name) => name.includes('before'))).toEqual([])
  })

  test('from a sub-directory', () => {
    const repo = new Scratch()
    repo.write('deep/er/a.txt')
    expect(init(repo, repo.path('deep/er')).stdout).toContain('✔ .git/hooks/pre-commit')
    expect(existsSync(repo.path('.unleak.yml'))).toBe(true)
    bothWays(repo, () => commitAll(repo), 'deep/er/leak.txt')
  })

  test.skipIf(!POSIX)('a hook of ours that lost its mode gets it back', () => {
    const repo = new Scratch()
    init(repo)
    chmodSync(repo.path('.git/hooks/pre-commit'), 0o644)
    expect(init(repo).stdout).toContain('.git/hooks/pre-commit: runs unleak; it was not executable')
    bothWays(repo, () => commitAll(repo))
  })
})

describe('a hook that is there', () => {
  const WORDS: [interpreter: string, text: string][] = [
    ['sh', 'echo "args:$*" >> ran; exit $(cat code)'],
    [
      'python3',
      'import sys\nopen("ran", "a").write("args:" + " ".join(sys.argv[1:]))\nsys.exit(int(open("code").read()))',
    ],
    [
      'node',
      `const fs = require('fs')\nfs.appendFileSync('ran', 'args:' + process.argv.slice(2).join(' '))\nprocess.exit(+fs.readFileSync('code'))`,
    ],
  ]

  test.each(WORDS)('in %s is kept, runs after ours, and decides', (interpreter, text) => {
    const repo = new Scratch()
    repo.write('.git/info/exclude', 'ran\ncode\n')
    hook(repo, 'pre-commit', `#!/usr/bin/env ${interpreter}\n${text}\n`)
    expect(init(repo).stdout).toContain('runs unleak, then the hook that was here (pre-commit.before-unleak)')
    theirsDecides(repo)
    expect(read(repo, 'ran')).toContain('args:')
  })

  test('gets its arguments', () => {
    const repo = new Scratch()
    hook(repo, 'prepare-commit-msg', '#!/bin/sh\necho "told: $2" >> "$1"\n')
    init(repo)
    passed(commitAll(repo))
    expect(repo.git('log', '-1', '--format=%B')).toContain('told: message')
  })

  test.skipIf(!POSIX)('and is not executable stays asleep', () => {
    const repo = new Scratch()
    repo.write('.git/hooks/pre-commit', '#!/bin/sh\nexit 1\n')
    init(repo)
    bothWays(repo, () => commitAll(repo))
  })

  test.skipIf(!POSIX)('and is a link goes on working, also one that leads nowhere', () => {
    const repo = new Scratch()
    repo.write('.git/shared/check.sh', '#!/bin/sh\ntouch .git/ran\n')
    chmodSync(repo.path('.git/shared/check.sh'), 0o755)
    symlinkSync('../shared/check.sh', repo.path('.git/hooks/pre-commit'))
    symlinkSync('../shared/gone.sh', repo.path('.git/hooks/pre-merge-commit'))
    init(repo)
    bothWays(repo, () => commitAll(repo))
    expect(existsSync(repo.path('.git/ran'))).toBe(true)
    expect(existsSync(repo.path('.git/shared/gone.sh'))).toBe(false)
  })

  test('and names us only in a comment does not count as ours', () => {
    const repo = new Scratch()
    hook(repo, 'pre-commit', '#!/bin/sh\n# unleak hook pre-commit\n')
    init(repo)
    bothWays(repo, () => commitAll(repo))
  })

  test('is never lost: when the name to keep it under is taken, that is exit 2', () => {
    const repo = new Scratch()
    hook(repo, 'pre-commit', '#!/bin/sh\necho new\n')
    hook(repo, 'pre-commit.before-unleak', '#!/bin/sh\necho old\n')
    const { code, stderr } = repo.unleak(['init'])
    expect(code).toBe(2)
    expect(stderr).toContain('a hook stands here, and pre-commit.before-unleak is taken')
    expect(read(repo, '.git/hooks/pre-commit')).toContain('new')
    expect(read(repo, '.git/hooks/pre-commit.before-unleak')).toContain('old')
  })
})

describe('core.hooksPath', () => {
  /** A project that has unleak installed: hooks in the work tree hold no path of this machine. */
  function withUnleak(): Scratch {
    const repo = new Scratch()
    repo.write('.git/info/exclude', 'node_modules/\n')
    link(repo)
    repo.write('deep/a.txt')
    return repo
  }

  test.each(['.githooks', 'my hooks', 'deep/hooks'])('relative: %s', (directory) => {
    const repo = withUnleak()
    repo.git('config', 'core.hooksPath', directory)
    const { stdout } = init(repo, repo.path('deep'))
    expect(stdout).toContain(`✔ ${directory}/pre-commit: runs unleak`)
    expect(stdout).not.toContain('more than this repository')
    const shown = directory.includes(' ') ? `"${directory}/pre-commit"` : `${directory}/pre-commit`
    expect(stdout).toContain(`git add ${shown} `)
    expect(read(repo, `${directory}/pre-commit`)).not.toContain(path.basename(PROGRAM))
    bothWays(repo, () => commitAll(repo))
  })

  test('absolute, with spaces', () => {
    const repo = new Scratch()
    const hooks = new Scratch(false)
    repo.git('config', 'core.hooksPath', hooks.path('all my hooks'))
    expect(init(repo).stdout).toContain(`✔ ${hooks.path('all my hooks')}`)
    bothWays(repo, () => commitAll(repo))
  })

  test('global: guards every repository, with a note', () => {
    const repo = new Scratch()
    const other = new Scratch()
    for (const { env } of [repo, other]) env['GIT_CONFIG_GLOBAL'] = repo.path('.git/global')
    repo.git('config', '--global', 'core.hooksPath', repo.path('.git/everybody'))
    const { stdout } = init(repo)
    expect(stdout).toMatch(/! core\.hooksPath is set for more than this repository: .*everybody guards all of them now/)
    bothWays(repo, () => commitAll(repo))
    bothWays(other, () => commitAll(other))
  })

  test('that can hold no hooks is exit 2 in clear words', () => {
    const repo = new Scratch()
    repo.write('.git/file')
    repo.git('config', 'core.hooksPath', repo.path('.git/file'))
    const { code, stderr } = repo.unleak(['init'])
    expect(code).toBe(2)
    expect(stderr).toMatch(/no hook can be written here \(E\w+\)\nAdd this line/)
    expect(existsSync(repo.path('.unleak.yml'))).toBe(false)
  })
})
