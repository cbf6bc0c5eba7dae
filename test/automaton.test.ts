// The automaton finds every keyword at every place: against a definition that is slow and plain.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildAutomaton, packTable, unpackShortTable, unpackTable } from '../src/detect/automaton.ts'
import { findKeywords } from '../src/detect/prefilter.ts'

/** Few letters, so that keywords overlap, hold each other and are found often. */
const LETTERS = ['a', 'b', 'A', 'B', '_', '\u00e9', '\0']
const keyword = fc.string({ unit: fc.constantFrom('a', 'b', '_', 'B'), minLength: 1, maxLength: 6 })
const keywords = fc.uniqueArray(keyword, { minLength: 1, maxLength: 8, selector: (text) => text.toLowerCase() })
// One stream below 1024 bytes, five above, with 0 to 4 more for the last one.
const length = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: 1018, max: 1030 }),
  fc.integer({ min: 8188, max: 8196 }),
)
const text = length.chain((size) =>
  fc.string({ unit: fc.constantFrom(...LETTERS), minLength: size, maxLength: size, size: 'max' }),
)

/** `end:number` of each keyword at each place. */
function naive(words: string[], content: string): string[] {
  const low = content.replace(/[A-Z]/g, (char) => char.toLowerCase())
  return words.flatMap((word, number) => {
    const found: string[] = []
    const wanted = word.toLowerCase()
    for (let at = low.indexOf(wanted); at !== -1; at = low.indexOf(wanted, at + 1))
      found.push(`${at + wanted.length}:${number}`)
    return found
  })
}

function found(words: string[], content: string): string[] {
  const automaton = buildAutomaton(words)
  const longest = Math.max(...words.map((word) => word.length))
  const hits = findKeywords(automaton, Buffer.from(content, 'latin1'), longest)
  const ends = [...hits].filter((_, i) => i % 2 === 0)
  expect(ends).toEqual(ends.toSorted((a, b) => a - b))
  return ends.flatMap((end, i) => automaton.outputs[hits[2 * i + 1]!]!.map((number) => `${end}:${number}`))
}

test('all are found at all places, in any case', () => {
  const property = fc.property(keywords, text, (words, content) => {
    expect(found(words, content).toSorted()).toEqual(naive(words, content).toSorted())
  })
  fc.assert(property, { numRuns: 150 })
})

test.each([1023, 1024, 1025, 1026, 1027, 1028, 1029, 10_000])('across the seams of %i bytes', (size) => {
  const word = 'needle-of-some-length'
  const part = Math.floor(size / 5)
  for (const seam of [1, 2, 3, 4, 5].map((parts) => parts * part)) {
    for (let at = Math.max(0, seam - word.length); at <= Math.min(seam, size - word.length); at++) {
      const content = '.'.repeat(at) + word.toUpperCase() + '.'.repeat(size - at - word.length)
      expect(found([word, 'of', 'e'], content).toSorted()).toEqual(naive([word, 'of', 'e'], content).toSorted())
    }
  }
})

test.each([
  [32, (numbers: number[]) => Int32Array.from(numbers), unpackTable],
  [16, (numbers: number[]) => Int16Array.from(numbers), unpackShortTable],
] as const)('a packed table of %i bits is the same after unpacking, wherever it stands', (bits, table, unpack) => {
  const words = fc.array(fc.integer({ min: -(2 ** (bits - 1)), max: 2 ** (bits - 1) - 1 }), { maxLength: 50 })
  const property = fc.property(words, fc.integer({ min: 0, max: 7 }), (numbers, offset) => {
    const packed = packTable(table(numbers))
    const moved = new Uint8Array(packed.length + offset)
    moved.set(packed, offset)
    expect([...unpack(moved.subarray(offset))]).toEqual(numbers)
  })
  fc.assert(property)
})

test('more states than 16 bits can tell apart', () => {
  const words = Array.from({ length: 9000 }, (_, i) => ((i * 2654435761) >>> 0).toString(16).padStart(8, '0'))
  expect(buildAutomaton(words).table).toBeInstanceOf(Int32Array)
  const content = words.filter((_, i) => i % 1000 === 7).join(' ')
  expect(found(words, content).toSorted()).toEqual(naive(words, content).toSorted())
})
