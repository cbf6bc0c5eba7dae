// Which lines of a file are new against its earlier versions? By content, so that a moved line stays known.
import { latin1, NEWLINE } from '../detect/bytes.ts'
import { linesAround } from '../positions.ts'
import type { Match, Stretch } from '../types.ts'

/**
 * A line is new when the file holds it more often than an earlier version did. Of equal lines those in `fresh` are the
 * new ones, or, where that is not known, the last ones, unless they stand in the unchanged end of the file. A match is
 * new when one of its lines, or of its other half's, is new against every version (a merge has several).
 */
export function newLines(bytes: Uint8Array, versions: Uint8Array[], fresh?: Stretch[]): (match: Match) => boolean {
  const tests = versions.map((version) => lineTest(bytes, version, fresh))
  return (match) =>
    tests.every((isNew) =>
      [match, ...(match.part ? [match.part] : [])].some(({ start, end }) => anyLine(bytes, start, end, isNew)),
    )
}

type LineTest = (from: number, to: number) => boolean

function anyLine(bytes: Uint8Array, start: number, end: number, isNew: LineTest): boolean {
  const { from, to } = linesAround(bytes, start, end)
  for (let at = from; at <= to; ) {
    const next = bytes.indexOf(NEWLINE, at)
    const stop = next === -1 || next > to ? to : next
    // A blank line in a block is no news.
    if (stop > at && isNew(at, stop)) return true
    at = stop + 1
  }
  return false
}

function lineTest(bytes: Uint8Array, old: Uint8Array, fresh?: Stretch[]): LineTest {
  const { head, tail } = commonEnds(bytes, old)
  const oldLines = countLines(old, head, old.length - tail)
  if (fresh) {
    const lines = countLines(bytes, head, bytes.length - tail)
    return (from, to) => {
      const key = text(bytes, from, to)
      return fresh.some(([start, end]) => start < to && from < end) && (lines.get(key) ?? 0) > (oldLines.get(key) ?? 0)
    }
  }
  const rankOf = occurrences(bytes, head, bytes.length - tail)
  return (from, to) => {
    if (from < head || from >= bytes.length - tail) return false
    const { key, rank } = rankOf(from, to)
    return rank >= (oldLines.get(key) ?? 0)
  }
}

/** Bytes of whole lines that both versions begin and end with. */
function commonEnds(bytes: Uint8Array, old: Uint8Array): { head: number; tail: number } {
  const most = Math.min(bytes.length, old.length)
  let head = 0
  while (head < most && bytes[head] === old[head]) head++
  const whole = head === bytes.length && head === old.length
  if (!whole) head = head === 0 ? 0 : bytes.lastIndexOf(NEWLINE, head - 1) + 1
  let tail = 0
  while (tail < most - head && bytes[bytes.length - 1 - tail] === old[old.length - 1 - tail]) tail++
  const first = tail === 0 ? -1 : bytes.indexOf(NEWLINE, bytes.length - tail)
  return { head, tail: first === -1 ? 0 : bytes.length - 1 - first }
}

const text = (bytes: Uint8Array, from: number, to: number): string =>
  // A line's end is no part of it: CRLF and LF are the same line.
  latin1(bytes, from, to).replace(/\r$/, '')

function* linesOf(bytes: Uint8Array, from: number, to: number): Generator<[start: number, end: number]> {
  for (let at = from; at < to; ) {
    const next = bytes.indexOf(NEWLINE, at)
    const stop = next === -1 || next > to ? to : next
    yield [at, stop]
    at = stop + 1
  }
}

function countLines(bytes: Uint8Array, from: number, to: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [start, end] of linesOf(bytes, from, to)) {
    const key = text(bytes, start, end)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** For a line: its text, and how many equal lines stand before it. Built when first asked. */
function occurrences(
  bytes: Uint8Array,
  from: number,
  to: number,
): (start: number, end: number) => { key: string; rank: number } {
  let ranks: Map<number, number> | undefined
  return (start, end) => {
    if (!ranks) {
      ranks = new Map()
      const counts = new Map<string, number>()
      for (const [begin, stop] of linesOf(bytes, from, to)) {
        const key = text(bytes, begin, stop)
        const rank = counts.get(key) ?? 0
        ranks.set(begin, rank)
        counts.set(key, rank + 1)
      }
    }
    return { key: text(bytes, start, end), rank: ranks.get(start) ?? 0 }
  }
}
