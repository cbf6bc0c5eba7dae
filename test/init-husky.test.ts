// `unleak init` in a project with husky: the real husky, real commits.
import { cpSync, existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { bothWays, commitAll, leak, passed, stopped } from './support/commit.ts'
import { HOOKS, init, link, POSIX, read, theirsDecides } from './support/init.ts'
import { Scratch } from './support/scratch.ts'

const MANIFEST = { name: 'x', scripts: { test: 'true' }, devDependencies: { husky: '^9.0.0' } }

interface Parts {
  manifest?: object | string
  installed?: boolean
  git?: string[]
}

/** A project that names husky, and has it and unleak installed. */
function project({ manifest = MANIFEST, installed = true, git = [] }: Parts = {}): Scratch {
  const repo = new Scratch(git)
  repo.write('package.json', typeof manifest === 'string' ? manifest : `${JSON.stringify(manifest, undefined, 2)}\n`)
  repo.write('.gitignore', 'node_modules/\nran\n')
  if (!installed) return repo
  cpSync('node_modules/husky', repo.path('node_modules/husky'), { recursive: true })
  link(repo)
  return repo
}

/** husky's own set-up, as its user runs it. */
const setUp = (repo: Scratch, ...args: string[]): Scratch => {
  repo.spawn(process.execPath, [repo.path('node_modules/husky/bin.js'), ...args])
  return repo
}

/** What husky before version 9 left in each hook. */
const OLD_HEAD = '#!/usr/bin/env sh\n. "$(dirname -- "$0")/_/husky.sh"\n\n'

/** The parts of husky 8 that count: its script, and a set-up that names the directory itself as hooks path. */
function old(repo: Scratch): void {
  repo.write(
    'node_modules/husky/husky.sh',
    'if [ -z "$husky_skip_init" ]; then\n  export husky_skip_init=1\n  sh -e "$0" "$@"\n  exit $?\nfi\n',
  )
  repo.write('node_modules/husky/package.json', '{ "name": "husky", "version": "8.0.3" }')
  repo.spawn('rm', ['-f', repo.path('node_modules/husky/bin.js')])
  repo.write(
    'node_modules/husky/lib/bin.js',
    `const fs = require('fs')
const [command, directory = '.husky'] = process.argv.slice(2)
if (command !== 'install') process.exit(2)
fs.mkdirSync(directory + '/_', { recursive: true })
fs.copyFileSync(__dirname + '/../husky.sh', directory + '/_/husky.sh')
require('child_process').spawnSync('git', ['config', 'core.hooksPath', directory])
`,
  )
}

describe('husky', () => {
  test('named and installed, but not active: it becomes active', () => {
    const repo = project()
    const { stdout } = init(repo)
    for (const name of HOOKS) expect(stdout).toContain(`✔ .husky/${name}: runs unleak`)
    expect(stdout).toContain('✔ .husky/_: husky is active now')
    expect(stdout).toContain('✔ package.json: its "prepare" script runs husky after each npm install')
    expect(stdout).toContain('Every commit here is scanned from now on.')
    expect(stdout).toMatch(/git add( \.husky\/[a-z-]+){4} package\.json \.unleak\.yml && git commit/)
    expect(stdout).not.toContain('!')
    expect(repo.git('config', 'core.hooksPath').trim()).toBe('.husky/_')
    expect(read(repo, '.husky/pre-commit')).toBe('unleak-pre-commit\n')
    bothWays(repo, () => commitAll(repo))
  })

  test('a second run changes nothing and says so', () => {
    const repo = project()
    init(repo)
    repo.git('add', '.')
    const { stdout } = init(repo)
    expect(repo.git('diff', '--name-only')).toBe('')
    expect(stdout.match(/runs unleak already/g)).toHaveLength(HOOKS.length)
    expect(stdout).toContain('Nothing was left to do: every commit here is scanned.')
    expect(stdout).not.toContain('git add')
  })

  test('active, with a hook: our line comes first, theirs still decides', () => {
    const repo = setUp(project())
    repo.write('.husky/pre-commit', '# Tests first.\necho run >> ran\nnpm --version\nexit $(cat code)')
    repo.write('code', '0')
    expect(init(repo).stdout).toContain('✔ .husky/pre-commit: runs unleak first, then what it ran before')
    expect(read(repo, '.husky/pre-commit')).toBe(
      'unleak-pre-commit\n# Tests first.\necho run >> ran\nnpm --version\nexit $(cat code)\n',
    )
    theirsDecides(repo)
    expect(read(repo, 'ran')).toBe('run\nrun\n')
  })

  test.each([
    [`${OLD_HEAD}npm test\n`, `${OLD_HEAD}unleak-pre-commit\nnpm test\n`],
    ['#!/bin/sh\nnpm test\n', '#!/bin/sh\nunleak-pre-commit\nnpm test\n'],
    ['#!/bin/sh', '#!/bin/sh\nunleak-pre-commit\n'],
    ['', 'unleak-pre-commit\n'],
    ['npm test\n. ./other/husky.sh\n', 'unleak-pre-commit\nnpm test\n. ./other/husky.sh\n'],
    ['# unleak hook pre-commit\n', 'unleak-pre-commit\n# unleak hook pre-commit\n'],
    ['npx unleak scan --staged\n', 'npx unleak scan --staged\n'],
  ])('only the head of husky itself stays in front: %j', (before, after) => {
    const repo = setUp(project())
    repo.write('.husky/pre-commit', before)
    init(repo)
    expect(read(repo, '.husky/pre-commit')).toBe(after)
  })

  test('the head lines of old husky, under the new one', () => {
    const repo = setUp(project())
    repo.write('.husky/pre-commit', `${OLD_HEAD}npm --version\n`)
    init(repo)
    bothWays(repo, () => commitAll(repo))
  })

  test('version 8, whose files git runs itself', () => {
    const repo = project()
    old(repo)
    repo.write('.husky/pre-commit', `${OLD_HEAD}echo run >> ran\n`)
    const { stdout } = init(repo)
    expect(stdout).toContain('husky is active now')
    expect(JSON.parse(read(repo, 'package.json'))).toHaveProperty('scripts.prepare', 'husky install')
    expect(read(repo, '.husky/pre-commit')).toBe(`${OLD_HEAD}node_modules/.bin/unleak-pre-commit\necho run >> ran\n`)
    expect(read(repo, '.husky/pre-applypatch')).toBe(`${OLD_HEAD}node_modules/.bin/unleak hook pre-applypatch\n`)
    bothWays(repo, () => commitAll(repo))
    expect(read(repo, 'ran')).toBe('run\n')
    // A merge without a conflict has a hook of its own, which was not there before.
    repo.git('checkout', '-q', '-b', 'bad')
    repo.write('bad.txt', leak())
    repo.git('add', '.')
    repo.git('commit', '-qm', 'bad', '--no-verify')
    repo.git('checkout', '-q', 'main')
    stopped(repo.tryGit(['merge', '--no-ff', '--no-edit', 'bad']), 'bad.txt')
  })

  test.each(['.config/husky', 'front end/.husky'])('in a directory of its own: %s', (directory) => {
    const repo = setUp(project(), directory)
    expect(init(repo).stdout).toContain(`✔ ${directory}/pre-commit: runs unleak`)
    bothWays(repo, () => commitAll(repo))
  })

  test('named but not installed: nothing is promised', () => {
    const repo = project({ installed: false })
    const { stdout } = init(repo)
    expect(stdout).toContain(
      '! unleak is not among the packages of this project; add it: npm install --save-dev unleak',
    )
    expect(stdout).toContain('! husky is not active here, so nothing is guarded yet')
    expect(stdout).toContain('As soon as husky is active, every commit here is scanned.')
    expect(stdout).not.toContain('from now on')
  })

  test('active, but without unleak: commits are refused', () => {
    const repo = setUp(project())
    repo.spawn('rm', ['-r', repo.path('node_modules/.bin')])
    expect(init(repo).stdout).toContain('! unleak is not among the packages')
    const result = commitAll(repo)
    expect(result.code).not.toBe(0)
    expect(result.all).toContain('command not found')
  })

  test('a global hooks path does not keep husky from being used', () => {
    const repo = project()
    repo.env['GIT_CONFIG_GLOBAL'] = repo.path('.git/global')
    repo.git('config', '--global', 'core.hooksPath', repo.path('.git/everybody'))
    expect(init(repo).stdout).toContain('husky is active now')
    bothWays(repo, () => commitAll(repo))
  })

  test('named, but another hooks path of this repository is in charge', () => {
    const repo = project()
    repo.git('config', 'core.hooksPath', '.git/own')
    expect(init(repo).stdout).toContain('.git/own/pre-commit: runs unleak')
    expect(existsSync(repo.path('.husky'))).toBe(false)
    bothWays(repo, () => commitAll(repo))
  })

  test('in a new worktree, where the parts that git ignores are missing', () => {
    const repo = project()
    init(repo)
    passed(commitAll(repo))
    repo.git('worktree', 'add', '-q', '.git/tree', '-b', 'other')
    const tree = repo.path('.git/tree')
    expect(init(repo, tree).stdout).toContain('husky is not active here')
    cpSync(repo.path('node_modules'), path.join(tree, 'node_modules'), { recursive: true })
    expect(init(repo, tree).stdout).toContain('husky is active now')
    bothWays(repo, () => commitAll(repo, tree), '.git/tree/leak.txt', 'leak.txt')
  })
})

describe('"prepare"', () => {
  const after = (manifest: string): string => {
    const repo = setUp(project({ manifest }))
    init(repo)
    return read(repo, 'package.json')
  }

  test.each([
    ['{\n\t"name": "x"\n}', '{\n\t"name": "x",\n\t"scripts": {\n\t\t"prepare": "husky"\n\t}\n}'],
    [
      '{\n    "scripts": {\n        "a": "b"\n    }\n}\n',
      '{\n    "scripts": {\n        "a": "b",\n        "prepare": "husky"\n    }\n}\n',
    ],
    ['{\r\n  "name": "x"\r\n}\r\n', '{\r\n  "name": "x",\r\n  "scripts": {\r\n    "prepare": "husky"\r\n  }\r\n}\r\n'],
  ])('is added, the layout kept: %j', (before, expected) => expect(after(before)).toBe(expected))

  test.each([
    ['one that stands', '{ "scripts": { "prepare": "npm run build" } }'],
    ['husky from another script', '{ "scripts": { "postinstall": "husky" } }'],
    ['a broken manifest', '{ "name": "x", }\n'],
    ['a manifest that is none', 'null'],
  ])('is not added: %s', (_, manifest) => expect(after(manifest)).toBe(manifest))
})

test.skipIf(!POSIX)('HUSKY=0 keeps husky asleep, and nothing else is claimed', () => {
  const repo = project()
  repo.env['HUSKY'] = '0'
  expect(init(repo).stdout).toContain('! husky is not active here')
})
