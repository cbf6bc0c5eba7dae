// What is proved about a pattern holds for each of its matches: how long it is, where its keyword stands, what follows it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createMatcher } from '../src/detect/matcher.ts'
import { analysePattern, PatternError } from '../src/rules/anchors.ts'
import type { PatternShape } from '../src/rules/anchors.ts'
import { compileRules } from '../src/rules/compile.ts'
import type { Rule } from '../src/types.ts'
import type { Run } from '../src/rules/runs.ts'
import { textFor } from '../src/rules/pattern-text.ts'
import type { Choose } from '../src/rules/pattern-text.ts'
import { createReference, label } from './support/reference.ts'

const KEYWORD = 'key'
// `[^A-Z]` and the like stand in the known loss below.
const atom = fc.constantFrom('a', 'K', '_', '-', '\\.', '\\d', '\\w', '\\W', '.', '[a-f]', '[A-F0-9]', '[xY]', '[^\\d]')
const count = fc.constantFrom('', '', '?', '{3}', '{0,2}', '{1,4}', '{2,12}')
const piece = fc.oneof(
  fc.tuple(atom, count).map((parts) => parts.join('')),
  fc.tuple(atom, atom, atom, count).map(([a, b, c, many]) => `(?:${a}|${b}${c})${many}`),
)
const side = fc.array(piece, { maxLength: 3 }).map((pieces) => pieces.join(''))
const way = fc.tuple(side, fc.constantFrom(KEYWORD, 'KEY', '[kK]ey', '(?:k|K)ey'), side).map((parts) => parts.join(''))
const pattern = fc.array(way, { minLength: 1, maxLength: 3 }).map((ways) => `(?:${ways.join('|')})`)

/** Draws from a list of numbers, again and again. */
const chooser = fc.array(fc.nat(1000), { minLength: 5, maxLength: 30 }).map((numbers) => {
  let drawn = 0
  return ((most) => numbers[drawn++ % numbers.length]! % (most + 1)) as Choose
})

/** Do no more bytes of the run stand there than may be, and then one that stops it? */
function ends(text: string, from: number, run: Run | undefined): boolean {
  if (!run) return true
  let at = from
  while (run.run.has(text.charCodeAt(at))) at++
  return at - from <= run.most && run.stop.has(text.charCodeAt(at))
}

function holds({ maxLength, places }: PatternShape, text: string): boolean {
  const low = text.toLowerCase()
  const placed = places.some(({ keyword, min, max, follow, set, run }) =>
    Array.from({ length: max - min + 1 }, (_, i) => min + i).some((at) => {
      const behind = text.slice(at + keyword.length, at + keyword.length + follow)
      if (!low.startsWith(keyword, at) || behind.length < follow) return false
      return [...behind].every((char) => set.has(char.charCodeAt(0))) && ends(text, at + keyword.length, run)
    }),
  )
  return placed && text.length <= maxLength
}

const ruleOf = (source: string, ignoreCase = false): Rule => ({
  id: 'random',
  name: 'Random',
  provider: 'Test',
  severity: 'low',
  keywords: [KEYWORD],
  pattern: source,
  ignoreCase,
  boundary: false,
  why: '',
  rotate: { steps: [] },
  references: [],
  examples: [],
  counterExamples: [],
})

test.each([
  ['key\\s{0,2}=', ' ', '='],
  ['key[a-z]{0,9}:[0-9]{4}', 'a', ':'],
  ['key(?:-[a-f]{1,3}|_){0,2};', '-', ';'],
])('what ends the bytes behind the keyword of %s is known', (source, within, end) => {
  const { run } = analysePattern(source, [KEYWORD]).places[0]!
  expect([...run!.stop].map((byte) => String.fromCharCode(byte))).toContain(end)
  expect(run!.run.has(within.charCodeAt(0))).toBe(true)
  expect(run!.run.has(end.charCodeAt(0))).toBe(false)
})

/** What the engine finds, and what it must. */
function bothSides(rule: Rule, text: string): [engine: string[], reference: string[]] {
  const compiled = compileRules([rule])
  const bytes = Buffer.from(text, 'latin1')
  const matches = createMatcher(compiled)(bytes)
  return [
    matches.map(({ secretStart, secretEnd }) => label('random', secretStart, secretEnd)),
    createReference(compiled.rules)(bytes),
  ]
}

