// Properties of the engine's small parts, against definitions that are slow and plain.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newLines } from '../src/filters/new-lines.ts'
import { dropOverlaps } from '../src/filters/overlap.ts'
import { Positions } from '../src/positions.ts'
import type { CompiledRule, Match } from '../src/types.ts'

describe('positions', () => {
  const unit = fc.constantFrom('a', '\t', '\n', '\r\n', '\r', '\u00e9', '\u20ac', '\u{1f511}', '\u0301', '\u{10ffff}')
  const text = fc.array(unit, { maxLength: 60 })

  test('lines and UTF-16 columns, asked for in any order', () => {
    const property = fc.property(text, fc.array(fc.nat(60), { maxLength: 20 }), (units, places) => {
      const positions = new Positions(Buffer.from(units.join('')))
      for (const place of places) {
        const before = units.slice(0, place).join('')
        const lines = before.split('\n')
        const expected = { line: lines.length, column: lines.at(-1)!.length + 1 }
        expect(positions.at(Buffer.byteLength(before))).toEqual(expected)
      }
    })
    fc.assert(property, { numRuns: 500 })
  })
})

describe('new lines', () => {
  const line = fc.constantFrom('a', 'b', 'c', 'ab', '', ' ')
  const file = fc
    .tuple(fc.array(fc.tuple(line, fc.constantFrom('\n', '\r\n')), { maxLength: 8 }), line)
    .map(([lines, last]) => lines.flat().join('') + last)
  const linesOf = (text: string): string[] => text.split(/\r?\n/)
  const count = (lines: string[], wanted: string): number => lines.filter((each) => each === wanted).length

  /** A match of each line that is not empty, and whether it is new. */
  function verdicts(text: string, versions: string[]): { line: string; fresh: boolean }[] {
    const isNew = newLines(
      Buffer.from(text),
      versions.map((version) => Buffer.from(version)),
    )
    return [...text.matchAll(/[^\r\n]+/g)].map(({ 0: found, index }) => ({
      line: found,
      fresh: isNew({ start: index, end: index + found.length } as Match),
    }))
  }

  test('as many of equal lines are new as there are more of them than before', () => {
    const property = fc.property(file, file, (text, old) => {
      fc.pre(text !== old)
      const fresh = verdicts(text, [old]).filter((verdict) => verdict.fresh)
      for (const wanted of new Set(linesOf(text).filter(Boolean))) {
        const more = Math.max(0, count(linesOf(text), wanted) - count(linesOf(old), wanted))
        expect(fresh.filter((verdict) => verdict.line === wanted)).toHaveLength(more)
      }
    })
    fc.assert(property, { numRuns: 2000 })
  })

  test('against several versions: against each of them', () => {
    const property = fc.property(file, fc.array(file, { minLength: 1, maxLength: 3 }), (text, versions) => {
      const each = versions.map((version) => verdicts(text, [version]))
      const all = verdicts(text, versions)
      expect(all.map(({ fresh }) => fresh)).toEqual(all.map((_, i) => each.every((one) => one[i]!.fresh)))
    })
    fc.assert(property, { numRuns: 500 })
  })

  test.each([
    ['the last of equal lines', 'a\na\n', 'a\n', [false, true]],
    ['unless it is in the unchanged end', 'x\na\na\n', 'y\na\n', [true, true, false]],
    ['a line that moved is not new', 'b\na\n', 'a\nb\n', [false, false]],
    ['other line ends are no news', 'a\r\nb\r\n', 'a\nb\n', [false, false]],
    ['an empty old file', 'a\nb', '', [true, true]],
  ])('%s', (_, text, old, expected) => {
    expect(verdicts(text, [old]).map(({ fresh }) => fresh)).toEqual(expected)
  })

  test('nothing is new in an equal file', () => {
    expect(verdicts('a\nb', ['a\nb']).map(({ fresh }) => fresh)).toEqual([false, false])
  })

  test('a match over several lines, or with another half, is new when one of the lines is', () => {
    const bytes = Buffer.from('a\nb\n\nc\n')
    const isNew = newLines(bytes, [Buffer.from('a\nc\n')])
    const match = (start: number, end: number): Match => ({ start, end }) as Match
    expect(isNew(match(0, 3))).toBe(true)
    expect(isNew(match(4, 6))).toBe(false)
    expect(isNew({ ...match(0, 1), part: match(2, 3) })).toBe(true)
    expect(isNew({ ...match(0, 1), part: match(5, 6) })).toBe(false)
  })
})

