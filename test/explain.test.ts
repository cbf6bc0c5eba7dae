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
})

test.each(['nonsense', 'f'.repeat(32), 'missing.ts:1', 'a.ts:0'])('%s leads nowhere: exit code 2', (place) => {
  const { code, stdout } = project().unleak(['explain', place])
  expect([code, stdout]).toEqual([2, ''])
})