describe('random patterns', () => {
  test('length, place and followers hold for every match, in any case', () => {
    const property = fc.property(pattern, chooser, fc.boolean(), (source, choose, raised) => {
      const shape = analysePattern(source, [KEYWORD])
      const text = textFor(source, choose)
      expect(text).toMatch(new RegExp(`^${source}$`))
      expect(holds(shape, raised ? text.toUpperCase() : text)).toBe(true)
    })
    fc.assert(property, { numRuns: 3000 })
  })

  test('the engine finds what the expression finds', () => {
    const between = fc.string({
      unit: fc.constantFrom(' ', 'k', 'e', 'y', 'a', '1', '-', '\n', '\u00e9'),
      maxLength: 5,
    })
    const texts = fc.array(between, { minLength: 4, maxLength: 4 })
    const property = fc.property(pattern, chooser, texts, fc.boolean(), (source, choose, fillers, ignoreCase) => {
      const text = fillers.map((filler) => filler + textFor(source, choose)).join('')
      const [engine, reference] = bothSides(ruleOf(source, ignoreCase), text)
      expect(engine).toEqual(reference)
    })
    fc.assert(property, { numRuns: 3000 })
  })

  test('a class that excludes the letters of one case has those of the other', () => {
    const [engine, reference] = bothSides(ruleOf('key_[^a-z]{4}'), 'key_ABCD')
    expect(engine).toEqual(reference)
  })
})

describe('places', () => {
  test.each([
    ['at the beginning', 'key_[a-z]{4}', ['key_'], 8, [['key_', 0, 0]]],
    ['behind an open part', '[a-z]{2,5}key', ['key'], 8, [['key', 2, 5]]],
    ['of the first place in a way', 'keykey', ['key'], 6, [['key', 0, 0]]],
    ['of the first keyword that a way holds', 'one_two', ['one'], 7, [['one', 0, 0]]],
    ['of several ways', '(?:ab|abcd)?key', ['key'], 7, [['key', 0, 4]]],
    [
      'through small classes',
      '[ps]at_x',
      ['pat_', 'sat_'],
      5,
      [
        ['pat_', 0, 0],
        ['sat_', 0, 0],
      ],
    ],
    ['through counted letters', 'ab{2}c', ['abbc'], 4, [['abbc', 0, 0]]],
    ['in any case', 'KeY', ['kEy'], 3, [['key', 0, 0]]],
    ['without looking around', '(?<![a-z])key(?=x)(?!y)$', ['key'], 3, [['key', 0, 0]]],
    ['in named groups', 'a(?<secret>key)', ['key'], 4, [['key', 1, 1]]],
    ['across groups', '(?:ke)(?:y_|yz)', ['key'], 4, [['key', 0, 0]]],
    ['of bytes beyond ASCII', '\\xd9\\xa2key', ['\u00d9\u00a2k'], 5, [['\u00d9\u00a2k', 0, 0]]],
  ] as const)('%s', (_, source, keywords, maxLength, expected) => {
    const shape = analysePattern(source, [...keywords])
    expect(shape.maxLength).toBe(maxLength)
    expect(shape.places.map(({ keyword, min, max }) => [keyword, min, max])).toEqual(expected)
  })
})

describe('refusals', () => {
  test.each([
    ['key[a-z]*', ['key'], /"\[a-z\]\*" is unbounded; write \{0,n\}/],
    ['key[a-z]+?', ['key'], /is unbounded; write \{1,n\}/],
    ['key(?:a{2,}){1,2}', ['key'], /"a\{2,\}" is unbounded/],
    ['(k)ey\\1', ['key'], /back references are refused/],
    ['(?<a>k)ey\\k<a>', ['key'], /back references are refused/],
    ['key\\u20ac', ['key'], /is no byte/],
    ['(?:key|word)', ['key'], /a match such as "word" holds none of the keywords key/],
    ['(?:key)?[a-z]{3}', ['key'], /holds none of the keywords/],
    ['[kK]{1,2}ey', ['key'], /holds none of the keywords/],
    ['[a-z]ey', ['key'], /a match such as "\.ey" holds none/],
    ['[klmno]ey', ['key', 'ley', 'mey', 'ney', 'oey'], /holds none of the keywords/],
    ['key_', ['key', 'other'], /keyword "other" is never needed/],
    ['key_word', ['key', 'word'], /keyword "word" is never needed/],
    ['key(', ['key'], /Unterminated group/],
    ['key[z-a]', ['key'], /out of order/],
    ['key{2,1}', ['key'], /numbers out of order/],
  ] as const)('%s', (source, keywords, message) => {
    expect(() => analysePattern(source, [...keywords])).toThrow(PatternError)
    expect(() => analysePattern(source, [...keywords])).toThrow(message)
  })
})
