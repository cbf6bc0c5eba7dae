// Monorepos: configurations add up from the root to a package, for every source, wherever the scan is started.
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { pathExpression } from '../src/rules/path-expression.ts'
import { leak, passed, stopped } from './support/commit.ts'
import { Scratch } from './support/scratch.ts'

const SALT = 'fingerprintSalt: 0123456789abcdef0123456789abcdef\n'

const files = (repo: Scratch, args: string[] = [], cwd = repo.root): string[] => {
  const { stdout, stderr } = repo.unleak(['scan', ...args, '--format', 'json'], { cwd })
  if (stdout === '') throw new Error(stderr)
  return (JSON.parse(stdout) as { file: string }[]).map(({ file }) => file)
}

/** A root and two packages; each file holds a secret. */
function monorepo(): Scratch {
  const repo = new Scratch()
  repo.write('.unleak.yml', `${SALT}ignore: [vendor/]\n`)
  repo.write(
    'packages/a (1)/.unleak.yml',
    "ignore: ['made/', '*.min.js']\nallow: [{ paths: [docs/], reason: of the docs }]\n",
  )
  repo.write('packages/b/package.json', '{ "unleak": { "rules": { "disable": ["github-pat"] } } }')
  const names = ['made/x.js', 'docs/x.md', 'src/y.min.js', 'src/z.js', 'vendor/v.js']
  for (const [i, name] of names.entries()) repo.write(`packages/a (1)/${name}`, leak(`a${i}`))
  repo.write('packages/b/src/b.js', leak('b'))
  repo.write('packages/c/made/c.js', leak('c'))
  repo.write('vendor/v.js', leak('v'))
  repo.git('add', '.')
  return repo
}
const EXPECTED = ['packages/a (1)/src/z.js', 'packages/a (1)/vendor/v.js', 'packages/c/made/c.js']

describe('lists add up, each from its own directory', () => {
  test('in the tree, from anywhere (gitleaks#733: the root counts from a sub-directory)', () => {
    const repo = monorepo()
    expect(files(repo)).toEqual(EXPECTED)
    expect(files(repo, [], repo.path('packages/a (1)'))).toEqual(['src/z.js', 'vendor/v.js'])
    expect(files(repo, ['../../a (1)', '../../c'], repo.path('packages/b/src'))).toEqual([
      '../../a (1)/src/z.js',
      '../../a (1)/vendor/v.js',
      '../../c/made/c.js',
    ])
    // procoder#260: one file alone goes by the same.
    expect(files(repo, ['packages/b/src/b.js'])).toEqual([])
  })

  test('staged, by the hook, in a range, in the history', () => {
    const repo = monorepo()
    expect(files(repo, ['--staged'])).toEqual(EXPECTED)
    expect(files(repo, ['--staged'], repo.path('packages/b'))).toEqual(EXPECTED)
    stopped(repo.unleak(['hook', 'pre-commit']), ...EXPECTED)
    repo.git('commit', '-qm', 'all', '--no-verify')
    expect(files(repo, ['--range', 'HEAD'])).toEqual(EXPECTED)
    expect(files(repo, ['--history'], repo.path('packages'))).toEqual(EXPECTED)
    repo.write('packages/b/c.js', leak('new'))
    repo.git('add', '.')
    passed(repo.unleak(['hook', 'pre-commit']))
  })
})

test('a setting that is said once is said by the nearest; a flag outranks all', () => {
  const repo = new Scratch()
  const guess = `password = "${'hunter2'.repeat(2)}"\n`
  for (const directory of ['', 'a/', 'a/b/']) repo.write(`${directory}x.py`, guess)
  repo.write('.unleak.yml', 'minConfidence: low\n')
  repo.write('a/.unleak.yml', 'minConfidence: high\n')
  repo.write('a/b/.unleak.yml', 'minConfidence: low\n')
  expect(files(repo)).toEqual(['a/b/x.py', 'x.py'])
  expect(files(repo, ['--min-confidence', 'low'])).toHaveLength(3)
})

test('root: true starts afresh, with a baseline and a salt of its own', () => {
  const repo = new Scratch()
  repo.write('.unleak.yml', `${SALT}rules: { disable: [github-pat] }\n`)
  repo.write('own/.unleak.yml', `root: true\n${SALT.replaceAll('0', '9')}`)
  repo.write('own/a.txt', leak())
  expect(files(repo)).toEqual(['own/a.txt'])
  expect(repo.unleak(['baseline'], { cwd: repo.path('own') }).stdout).toContain('1 added')
  expect(files(repo)).toEqual([])
  expect(repo.unleak(['baseline']).stdout).toContain('0 added')
})

test("the baseline is the root's, the salt too: a package that brings one changes no fingerprint", () => {
  const repo = new Scratch()
  repo.write('.unleak.yml', SALT)
  repo.write('pkg/.unleak.yml', SALT.replaceAll('0', '9'))
  repo.write('pkg/a.txt', leak())
  expect(repo.unleak(['baseline'], { cwd: repo.path('pkg') }).stdout).toContain('.unleak-baseline.json: 1 added')
  expect(files(repo)).toEqual([])
  expect(files(repo, [], repo.path('pkg'))).toEqual([])
  expect(repo.unleak(['scan', '--staged'], { cwd: repo.path('pkg') }).code).toBe(0)
})

