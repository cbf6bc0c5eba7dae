// The parts of a file that have to be read when only some of its lines are new: those lines, what stands close to them,
// and the beginnings of long secrets that may reach into them.
import { latin1, NEWLINE } from './bytes.ts'
import type { Anchor } from './anchor.ts'
import type { Match, Stretch } from '../types.ts'

/** How far from a line a match that touches it may have its keyword. */
export interface Reach {
  /** Between the halves of a composite. */
  lines: number
  before: Side
  after: Side
}

export interface Side {
  /** The longest way from the keyword to the line. */
  bytes: number
  /** Of the rules that reach further than what is looked at around a line. */
  keywords: string[]
}

/** Bytes before a new line: an assignment in pieces begins there, with its provider's word above it. */
export const NEAR_BEFORE = 1024
/** Behind it: few rules know a secret by what stands below. */
export const NEAR_AFTER = 512
/** Windows closer than this are one: a gap costs a new beginning. */
const LEAST_GAP = 256

/**
 * @param wanted in order.
 * @returns in order, apart; a match that touches one of `wanted` has its keyword in one of them.
 */
function windowsOf(bytes: Uint8Array, wanted: Stretch[], { before, after }: Reach): Stretch[] {
  const windows = joined(widened(bytes, wanted, NEAR_BEFORE, NEAR_AFTER))
  const begins = [
    ...farKeywords(bytes, widened(bytes, wanted, before.bytes, 0), windows, before.keywords),
    ...farKeywords(bytes, widened(bytes, wanted, 0, after.bytes), windows, after.keywords),
  ]
  return begins.length === 0 ? windows : union(windows, begins)
}

/** Where the keywords of long secrets stand that may reach into what is near. */
const farKeywords = (bytes: Uint8Array, far: Stretch[], near: Stretch[], keywords: string[]): Stretch[] =>
  keywords.length === 0 ? [] : without(joined(far), near).flatMap((gap) => keywordsIn(bytes, gap, keywords))

const widened = (bytes: Uint8Array, stretches: Stretch[], before: number, after: number): Stretch[] =>
  stretches.map(([start, end]) => [Math.max(0, start - before), Math.min(bytes.length, end + after)])

/** The new lines with those in which the other half of a composite may stand. */
const linesAround = (bytes: Uint8Array, fresh: Stretch[], { lines }: Reach): Stretch[] =>
  fresh.map(([start, end]) => [linesBefore(bytes, start, lines), linesAfter(bytes, end, lines)])

/**
 * Matches as a search of the whole file would have them, of those that touch a fresh line: where there is one, the other
 * half of a composite may stand beside it; where one reaches out of what was read, a more specific rule might match within
 * it, so the rest of it is read too.
 * @param matchIn may leave out what touches none of `wanted`
 */
export function matchFresh(
  bytes: Uint8Array,
  fresh: Stretch[],
  reach: Reach,
  matchIn: (windows: Stretch[], wanted: Stretch[]) => Match[],
): Match[] {
  const first = matchIn(windowsOf(bytes, fresh, reach), fresh)
  if (!first.some(({ start, end }) => touches(fresh, start, end))) return []
  const wanted = joined(linesAround(bytes, fresh, reach))
  for (let windows = windowsOf(bytes, wanted, reach); ; ) {
    const matches = matchIn(windows, wanted)
    const outside = matches
      .filter(({ start, end }) => !windows.some(([from, to]) => from <= start && end <= to))
      .map(({ start, end }): Stretch => [start, end])
    if (outside.length === 0) return matches
    wanted.push(...outside)
    windows = union(windows, windowsOf(bytes, outside, reach))
  }
}

/**
 * May a match whose keyword begins at `start` touch one of these stretches of whole lines? It must reach a line's end for that.
 */
export function mayTouch(stretches: Stretch[], start: number, { min, max, span = -1 }: Anchor): boolean {
  return stretches.some(([from, to]) =>
    start < from ? start - min + span >= from - 1 : start < to || (span >= 0 && start - max < to),
  )
}

/** Where a long secret's keyword stands. V8's own search is at full speed from its first byte, other code is not. */
function keywordsIn(bytes: Uint8Array, [start, end]: Stretch, keywords: string[]): Stretch[] {
  const longest = Math.max(...keywords.map((keyword) => keyword.length))
  const expression = (expressions.get(keywords) ?? expressions.set(keywords, alternatives(keywords)).get(keywords))!
  const from = Math.max(0, start - longest)
  const text = latin1(bytes, from, Math.min(bytes.length, end + longest))
  return Array.from(text.matchAll(expression), ({ 0: found, index }): Stretch => {
    // Another one may begin within it.
    return [from + index, Math.min(bytes.length, from + index + found.length + longest)]
  })
}

const expressions = new Map<string[], RegExp>()

const alternatives = (keywords: string[]): RegExp =>
  new RegExp(
    keywords
      .map((keyword) =>
        keyword.replace(/[^a-z0-9]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`),
      )
      .join('|'),
    'gi',
  )

export const touches = (stretches: Stretch[], start: number, end: number): boolean =>
  stretches.some(([from, to]) => start < to && from < end)

function linesBefore(bytes: Uint8Array, start: number, lines: number): number {
  let at = start
  for (let line = 0; line <= lines && at > 0; line++) at = bytes.lastIndexOf(NEWLINE, at - 1)
  return Math.max(0, at)
}

function linesAfter(bytes: Uint8Array, end: number, lines: number): number {
  let at = end
  for (let line = 0; line <= lines && at < bytes.length; line++) {
    const next = bytes.indexOf(NEWLINE, at)
    at = next === -1 ? bytes.length : next + 1
  }
  return at
}

/** @param stretches ordered by their beginning. */
function joined(stretches: Stretch[]): Stretch[] {
  const result: Stretch[] = []
  for (const [start, end] of stretches) {
    const last = result.at(-1)
    if (last && start - last[1] < LEAST_GAP) last[1] = Math.max(last[1], end)
    else result.push([start, end])
  }
  return result
}

const union = (some: Stretch[], others: Stretch[]): Stretch[] =>
  joined([...some, ...others].toSorted((a, b) => a[0] - b[0]))

/** What of `all` none of `taken` covers; both in order and apart. */
function without(all: Stretch[], taken: Stretch[]): Stretch[] {
  return all.flatMap(([start, end]) => {
    const gaps: Stretch[] = []
    let at = start
    for (const [from, to] of taken) {
      if (to <= at || from >= end) continue
      if (from > at) gaps.push([at, from])
      at = to
    }
    return at < end ? [...gaps, [at, end] satisfies Stretch] : gaps
  })
}
