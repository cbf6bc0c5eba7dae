// What users of other scanners complain of, each named after its complaint: hooks that look at the wrong thing, permissions that do not
// last, codes that say nothing. Those that other tests name: grep for the number.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { commitAll, leak, passed, stopped } from './support/commit.ts'
import { Scratch, token } from './support/scratch.ts'

interface Found {
  file: string
  line: number
  fingerprint: string
}
const scan = (repo: Scratch, ...args: string[]): Found[] =>
  JSON.parse(repo.unleak(['scan', '--format', 'json', ...args]).stdout) as Found[]

test('gitleaks#585, #2281: the index counts, not the work tree, and --staged finds what a scan of the files does', () => {
  const repo = Scratch.guarded()
  repo.write('a.txt', `clean\n${leak()}`)
  repo.git('add', '.')
  const places = (found: Found[]): string[] => found.map(({ file, line }) => `${file}:${line}`)
  expect(places(scan(repo, '--staged'))).toEqual(places(scan(repo)))
  repo.write('a.txt')
  stopped(repo.tryGit(['commit', '-m', 'x']), 'a.txt:2')
  repo.git('add', '.')
  repo.write('a.txt', leak())
  passed(repo.tryGit(['commit', '-m', 'x']))
})

test('ministryofjustice/devsecops-hooks#145: git commit -am is no way past', () => {
  const repo = Scratch.guarded()
  repo.write('a.txt')
  passed(commitAll(repo))
  repo.write('a.txt', leak())
  stopped(repo.tryGit(['commit', '-am', 'x']), 'a.txt')
})

test('aws-samples#537, gitleaks#1284, #950: a rewritten history, a move and the way of looking change no fingerprint', () => {
  const repo = new Scratch()
  repo.git('commit', '-qm', 'base', '--allow-empty')
  repo.write('.unleak.yml', 'fingerprintSalt: a-salt-of-sixteen-letters\n')
  repo.write('a.txt', leak())
  repo.git('add', '.')
  repo.git('commit', '-qm', 'leak')
  const fingerprints = (...args: string[]): string[] => scan(repo, ...args).map(({ fingerprint }) => fingerprint)
  const first = fingerprints('--range', 'HEAD~1..HEAD')
  expect(first).toHaveLength(1)
  repo.git('commit', '-q', '--amend', '-m', 'another', '--date', '2020-01-01T00:00:00Z')
  expect(fingerprints('--range', 'HEAD~1..HEAD')).toEqual(first)
  repo.git('mv', 'a.txt', 'b.txt')
  repo.write('b.txt', `one\ntwo\n${leak()}`)
  expect(fingerprints()).toEqual(first)
  expect(fingerprints('--history')).toEqual(first)
})

test('IBM/mcp-context-forge#5758: a baseline has no lines and no times; a second run and a commit write nothing', () => {
  const repo = Scratch.guarded()
  repo.write('a.txt', leak())
  expect(repo.unleak(['baseline']).code).toBe(0)
  const written = (): string => readFileSync(repo.path('.unleak-baseline.json'), 'utf8')
  const before = written()
  repo.write('a.txt', `one\ntwo\nthree\n${leak()}`)
  expect(repo.unleak(['baseline']).code).toBe(0)
  passed(commitAll(repo))
  expect(written()).toBe(before)
  expect(repo.git('status', '--porcelain')).toBe('')
})

test('talisman#412, #357: an edit elsewhere in the file does not undo a permission', () => {
  const repo = Scratch.guarded()
  const line = `key = ${token()} # unleak:allow github-pat -- made up for this test\n`
  repo.write('a.txt', line)
  passed(commitAll(repo))
  repo.write('a.txt', `# new\n${line}# more\n`)
  passed(commitAll(repo))
})

test('gitleaks#766: the warning of git about line ends does not break the hook', () => {
  const repo = Scratch.guarded()
  repo.git('config', 'core.autocrlf', 'input')
  repo.git('config', 'core.safecrlf', 'warn')
  repo.write('a.txt', 'one\r\ntwo\r\n')
  passed(commitAll(repo))
  repo.write('b.txt', `one\r\n${leak().trim()}\r\n`)
  stopped(commitAll(repo), 'b.txt:2')
})

