// The estimate: chance keeps its bits, what people think of loses them.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { COMMON_PASSWORDS } from '../src/generate/common-passwords.ts'
import { EFF_WORDS } from '../src/generate/eff-words.ts'
import { generate } from '../src/generate/generate.ts'
import { generators } from '../src/generate/kinds/index.ts'
import { estimate } from '../src/generate/strength.ts'
import { stream } from './support/stream.ts'

const ONE_LINE = Object.keys(generators).filter(
  (type) => !['choice', 'randbelow', 'rsa', 'ec', 'ed25519', 'ssh', 'reset-url', 'wordpress-salts'].includes(type),
)

test.each(ONE_LINE)('%s: about the bits that its generator states, never far above', async (type) => {
  const { value, bits } = await generate(type, {}, stream(`strength ${type}`))
  const judged = estimate(value, EFF_WORDS)
  expect(judged.known).toBe(false)
  expect(judged.bits).toBeGreaterThan(Math.min(bits, 128) * 0.75)
  // A wider set of characters than its own may be taken for it: dashes of a UUID, a prefix.
  if (!['uuid7', 'age', 'wireguard', 'passphrase'].includes(type)) expect(judged.bits).toBeLessThan(bits * 1.6)
})

/** Pieces, so that no password stands here. */
const join = (...parts: string[]): string => parts.join('')

describe('what people think of', () => {
  const WEAK: [string, string][] = [
    [join('Pass', 'word', '1'), 'a common password'],
    [join('P@', 'ssw', '0rd', '2024'), 'a common password'],
    ['abcdefghijklmnop', 'a sequence of the alphabet or the keyboard'],
    ['qwertyuiop1234567', 'a sequence of the alphabet or the keyboard'],
    ['aaaaaaaaaaaaaaaaaaaaaaaa', 'a repeated part'],
    ['xkcdxkcdxkcdxkcdxkcdxkcd', 'a repeated part'],
    ['31.12.1999', 'a date or a year'],
    [join('summer', '2024', 'summer', '2025'), 'a date or a year'],
  ]
  test.each(WEAK)('%# is weak, and is told what it is made of', (secret, pattern) => {
    const judged = estimate(secret, EFF_WORDS)
    expect(judged.bits).toBeLessThan(40)
    expect(judged.patterns).toContain(pattern)
  })

  test('words count by their list', async () => {
    const { value } = await generate('passphrase', { words: 6 }, stream('words'))
    const judged = estimate(value, EFF_WORDS)
    expect(judged.patterns).toContain('words of a dictionary')
    // Six words, and five separators that cost a character each.
    expect(judged.bits).toBeGreaterThan(77)
    expect(judged.bits).toBeLessThan(77.6 + 5 * 6)
    expect(estimate(value).bits).toBeGreaterThan(judged.bits)
  })

  test('common passwords are known in any case, and with digits for letters', () => {
    for (const password of COMMON_PASSWORDS) {
      expect(estimate(password).known).toBe(true)
      expect(estimate(password.toUpperCase()).bits).toBeLessThan(20)
    }
    expect(new Set(COMMON_PASSWORDS).size).toBe(COMMON_PASSWORDS.length)
  })
})

test('any text has a finite estimate, that more text does not lower much', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 20 }), (text, more) => {
      const { bits, patterns } = estimate(text)
      expect(Number.isFinite(bits) && bits >= 0).toBe(true)
      expect(estimate(text + more).bits).toBeGreaterThanOrEqual(bits * 0.5)
      expect(patterns.length).toBeLessThanOrEqual(4)
    }),
  )
})

test('a very long text takes no long time', () => {
  const started = performance.now()
  for (const text of [
    'a'.repeat(100_000),
    'ab1'.repeat(50_000),
    String.fromCharCode(...Array.from({ length: 9999 }, (_, i) => 33 + ((i * 7919) % 90))),
  ])
    estimate(text, EFF_WORDS)
  expect(performance.now() - started).toBeLessThan(5000)
})
