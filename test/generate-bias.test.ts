// No value is likelier than another one: chi-square over a fixed stream, and the proof that the same test catches a bias.
import { expect, test } from 'vitest'
import { DJANGO } from '../src/generate/kinds/django.ts'
import { generate } from '../src/generate/generate.ts'
import { below, characters } from '../src/generate/random.ts'
import type { Random } from '../src/generate/contract.ts'
import { stream } from './support/stream.ts'

/**
 * Above this, chance alone explains a deviation once in ten million times: Wilson and Hilferty's approximation of the
 * chi-square distribution, with z = 5.2. The stream is fixed, so a test that passes passes always.
 */
function limit(freedom: number): number {
  const spread = 2 / (9 * freedom)
  return freedom * (1 - spread + 5.2 * Math.sqrt(spread)) ** 3
}

function chiSquare(counts: number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
}

const DRAWS = 200_000
type Draw = (random: Random, n: number) => number

function deviation(draw: Draw, n: number): number {
  const random = stream(`bias ${n}`)
  const counts = Array.from({ length: n }, () => 0)
  for (let i = 0; i < DRAWS; i++) counts[draw(random, n)]!++
  return chiSquare(counts)
}

const LIMITS = [2, 3, 10, 50, 62, 94, 200]

test.each(LIMITS)('numbers below %i', (n) => {
  expect(deviation(below, n)).toBeLessThan(limit(n - 1))
})

test.each([10, 50, 62, 94, 200])('the remainder of a byte by %i fails the same test', (n) => {
  expect(deviation((random) => random.bytes(1)[0]! % n, n)).toBeGreaterThan(limit(n - 1))
})

test('characters of a secret are independent of their place', () => {
  const random = stream('places')
  const counts = Array.from({ length: 4 * DJANGO.length }, () => 0)
  for (let i = 0; i < 40_000; i++) {
    const text = characters(random, DJANGO, 4)
    for (let place = 0; place < 4; place++) counts[place * DJANGO.length + DJANGO.indexOf(text[place]!)]!++
  }
  expect(chiSquare(counts)).toBeLessThan(limit(counts.length - 4))
})

test('a password that had to meet demands is as likely as any other that meets them', async () => {
  const random = stream('rejection')
  // Two letters and one digit of "0" to "9": filling a place in first would make its place predictable.
  const options = { length: 3, symbols: '', 'min-lower': 0, 'min-upper': 0, 'min-digits': 1 }
  const places = [0, 0, 0]
  let single = 0
  for (let i = 0; i < 20_000; i++) {
    const { value } = await generate('password', options, random, true)
    if (value.replace(/\D/g, '').length !== 1) continue
    single++
    places[value.search(/\d/)]!++
  }
  expect(single).toBeGreaterThan(10_000)
  expect(chiSquare(places)).toBeLessThan(limit(2))
})