test('rules of a package are for its files (gitleaks#886: rules in several files)', () => {
  const repo = new Scratch()
  const rule = {
    id: 'acme-key',
    name: 'Acme key',
    severity: 'high',
    keywords: ['acme_sk_'],
    pattern: 'acme_sk_[a-z0-9]{32}',
    why: 'It opens the door to everything at Acme.',
    rotate: { steps: ['Change it.'] },
    references: ['https://acme.test'],
    examples: ['acme_sk_{{base36:32}}', 'x = "⟦acme_sk_{{base36:32}}⟧"'],
    counterExamples: ['acme_sk_{{base36:31}}', 'acme_pk_{{base36:32}}'],
  }
  repo.write('pkg/.unleak.json', JSON.stringify({ rules: { add: [rule] } }))
  for (const file of ['x.txt', 'pkg/y.txt']) repo.write(file, `acme_sk_${'a1b2c3d4'.repeat(4)}\n`)
  expect(files(repo)).toEqual(['pkg/y.txt'])
  const { stdout } = repo.unleak(['scan'])
  expect(stdout).toContain('It opens the door to everything at Acme.')
})

test('a mistake in a package is told when a file of it is scanned; what others published is no policy', () => {
  const repo = new Scratch()
  repo.write('a.txt', leak('a'))
  repo.write('pkg/.unleak.yml', 'alow: []\n')
  repo.write('pkg/b.txt')
  repo.write('node_modules/x/package.json', '{ "unleak": { "ignore": ["*"] } }')
  repo.write('node_modules/x/a.txt', leak('x'))
  expect(files(repo, ['a.txt', 'node_modules/x/a.txt'])).toEqual(['a.txt', 'node_modules/x/a.txt'])
  expect(repo.unleak(['scan'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('pkg/.unleak.yml:1: unknown key'),
  })
})

describe('unleak config show', () => {
  test('what counts, and where it is said', () => {
    const repo = monorepo()
    const rows = (target: string, ...args: string[]): string[] =>
      repo
        .unleak(['config', 'show', target, ...args])
        .stdout.split('\n')
        .map((line) => line.trim().replace(/  +/g, ' | '))
    const shown = rows('packages/a (1)/made/x.js')
    expect(shown[0]).toBe('packages/a (1)/made/x.js: packages/a (1)/.unleak.yml, then .unleak.yml')
    expect(shown[1]).toContain('it is not scanned')
    expect(shown).toContain('ignore | made/ | packages/a (1)/.unleak.yml:1')
    expect(shown).toContain('ignore | vendor/ | .unleak.yml:2')
    expect(shown).toContain('allow | of the docs | packages/a (1)/.unleak.yml:2')
    expect(shown).toContain('minConfidence | medium | default')
    expect(rows('packages/b')).toContain('rules.disable | github-pat | packages/b/package.json:1')
    repo.git('commit', '-qm', 'x', '--no-verify')
    repo.git('rm', '-q', '--cached', '-r', 'packages')
    expect(rows('packages/b', '--config-from', 'HEAD')).toContain(
      'rules.disable | github-pat | HEAD:packages/b/package.json:1',
    )
  })

  test('without any', () => {
    expect(new Scratch(false).unleak(['config', 'show'])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('no configuration'),
    })
  })
})

test('patterns of a directory whose name has signs of patterns', () => {
  const matches = (pattern: string, under: string, path: string): boolean =>
    new RegExp(pathExpression([pattern], under)).test(path)
  for (const under of ['a [b]', 'x{1,2}', 'we+ird', '!no', '(q)', 'ä/ö', "a'b", 'st*r', '$1^']) {
    expect(matches('*.js', under, `${under}/deep/x.js`), under).toBe(true)
    expect(matches('made/', under, `${under}/made/x`), under).toBe(true)
    expect(matches('/made/*.js', under, `${under}/made/x.js`), under).toBe(true)
    expect(matches('made/', under, `${under}/deep/made/x`), under).toBe(false)
    expect(matches('!src/**', under, `${under}/other/x`), under).toBe(true)
    expect(matches('!src/**', under, `${under}/src/x`), under).toBe(false)
  }
})

test('of what concerns the whole scan the outermost that names it decides, also for true', () => {
  const repo = new Scratch()
  repo.write('.unleak.yml', `${SALT}archives: true\n`)
  repo.write('a/.unleak.yml', 'archives: false\nmaxFileMegabytes: 1\n')
  repo.write('a/x.txt.gz', gzipSync(leak()))
  repo.write('a/large.txt', 'x\n'.repeat(600_000) + leak())
  for (const cwd of [repo.root, repo.path('a')]) {
    const { stdout, stderr } = repo.unleak(['scan', '--format', 'json'], { cwd })
    expect(stdout).toContain('x.txt.gz!/x.txt')
    // Started there, it is the only one that names it.
    expect(stderr.includes('larger than 1 MB')).toBe(cwd !== repo.root)
  }
})
