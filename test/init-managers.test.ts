// `unleak init` where another program keeps the hooks: the real program, real commits, and no byte of its file is lost.
import { mkdirSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { bothWays, commitAll, leak, passed, stopped } from './support/commit.ts'
import { init, MANAGERS, PRE_COMMIT, read, withUnleak } from './support/init.ts'
import { Scratch } from './support/scratch.ts'

/** A project that has one of them installed. */
function withManager(name: string): Scratch {
  const repo = withUnleak(new Scratch())
  repo.write('package.json', '{\n  "name": "x",\n  "files": ["a", "b"]\n}\n')
  symlinkSync(path.join(MANAGERS!, name), repo.path(`node_modules/${name}`))
  symlinkSync(path.join(MANAGERS!, '.bin', name), repo.path(`node_modules/.bin/${name}`))
  return repo
}

/** Each line of the old text still stands, in its order. */
function keepsAll(before: string, after: string): void {
  let at = 0
  for (const line of before.split('\n')) {
    const found = after.indexOf(line, at)
    expect(found, `lost: ${line}`).toBeGreaterThanOrEqual(0)
    at = found + line.length
  }
}

function undone(repo: Scratch, file: string, before: string): void {
  expect(repo.unleak(['init', '--undo'])).toMatchObject({ code: 0, stderr: '' })
  expect(read(repo, file)).toBe(before)
}

describe.skipIf(!MANAGERS)('lefthook', () => {
  const FILES: [what: string, text: string][] = [
    [
      'with commands',
      '# ours\npre-commit:\n  parallel: true # fast\n  commands:\n    # words\n    words:\n      run: "true"\n\ncommit-msg:\n  commands:\n    x: { run: "true" }\n',
    ],
    ['with jobs', 'pre-commit:\n  jobs:\n    - run: "true"   # first\n    - name: second\n      run: "true"\n'],
    [
      'of another hook',
      'assert_lefthook_installed: true\npre-push:\n    commands:\n        test:\n            run: "true"\n',
    ],
    ['that is empty', '# nothing yet\n'],
  ]

  test.each(FILES)('%s', (_, text) => {
    const repo = withManager('lefthook')
    repo.write('lefthook.yml', text)
    const { stdout } = init(repo)
    expect(stdout).toContain('✔ lefthook.yml: lefthook runs unleak')
    expect(stdout).toContain('Every commit here is scanned from now on.')
    expect(stdout).toContain('git add lefthook.yml')
    keepsAll(text, read(repo, 'lefthook.yml'))
    bothWays(repo, () => commitAll(repo))
    expect(init(repo).stdout).toContain('lefthook.yml: runs unleak already')
    undone(repo, 'lefthook.yml', text)
  })

  test('sees a cherry-pick too, and the doctor agrees', () => {
    const repo = withManager('lefthook')
    repo.write('lefthook.yml', 'pre-commit:\n  commands:\n    words: { run: "true" }\n')
    init(repo)
    const { code, stdout } = repo.unleak(['doctor'])
    expect(code).toBe(0)
    expect(stdout).not.toContain('No hook of unleak')
    passed(commitAll(repo))
    repo.git('checkout', '-q', '-b', 'side')
    repo.write('leak.txt', leak())
    repo.git('add', '.')
    repo.git('commit', '-qm', 'leak', '--no-verify')
    repo.git('checkout', '-q', 'main')
    stopped(repo.tryGit(['cherry-pick', 'side']), 'leak.txt')
  })

  test('in TOML is told what to write, and nothing is written', () => {
    const repo = withManager('lefthook')
    repo.write('lefthook.toml', '[pre-commit.commands.words]\nrun = "true"\n')
    const { code, stderr } = repo.unleak(['init'])
    expect(code).toBe(2)
    expect(stderr).toContain('lefthook.toml cannot be edited without harm')
    expect(stderr).toContain('node_modules/.bin/unleak hook pre-commit')
    expect(read(repo, 'lefthook.toml')).toBe('[pre-commit.commands.words]\nrun = "true"\n')
  })
})

describe.skipIf(!MANAGERS)('simple-git-hooks', () => {
  test('in package.json: first, and the rest of the file stays as it is laid out', () => {
    const repo = withManager('simple-git-hooks')
    const text =
      '{\n    "name": "x",\n    "files": ["a", "b"],\n    "simple-git-hooks": {\n        "pre-commit": "touch ran"\n    }\n}\n'
    repo.write('package.json', text)
    const { stdout } = init(repo)
    expect(stdout).toContain('✔ package.json: simple-git-hooks runs unleak first, then what it ran before')
    keepsAll('    "files": ["a", "b"],', read(repo, 'package.json'))
    expect(JSON.parse(read(repo, 'package.json'))).toHaveProperty(
      ['simple-git-hooks', 'pre-commit'],
      'node_modules/.bin/unleak hook pre-commit && touch ran',
    )
    bothWays(repo, () => commitAll(repo))
    expect(repo.unleak(['doctor']).code).toBe(0)
    expect(init(repo).stdout).toContain('Nothing was left to do')
    repo.unleak(['init', '--undo'])
    expect(read(repo, 'package.json')).not.toContain('unleak')
  })

  test('in a file that is a program: told what to write', () => {
    const repo = withManager('simple-git-hooks')
    repo.write('.simple-git-hooks.cjs', 'module.exports = {}\n')
    expect(repo.unleak(['init'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"pre-commit": "node_modules/.bin/unleak hook pre-commit"') as string,
    })
  })
})

describe.skipIf(!PRE_COMMIT)('pre-commit', () => {
  const CONFIG =
    '# ours\nrepos:\n  # words\n  - repo: local\n    hooks:\n      - id: words # ok\n        name: words\n        entry: "true"\n        language: system\n'

  function project(config = CONFIG): Scratch {
    const repo = withUnleak(new Scratch())
    repo.write('package.json', '{ "name": "x" }')
    repo.write('.pre-commit-config.yaml', config)
    repo.env['PATH'] = `${path.dirname(PRE_COMMIT!)}${path.delimiter}${repo.env['PATH']}`
    repo.env['PRE_COMMIT_HOME'] = repo.path('.git/pre-commit')
    return repo
  }

  test('is told in its file, and set up', () => {
    const repo = project()
    const { stdout } = init(repo)
    expect(stdout).toContain('✔ .pre-commit-config.yaml: pre-commit runs unleak')
    expect(stdout).toContain('Every commit here is scanned from now on.')
    keepsAll(CONFIG, read(repo, '.pre-commit-config.yaml'))
    bothWays(repo, () => commitAll(repo))
    expect(repo.unleak(['doctor']).code).toBe(0)
    expect(init(repo).stdout).toContain('Nothing was left to do')
    undone(repo, '.pre-commit-config.yaml', CONFIG)
  })

  test('peers.md 3.6: run --all-files scans all files, also in CI without a change', () => {
    const repo = project()
    init(repo)
    repo.write('old.txt', leak())
    repo.git('add', '.')
    repo.git('commit', '-qm', 'before', '--no-verify')
    const all = repo.spawn('pre-commit', ['run', '--all-files'])
    expect(all.code).toBe(1)
    expect(all.all).toContain('old.txt:1:7')
    passed(repo.spawn('pre-commit', ['run']))
    const range = repo.spawn('pre-commit', ['run', '--from-ref', 'HEAD~0', '--to-ref', 'HEAD'])
    expect(range.code).toBe(0)
  })

  test('in a commit an old leak of the same file passes, and what is not staged does not count', () => {
    const repo = project()
    init(repo)
    repo.write('old.txt', `${leak()}\n`)
    repo.git('add', '.')
    repo.git('commit', '-qm', 'before', '--no-verify')
    repo.write('old.txt', `${leak()}more\n`)
    repo.git('add', '.')
    repo.write('old.txt', leak('other'))
    passed(repo.tryGit(['commit', '-m', 'x']))
    repo.git('add', '.')
    stopped(repo.tryGit(['commit', '-m', 'x']), 'old.txt')
  })

  test('commits between two refs, also what the last takes away again', () => {
    const repo = project()
    init(repo)
    passed(commitAll(repo))
    for (const text of [leak(), 'clean\n']) {
      repo.write('a.txt', text)
      repo.git('add', '.')
      repo.git('commit', '-qm', 'x', '--no-verify')
    }
    repo.write('b.txt')
    repo.git('add', '.')
    repo.git('commit', '-qm', 'x', '--no-verify')
    const { code, all } = repo.spawn('pre-commit', ['run', '--from-ref', 'HEAD~3', '--to-ref', 'HEAD'])
    expect(code).toBe(1)
    expect(all).toContain('a.txt')
  })

  test('in flow style: told what to write, and nothing is written', () => {
    const repo = project('repos: [{ repo: local, hooks: [] }]\n')
    expect(repo.unleak(['init'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('entry: node_modules/.bin/unleak hook pre-commit') as string,
    })
    expect(read(repo, '.pre-commit-config.yaml')).toBe('repos: [{ repo: local, hooks: [] }]\n')
  })

  test('that is not installed here: what to do is told', () => {
    const repo = project()
    mkdirSync(repo.path('empty'))
    repo.env['PATH'] = ['/usr/bin', '/bin'].join(path.delimiter)
    const { stdout } = init(repo)
    expect(stdout).toContain('pre-commit is not active here')
    expect(stdout).toContain('As soon as pre-commit is active')
  })
})

test('lint-staged gets no entry, and it is told why', () => {
  const repo = withUnleak(new Scratch())
  repo.write('package.json', '{ "name": "x", "lint-staged": { "*": "true" } }')
  expect(init(repo).stdout).toContain('! lint-staged only hands over paths')
  bothWays(repo, () => commitAll(repo))
})

test.skipIf(process.platform === 'win32').each([
  ['.git/hooks/pre-commit', 2],
  ['.husky/pre-commit', 2],
  ['lefthook.yml', 2],
  ['.pre-commit-config.yaml', 2],
  ['.git/unleak/clean-blobs', 0],
])('a pipe as %s is not waited for', (file, code) => {
  const repo = withUnleak(new Scratch())
  repo.write('package.json', '{ "devDependencies": { "husky": "9.0.0" } }')
  repo.write('a.txt')
  mkdirSync(path.dirname(repo.path(file)), { recursive: true })
  if (!file.startsWith('.husky')) repo.write('package.json', '{}')
  repo.spawn('mkfifo', [file])
  commitAll(repo)
  for (const args of [['init'], ['init', '--undo']]) {
    const result = repo.unleak(args)
    expect([result.code, result.stderr]).toEqual([code, expect.stringContaining(code === 0 ? '' : 'no regular file')])
  }
  expect(repo.unleak(['doctor']).code).toBe(3)
  expect(repo.unleak(['scan', '--history']).code).toBe(0)
})
