// A rule of our own that does not come to an end is interrupted and told, and what the others find is told too.
import { cpSync, writeFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { createMatcher } from '../src/detect/matcher.ts'
import { createLimitedMatcher } from '../src/limited-matcher.ts'
import { measureRules } from '../src/rule-times.ts'
import { packRules } from '../src/rules-file.ts'
import { compileRules } from '../src/rules/compile.ts'
import type { FreshRules } from '../src/rules/compile.ts'
import type { Match, Rule } from '../src/types.ts'
import { examplesOf, RULES } from './support/all-rules.ts'
import { Scratch, token } from './support/scratch.ts'

const github = RULES.find(({ id }) => id === 'github-pat')!
/** For hours on a text such as `HANG`. */
const endless = (number: number): Rule => ({
  ...github,
  id: `endless-${number}`,
  keywords: [`slow${number}_`],
  pattern: `slow${number}_(?:(?:[a-z]{1,20}){1,20}){1,20}!`,
  checks: [],
})
const HANG = `slow1_${'a'.repeat(300)}\n`
const labels = (matches: Match[]): string[] =>
  matches.map(({ rule, secretStart, secretEnd }) => `${rule.id} ${secretStart}..${secretEnd}`)

let all: FreshRules
let withEndless: FreshRules
beforeAll(() => {
  all = compileRules(RULES)
  withEndless = compileRules([...RULES, ...[1, 2, 3, 4, 5, 6].map(endless)])
})

/** What is found, and what is told. */
function limited(text: string): { found: string[]; told: string[] } {
  const told: string[] = []
  const found = createLimitedMatcher(withEndless)(Buffer.from(text), { onTooSlow: (what) => told.push(what) })
  return { found: labels(found), told }
}

describe('with an alarm and without', () => {
  const examples = RULES.flatMap((rule) => examplesOf(rule).map(({ text }) => text))

  test('each example alone, and all in one file: the same is found as without a limit', () => {
    const [plain, within] = [createMatcher(all), createLimitedMatcher(all)]
    const together = examples.join('\n')
    expect(together.length).toBeGreaterThan(65_536)
    let found = 0
    for (const text of [...examples, together]) {
      const bytes = Buffer.from(text)
      const wanted = labels(plain(bytes))
      expect(labels(within(bytes)), text.slice(0, 40)).toEqual(wanted)
      found += wanted.length
    }
    expect(found).toBeGreaterThan(3000)
  })
})

describe('a rule that does not come to an end', () => {
  const secret = token()

  test.each([
    ['a small file', ''],
    ['a large file', `${'nothing here\n'.repeat(10_000)}`],
  ])('in %s it is left out and told, the rest is found', (_, filler) => {
    const { found, told } = limited(`${filler}key = ${secret}\n${HANG}other = ${token('b')}\n`)
    expect(told).toEqual(['rule endless-1 takes too long on it'])
    expect(found.filter((label) => label.startsWith('github-pat'))).toHaveLength(2)
  })

  test('three of them, each is told', () => {
    const { found, told } = limited([1, 2, 3].map((n) => HANG.replace('1', String(n))).join('') + secret)
    expect(told.toSorted()).toEqual([1, 2, 3].map((n) => `rule endless-${n} takes too long on it`))
    expect(found).toHaveLength(1)
  })

  test('six of them: all of the text counts as not scanned', () => {
    const text = [1, 2, 3, 4, 5, 6].map((n) => HANG.replace('1', String(n))).join('')
    expect(() => limited(text)).toThrow(/^rule endless-\d takes too long on it$/)
  })

  test('where nobody is told, it is an error', () => {
    expect(() => createLimitedMatcher(withEndless)(Buffer.from(HANG))).toThrow('rule endless-1 takes too long on it')
  })

  test('what is measured is measured to the end of the text', () => {
    const times = measureRules()
    const matcher = createLimitedMatcher(withEndless, times.watch)
    matcher(Buffer.from(`${HANG}key = ${token()}\n`), { onTooSlow: () => {} })
    expect(times.text(true, 80)).toMatch(/ 1 {9}1 {2}github-pat\n/)
  })

  test('it is used again for the next text', () => {
    const matcher = createLimitedMatcher(withEndless)
    const told: string[] = []
    matcher(Buffer.from(HANG), { onTooSlow: (what) => told.push(what) })
    expect(told).toHaveLength(1)
    expect(labels(matcher(Buffer.from('slow1_abc!')))).toEqual(['endless-1 0..10'])
  })
})

describe('the program, built with such a rule', () => {
  /** A build in a place of its own, whose rules are other ones. */
  function build(repo: Scratch): string {
    for (const part of ['bin', 'dist', 'package.json'])
      cpSync(part, repo.path(`.git/build/${part}`), { recursive: true })
    writeFileSync(repo.path('.git/build/dist/rules.bin'), packRules(withEndless))
    return repo.path('.git/build/bin/unleak.js')
  }

  test('not scanned, with the id of the rule and exit code 3; findings of the others outrank it', () => {
    const repo = new Scratch()
    const program = build(repo)
    repo.write('hang.txt', HANG)
    const run = (...args: string[]): ReturnType<Scratch['spawn']> => repo.spawn(process.execPath, [program, ...args])
    const gap = run('scan', 'hang.txt')
    expect(gap.code, gap.all).toBe(3)
    expect(gap.stderr).toContain('hang.txt: rule endless-1 takes too long on it')
    repo.write('hang.txt', `${HANG}key = ${token()}\n`)
    const both = run('scan', 'hang.txt')
    expect(both.code, both.all).toBe(1)
    expect(both.stdout).toContain('hang.txt:2')
    expect(both.stderr).toContain('hang.txt: rule endless-1 takes too long on it')
  })

  test('the hook, the history and the encoded are stopped by it, not hung', () => {
    const repo = new Scratch()
    const program = build(repo)
    const run = (...args: string[]): ReturnType<Scratch['spawn']> => repo.spawn(process.execPath, [program, ...args])
    repo.write('hang.txt', HANG)
    repo.write('packed.txt', `blob: ${Buffer.from(`a longer line of text, ${HANG}`).toString('base64')}\n`)
    repo.git('add', 'hang.txt', 'packed.txt')
    const hook = run('hook', 'pre-commit')
    expect(hook.code, hook.all).toBe(3)
    expect(hook.stderr).toContain('hang.txt: rule endless-1 takes too long on it')
    expect(hook.stderr).toContain('packed.txt: rule endless-1 takes too long on it')
    repo.git('commit', '-qm', 'x', '--no-verify')
    // Not remembered as clean: the second run tells it again.
    for (const _ of [1, 2]) {
      const history = run('scan', '--history')
      expect(history.code, history.all).toBe(3)
      expect(history.stderr).toContain('rule endless-1 takes too long on it')
    }
  })
})