test('git-secrets#139: a user whose name has a space, in a directory that has one', () => {
  const repo = new Scratch(false)
  repo.write('John O Neil/my work/a.txt')
  const cwd = repo.path('John O Neil/my work')
  repo.env['HOME'] = repo.path('John O Neil')
  repo.tryGit(['init', '-q'], cwd)
  repo.tryGit(['config', 'user.email', 'a@b.test'], cwd)
  repo.tryGit(['config', 'user.name', 'John "Jo" O Neil'], cwd)
  expect(repo.unleak(['init'], { cwd }).code).toBe(0)
  passed(commitAll(repo, cwd))
  repo.write('John O Neil/my work/b.txt', leak())
  stopped(commitAll(repo, cwd), 'b.txt')
})

test('gitleaks PR 1292: a secret is found wherever the edge of a read falls', () => {
  const repo = new Scratch(false)
  const edges = [4096, 2 ** 16, 2 ** 17, 2 ** 18, 2 ** 20, 2 ** 21, 2 ** 22, 2 ** 23]
  const bytes = Buffer.alloc(2 ** 23 + 4096, 'clean text\n')
  for (const edge of edges) bytes.write(`\nk = ${token(`${edge}`)}\n`, edge - 20)
  repo.write('large.txt', bytes)
  expect(scan(repo, 'large.txt')).toHaveLength(edges.length)
})

test.each([['--no-such'], ['--range'], ['--format', 'none'], ['--min-confidence', 'very'], ['--output', 'sarif']])(
  'gitleaks#1439, #1464, #500, #720: a wrong option is exit 2, no clean scan and no finding: %s',
  (...args) => {
    const repo = new Scratch()
    repo.write('a.txt')
    expect(repo.unleak(['scan', ...args])).toMatchObject({ code: 2, stdout: '' })
  },
)

test('gitleaks#1981: an error of git is no clean scan', () => {
  const repo = new Scratch()
  repo.write('a.txt')
  repo.git('add', '.')
  repo.git('commit', '-qm', 'x')
  repo.write('.git/HEAD', 'broken\n')
  for (const args of [['--staged'], ['--history'], ['--range', 'A..B']])
    expect([2, 3], args.join(' ')).toContain(repo.unleak(['scan', ...args]).code)
})

test('git-secrets#188: a merge that removes a secret passes', () => {
  const repo = new Scratch()
  repo.write('a.txt', leak())
  passed(commitAll(repo))
  repo.guard()
  repo.git('checkout', '-qb', 'mend')
  repo.write('a.txt')
  passed(commitAll(repo))
  repo.git('checkout', '-q', 'main')
  repo.write('b.txt')
  passed(commitAll(repo))
  passed(repo.tryGit(['merge', '--no-ff', '-m', 'x', 'mend']))
})

test('trufflehog#3448, #3961: nothing leaves the machine, and the way to mend it is told', () => {
  const repo = Scratch.guarded()
  repo.write('a.txt', leak())
  // Whatever would speak to another machine goes through one of these.
  repo.write(
    'watch.cjs',
    `const { appendFileSync } = require('node:fs')
    const log = (name) => appendFileSync(${JSON.stringify(repo.path('network.log'))}, name + '\\n')
    for (const [module, names] of [['net', ['connect', 'createConnection']], ['dns', ['lookup', 'resolve']]])
      for (const name of names) require(module)[name] = () => { log(name); throw new Error('no network') }
    require('net').Socket.prototype.connect = () => { log('socket'); throw new Error('no network') }
    globalThis.fetch = () => { log('fetch'); throw new Error('no network') }
    log('loaded')`,
  )
  repo.env['NODE_OPTIONS'] = `--require ${repo.path('watch.cjs')}`
  repo.git('add', 'a.txt')
  const commands = [['scan'], ['hook', 'pre-commit'], ['scan', '--history'], ['rotate', 'a.txt:key']]
  for (const args of commands) repo.unleak(args)
  const log = readFileSync(repo.path('network.log'), 'utf8').trim().split('\n')
  expect(log.length).toBeGreaterThanOrEqual(commands.length)
  expect(log.filter((name) => name !== 'loaded')).toEqual([])
  expect(repo.unleak(['scan', 'a.txt']).stdout).toContain('https://github.com/settings/tokens')
})
