// `unleak scan --stats`: which rules took the time; without it there is no clock.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createMatcher } from '../src/detect/matcher.ts'
import { measureRules } from '../src/rule-times.ts'
import { loadRules } from '../src/rules-file.ts'
import { leak } from './support/commit.ts'
import { Scratch, token } from './support/scratch.ts'

/** Rule, tries and matches of each row, in order. */
const rows = (stderr: string): { rule: string; ms: number; tries: number; matches: number }[] =>
  [...stderr.matchAll(/^ *([\d.]+) +(\d+) +(\d+) {2}(\S+)$/gm)].map(([, ms, tries, matches, rule]) => ({
    rule: rule!,
    ms: Number(ms),
    tries: Number(tries),
    matches: Number(matches),
  }))

test('counts tries and matches, the dearest rule first, in every source and with rules of the project', () => {
  const repo = new Scratch()
  // Fifty of a wrong checksum match too, and two hundred stand-ins for a rule of the project.
  repo.write('a.txt', `${leak()}${`${token().slice(0, -1)}0\n${token().slice(0, -1)}1\n`.repeat(25)}`)
  repo.write('b.txt', `acme_${'a'.repeat(30)}b\n`.repeat(200))
  const rule = {
    id: 'acme-slow',
    name: 'Acme',
    provider: 'Acme',
    severity: 'low',
    keywords: ['acme_'],
    pattern: 'acme_(?:a{1,9}){1,4}b{1,9}',
    why: 'It is slow, for the sake of this test.',
    rotate: { steps: ['None'] },
    references: ['https://acme.test'],
    examples: ['acme_{{[a]:4}}b', 'acme_{{[a]:5}}b'],
    counterExamples: ['acme_b', 'acme_c'],
  }
  repo.write('.unleak.json', JSON.stringify({ rules: { add: [rule] } }))
  const { code, stdout, stderr } = repo.unleak(['scan', '--stats', '--format', 'json'])
  expect(code).toBe(1)
  expect(JSON.parse(stdout)).toHaveLength(1)
  const told = rows(stderr)
  expect(told.find(({ rule }) => rule === 'github-pat')).toMatchObject({ tries: 51, matches: 51 })
  expect(told.find(({ rule: id }) => id === 'acme-slow')).toMatchObject({ tries: 200, matches: 200 })
  expect(told.map(({ ms }) => ms)).toEqual(told.map(({ ms }) => ms).toSorted((a, b) => b - a))
  repo.git('add', 'a.txt')
  repo.git('commit', '-qm', 'x', '--no-verify')
  for (const args of [['--history'], ['--range', 'HEAD'], ['--history']])
    expect(rows(repo.unleak(['scan', '--stats', '--quiet', ...args]).stderr).map(({ rule }) => rule)).toContain(
      'github-pat',
    )
})

test('fits in 80 columns, and shows twenty unless all are asked for', () => {
  const times = measureRules()
  for (let i = 0; i < 30; i++) times.watch(`a-rule-with-a-name-that-goes-on-and-on-and-on-${i}`, () => i % 2 === 0)()
  const lines = times.text(false, 80).split('\n')
  expect(rows(times.text(true, 100)).length).toBe(30)
  expect(lines.filter((line) => line.includes('a-rule-with')).length).toBe(20)
  expect(times.text(false, 80)).toMatch(/ {2}in 10 more: --verbose shows all\n/)
  for (const line of lines.slice(1)) expect(line.length).toBeLessThanOrEqual(80)
})

test('counts what is a secret as a whole file', () => {
  const times = measureRules()
  const content = Buffer.from(`${'0f1e2d3c4b5a6978'.repeat(2)}\n`)
  const found = createMatcher(loadRules(), undefined, times.watch)(content, { path: 'config/master.key' })
  const measured = rows(times.text(true, 100)).filter(({ matches }) => matches === 1)
  expect(measured.map(({ rule }) => rule).toSorted()).toEqual(found.map(({ rule }) => rule.id).toSorted())
  expect(found.length).toBeGreaterThan(0)
})

test('changes no result', () => {
  const bytes = readFileSync('README.md')
  const text = Buffer.concat([bytes, Buffer.from(leak())])
  const times = measureRules()
  expect(createMatcher(loadRules(), undefined, times.watch)(text)).toEqual(createMatcher(loadRules())(text))
})

test('threads would share a processor with what is measured', () => {
  const repo = new Scratch(false)
  repo.write('a.txt')
  expect(repo.unleak(['scan', '--stats', '--threads', '2'])).toMatchObject({ code: 2, stdout: '' })
  expect(repo.unleak(['scan', '--stats', '--threads', '0']).code).toBe(0)
})
