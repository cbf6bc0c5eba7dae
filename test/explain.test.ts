// `unleak explain`: why a line is reported or not, without its value.
import { expect, test } from 'vitest'
import { expand } from '../src/rules/template.ts'
import { Scratch, token } from './support/scratch.ts'

const value = expand('{{base62:28}}', 'explained').text

function project(): Scratch {
  const repo = new Scratch()
  repo.write(
    'a.ts',
    [`const apiSecret = "${value}"`, 'const keyboard = "qwertz"', 'pass: process.env.X', token(), 'plain', ''].join(
      '\n',
    ),
  )
  return repo
}

test('a guess: the score, and reasons for and against in words', () => {
  const { code, stdout, all } = project().unleak(['explain', 'a.ts:1'])
  expect(code).toBe(1)
  expect(stdout).toContain('a.ts:1\n')
  expect(stdout).toMatch(/generic-secret .*, confidence medium/)
  expect(stdout).toMatch(/apiSecret: \S+: score -?\d+\.\d\d \(low from \S+, medium from \S+\), medium/)
  expect(stdout).toMatch(/for a secret\n {6} +\d\.\d\d {2}\S/)
  expect(stdout).toMatch(/against\n {6} *-\d\.\d\d {2}\S/)
  expect(stdout).toContain('the name announces a secret')
  expect(all).not.toContain(value)
})

test('a format: its rule and its proof', () => {
  const { code, stdout, all } = project().unleak(['explain', 'a.ts:4'])
  expect(code).toBe(1)
  expect(stdout).toMatch(/confidence high/)
  expect(stdout).toContain('checksum')
  expect(all).not.toContain(token())
})

test.each([
  [2, 'not judged: the name announces no secret'],
  [3, 'not judged'],
  [5, 'No rule matches here'],
])('line %d is no finding, and it says why', (line, reason) => {
  const { code, stdout } = project().unleak(['explain', `a.ts:${line}`])
  expect(stdout).toContain(reason)
  expect(code).toBe(0)
})

test('a fingerprint leads to its line', () => {
  const repo = project()
  const [line = ''] = repo.unleak(['scan', '--format', 'jsonl']).stdout.split('\n')
  const finding = JSON.parse(line) as { fingerprint: string }
  expect(repo.unleak(['explain', finding.fingerprint]).stdout).toContain('a.ts:1\n')
  expect(repo.unleak(['explain', finding.fingerprint.slice(0, 8)]).stdout).toContain('a.ts:1\n')
})

test.each(['nonsense', 'f'.repeat(32), 'missing.ts:1', 'a.ts:0'])('%s leads nowhere: exit code 2', (place) => {
  const { code, stdout } = project().unleak(['explain', place])
  expect([code, stdout]).toEqual([2, ''])
})

test('what is permitted is told with who permits it', () => {
  const repo = new Scratch()
  repo.write(
    '.unleak.yml',
    `fingerprintSalt: ${'ab'.repeat(16)}\nallow: [{ paths: [/src/b.ts], reason: the docs have it }]\n`,
  )
  repo.write('a.ts', `x\nk = '${token()}' // unleak:allow github-pat -- made for the docs\n`)
  repo.write('src/b.ts', token())
  repo.write('c.ts', token('c'))
  repo.write('d.ts', `k = '${token('d')}' // gitleaks:allow\n`)
  repo.write('e.ts', token('e'))
  repo.write('.gitleaksignore', 'e.ts:github-pat:1\n')
  repo.unleak(['baseline'])
  repo.write('e.ts', token('e2'))
  const said = (place: string): string => repo.unleak(['explain', place]).stdout.replace(/\s+/g, ' ')
  expect(said('a.ts:2')).toContain('not reported: github-pat: a comment: made for the docs')
  expect(said('src/b.ts:1')).toContain('not reported: github-pat: an "allow" entry: the docs have it')
  expect(said('./src/../src/b.ts:1')).toContain('the docs have it')
  expect(said('c.ts:1')).toContain('not reported: github-pat: the baseline knows it')
  expect(said('d.ts:1')).toContain('not reported: github-pat: a comment of gitleaks')
  expect(said('e.ts:1')).toContain('not reported: .gitleaksignore (gitleaks) hides 1 finding')
  expect(repo.unleak(['explain', 'e.ts:1']).code).toBe(0)
})

test('what a scan leaves out is told to be left out: an ignored file, a disabled rule; a line that is not there', () => {
  const repo = new Scratch()
  repo.write('ignored/a.js', token())
  repo.write('b.js', `x\n${token()}`)
  repo.write('.unleak.yml', 'ignore: [ignored/]\nrules: { disable: [github-pat] }\n')
  const ignored = repo.unleak(['explain', 'ignored/a.js:1'])
  expect([ignored.code, ignored.stdout]).toEqual([0, expect.stringContaining('"ignore" leaves the whole file out')])
  const disabled = repo.unleak(['explain', 'b.js:2'])
  expect([disabled.code, disabled.stdout]).toEqual([0, expect.stringContaining('github-pat: it is disabled')])
  expect(repo.unleak(['explain', 'b.js:3'])).toMatchObject({ code: 2 })
})
