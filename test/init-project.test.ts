// `unleak init` in every kind of repository and project, and how its hooks find unleak later.
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { bothWays, commitAll } from './support/commit.ts'
import { init, POSIX, read } from './support/init.ts'
import { PROGRAM, Scratch } from './support/scratch.ts'

/** A program elsewhere, as a global install is; what it is called decides what the hooks fall back on. */
function programAt(repo: Scratch, file: string): string {
  repo.write(file, `import(${JSON.stringify(pathToFileURL(PROGRAM).href)})\n`)
  cpSync(path.join(path.dirname(PROGRAM), 'pre-commit'), repo.path(path.join(path.dirname(file), 'pre-commit')))
  return repo.path(file)
}

test('a worktree shares the hooks of its repository, and is told of nothing else', () => {
  const repo = new Scratch()
  repo.git('commit', '-qm', 'x', '--allow-empty')
  repo.git('config', 'core.hooksPath', repo.path('.git/own'))
  repo.git('worktree', 'add', '-q', '.git/tree', '-b', 'other')
  expect(init(repo, repo.path('.git/tree')).stdout).not.toContain('!')
  bothWays(repo, () => commitAll(repo))
  bothWays(repo, () => commitAll(repo, repo.path('.git/tree')), '.git/tree/leak.txt', 'leak.txt')
})

test('a submodule has hooks of its own', () => {
  const repo = new Scratch()
  const inner = new Scratch()
  inner.git('commit', '-qm', 'x', '--allow-empty')
  repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'sub')
  init(repo, repo.path('sub'))
  expect(existsSync(repo.path('.git/modules/sub/hooks/pre-commit'))).toBe(true)
  expect(existsSync(repo.path('.git/hooks/pre-commit'))).toBe(false)
})

describe('a configuration that is there', () => {
  test.each([
    ['.unleak.yml', 'minConfidence: low\n'],
    ['.unleak.yaml', 'minConfidence: low\n'],
    ['.unleak.json', '{}'],
    ['.unleak.toml', 'minConfidence = "low"\n'],
    ['package.json', '{ "unleak": {} }'],
  ])('%s is left alone', (name, text) => {
    const repo = new Scratch()
    repo.write(name, text)
    init(repo)
    expect(read(repo, name)).toBe(text)
    expect(readdirSync(repo.root).toSorted()).toEqual(['.git', name])
  })

  test('a package.json without our key is none', () => {
    const repo = new Scratch()
    repo.write('package.json', '{ "name": "x" }')
    expect(init(repo).stdout).toContain('.unleak.yml')
  })

  test('two are told before anything is written', () => {
    const repo = new Scratch()
    repo.write('.unleak.yml')
    repo.write('.unleak.json', '{}')
    expect(repo.unleak(['init'])).toMatchObject({ code: 2, stderr: expect.stringContaining('two configurations') })
    expect(existsSync(repo.path('.git/hooks/pre-commit'))).toBe(false)
  })
})

describe('how the hooks find unleak', () => {
  test('by a full path with quotes and spaces, and when that is gone they refuse', () => {
    const repo = new Scratch()
    const program = programAt(repo, POSIX ? `.git/it's a "path" $HOME \`x\`/unleak.js` : `.git/it's a path/unleak.js`)
    expect(repo.spawn(process.execPath, [program, 'init']).code).toBe(0)
    bothWays(repo, () => commitAll(repo))
    rmSync(path.dirname(program), { recursive: true })
    repo.write('b.txt')
    const refused = commitAll(repo)
    expect(refused.code).not.toBe(0)
    expect(refused.stderr).toBe('unleak is not installed here, so nothing was scanned. Install it: npm install\n')
    expect(repo.spawn('sh', ['.git/hooks/pre-commit']).code).toBe(3)
  })

  test('the copy of npx is gone tomorrow, so it does not count, and a note says what to do', () => {
    const repo = new Scratch()
    const program = programAt(repo, '.git/_npx/1a2b/node_modules/unleak/bin/unleak.js')
    const { stdout } = repo.spawn(process.execPath, [program, 'init'])
    expect(stdout).toContain(
      '! unleak is not among the packages of this project; add it: npm install --save-dev unleak',
    )
    expect(read(repo, '.git/hooks/pre-commit')).not.toContain('_npx')
    expect(commitAll(repo).stderr).toContain('nothing was scanned')
  })
})

test.each([
  ['a bare repository', (): Scratch => new Scratch(['--bare']), '.', /bare repository/],
  ['outside of a repository', (): Scratch => new Scratch(false), '.', /is not in a git repository/],
  ['.git itself', (): Scratch => new Scratch(), '.git', /no work tree/],
])('%s is exit 2', (_, make, directory, message) => {
  const repo = make()
  const { code, stderr, stdout } = repo.unleak(['init'], { cwd: repo.path(directory) })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(message)
  expect(stderr).not.toMatch(/\n\s+at /)
})