describe('overlaps', () => {
  const match = fc
    .record({
      start: fc.nat(40),
      length: fc.integer({ min: 1, max: 20 }),
      kind: fc.constantFrom('pattern' as const, 'value' as const, 'assignment' as const),
      confidence: fc.constantFrom('high' as const, 'medium' as const, 'low' as const),
      id: fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 3 }),
      fixed: fc.nat(5),
    })
    .map(({ start, length, kind, confidence, id, fixed }): Match => {
      const rule = { id, kind, fixed } as CompiledRule
      return {
        rule,
        start,
        end: start + length,
        secretStart: start,
        secretEnd: start + length,
        confidence,
        reasons: [],
      }
    })
  const matches = fc
    .array(match, { maxLength: 12 })
    .map((all) => all.toSorted((a, b) => a.secretStart - b.secretStart || b.secretEnd - a.secretEnd))
  const overlap = (a: Match, b: Match): boolean => a.secretStart < b.secretEnd && b.secretStart < a.secretEnd

  test('of overlapping matches one stays, in order, and nothing is dropped without a reason', () => {
    const property = fc.property(matches, (all) => {
      const kept = dropOverlaps(all)
      kept.forEach((one, i) => expect(kept.slice(i + 1).some((other) => overlap(one, other))).toBe(false))
      expect(kept).toEqual(all.filter((one) => kept.includes(one)))
      const dropped = all.filter((one) => !kept.includes(one))
      for (const one of dropped) expect(all.some((other) => other !== one && overlap(one, other))).toBe(true)
    })
    fc.assert(property, { numRuns: 1000 })
  })

  test('what is dropped overlaps a better one that stays', () => {
    const winsAgainst = (all: Match[], one: Match, other: Match): boolean =>
      overlap(one, other) && dropOverlaps(all.filter((each) => each === one || each === other))[0] === one
    const property = fc.property(matches, (all) => {
      const kept = dropOverlaps(all)
      const dropped = all.filter((one) => !kept.includes(one))
      for (const one of dropped) expect(kept.some((other) => winsAgainst(all, other, one))).toBe(true)
    })
    fc.assert(property, { numRuns: 1000 })
  })

  test('of a chain of which only neighbours overlap the outer ones stay when the last is the best', () => {
    const piece = (start: number, length: number, confidence: Match['confidence']): Match => {
      const rule = { id: `r${start}`, kind: 'pattern', fixed: 4 } as CompiledRule
      return {
        rule,
        start,
        end: start + length,
        secretStart: start,
        secretEnd: start + length,
        confidence,
        reasons: [],
      }
    }
    const chain = [piece(0, 10, 'low'), piece(8, 10, 'medium'), piece(16, 10, 'high')]
    expect(dropOverlaps(chain)).toEqual([chain[0], chain[2]])
  })

  test('many overlapping ones take no quadratic time', () => {
    const rule = { id: 'r', kind: 'pattern', fixed: 4 } as CompiledRule
    const all = Array.from({ length: 100_000 }, (_, start): Match => {
      const end = start + 10 + (start % 7)
      return { rule, start, end, secretStart: start, secretEnd: end, confidence: 'high', reasons: [] }
    })
    const started = performance.now()
    expect(dropOverlaps(all).length).toBeGreaterThan(4000)
    expect(performance.now() - started).toBeLessThan(2000)
  })

  test('an exact format is never dropped for a guess', () => {
    const property = fc.property(matches, (all) => {
      const exact = all.filter(({ rule }) => rule.kind === 'pattern')
      const guesses = all.filter(({ rule }) => rule.kind !== 'pattern')
      const kept = new Set(dropOverlaps(all))
      const alone = dropOverlaps(exact)
      for (const one of alone) expect(kept.has(one)).toBe(true)
      for (const one of guesses) if (alone.some((other) => overlap(one, other))) expect(kept.has(one)).toBe(false)
    })
    fc.assert(property, { numRuns: 1000 })
  })
})
