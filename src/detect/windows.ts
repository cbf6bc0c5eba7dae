// The parts of a file that have to be read when only some of its lines are new: those lines, what stands close to them,
// and the beginnings of long secrets that may reach into them.
import { latin1, NEWLINE } from './bytes.ts'
import type { Anchor } from './anchor.ts'
import type { Match, Stretch } from '../types.ts'

/** How far from a line a match that touches it may have its keyword. */
export interface Reach {
  /** Between the halves of a composite. */
  lines: number
  /** The longest ways from the keyword to the line: bytes before it, and behind it. */
  before: number
  after: number
  /** Of the rules that reach further than what is looked at around a line; not there where none does. */
  keywords?: FarKeywords
}

/** Made when rules are compiled. */
export interface FarKeywords {
  /** Bytes. */
  longest: number
  /** The expression that finds them in any case. */
  source: string
}

/** Does a keyword that reaches far stand anywhere in the bytes? By the keywords asked for; nothing where that is not known. */
export type FarKnown = Map<FarKeywords, boolean>

/** What is known of the version before, and told of this one. */
export interface Far {
  before: FarKnown | undefined
  now: FarKnown
}

/** Bytes of which all are looked through to know it of the versions to come. */
const MOST_LOOKED_THROUGH = 2 ** 18

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
function windowsOf(bytes: Uint8Array, wanted: Stretch[], { before, after, keywords }: Reach): Stretch[] {
  const near = widened(bytes, wanted, NEAR_BEFORE, NEAR_AFTER)
  const begins = keywords === undefined ? [] : farKeywords(bytes, widened(bytes, wanted, before, after), near, keywords)
  return begins.length === 0 ? near : joined(bytes, [...near, ...begins])
}

// Loops over positions, here and below: a commit's hook runs this code a few times, before V8 compiles it.

/** @param stretches in order. @returns in order, apart */
function widened(bytes: Uint8Array, stretches: Stretch[], before: number, after: number): Stretch[] {
  const result: Stretch[] = []
  for (let i = 0; i < stretches.length; i++) {
    const start = Math.max(0, stretches[i]![0] - before)
    const end = Math.min(bytes.length, stretches[i]![1] + after)
    const last = result[result.length - 1]
    if (last && start - last[1] < LEAST_GAP) last[1] = Math.max(last[1], end)
    else result.push([start, end])
  }
  return result
}

const joined = (bytes: Uint8Array, stretches: Stretch[]): Stretch[] =>
  widened(
    bytes,
    stretches.toSorted((a, b) => a[0] - b[0]),
    0,
    0,
  )

/** Does one of the keywords stand anywhere? To know it of the versions to come, all of a small one is looked through. */
function mayReachFar(bytes: Uint8Array, keywords: FarKeywords, now: FarKnown): boolean {
  if (bytes.length > MOST_LOOKED_THROUGH) return true
  const expression = expressionOf(keywords)
  expression.lastIndex = 0
  const holds = expression.test(latin1(bytes, 0, bytes.length))
  now.set(keywords, holds)
  return holds
}

/** Where the keywords of long secrets stand that may reach into what is near. */
function farKeywords(bytes: Uint8Array, far: Stretch[], near: Stretch[], keywords: FarKeywords): Stretch[] {
  const found: Stretch[] = []
  let next = 0
  for (let i = 0; i < far.length; i++) {
    let at = far[i]![0]
    for (; next < near.length && near[next]![0] < far[i]![1]; next++) {
      if (near[next]![0] > at) addKeywords(bytes, at, near[next]![0], keywords, found)
      at = Math.max(at, near[next]![1])
    }
    if (at < far[i]![1]) addKeywords(bytes, at, far[i]![1], keywords, found)
  }
  return found
}

/** The new lines with those in which the other half of a composite may stand. */
const linesAround = (bytes: Uint8Array, fresh: Stretch[], { lines }: Reach): Stretch[] =>
  fresh.map(([start, end]) => [linesBefore(bytes, start, lines), linesAfter(bytes, end, lines)])

/** A search of these parts; may leave out what touches none of `wanted`. `far`: a keyword was met that reaches far. */
export type MatchIn = (windows: Stretch[], wanted: Stretch[]) => { matches: Match[]; far: boolean }

/** Of a version whose predecessor held no keyword that reaches far, what is close to the new lines holds all that there are. */
function firstMatches(bytes: Uint8Array, fresh: Stretch[], reach: Reach, matchIn: MatchIn, far?: Far): Match[] {
  const { keywords, ...near } = reach
  if (!far || !keywords) return matchIn(windowsOf(bytes, fresh, reach), fresh).matches
  if (far.before?.get(keywords) === false) {
    const found = matchIn(windowsOf(bytes, fresh, near), fresh)
    far.now.set(keywords, found.far)
    if (!found.far) return found.matches
    return matchIn(windowsOf(bytes, fresh, reach), fresh).matches
  }
  const wide = mayReachFar(bytes, keywords, far.now)
  return matchIn(windowsOf(bytes, fresh, wide ? reach : near), fresh).matches
}

/**
 * Matches as a search of the whole file would have them, of those that touch a fresh line: where there is one, the other
 * half of a composite may stand beside it; where one reaches out of what was read, a more specific rule might match within
 * it, so the rest of it is read too.
 */
export function matchFresh(bytes: Uint8Array, fresh: Stretch[], reach: Reach, matchIn: MatchIn, far?: Far): Match[] {
  const first = firstMatches(bytes, fresh, reach, matchIn, far)
  if (!first.some(({ start, end }) => touches(fresh, start, end))) return []
  const wanted = joined(bytes, linesAround(bytes, fresh, reach))
  for (let windows = windowsOf(bytes, wanted, reach); ; ) {
    const { matches } = matchIn(windows, wanted)
    const outside = matches
      .filter(({ start, end }) => !windows.some(([from, to]) => from <= start && end <= to))
      .map(({ start, end }): Stretch => [start, end])
    if (outside.length === 0) return matches
    wanted.push(...outside)
    windows = joined(bytes, [...windows, ...windowsOf(bytes, joined(bytes, outside), reach)])
  }
}

/**
 * May a match whose keyword begins at `start` touch one of these stretches of whole lines? It must reach a line's end for that.
 */
export function mayTouch(stretches: Stretch[], start: number, { min, max, span = -1 }: Anchor): boolean {
  for (let i = 0; i < stretches.length; i++) {
    const from = stretches[i]![0]
    const to = stretches[i]![1]
    if (start < from ? start - min + span >= from - 1 : start < to || (span >= 0 && start - max < to)) return true
  }
  return false
}

/** Adds where a long secret's keyword stands. V8's own search is at full speed from its first byte, other code is not. */
function addKeywords(bytes: Uint8Array, start: number, end: number, keywords: FarKeywords, found: Stretch[]): void {
  const { longest } = keywords
  const expression = expressionOf(keywords)
  const from = Math.max(0, start - longest)
  const text = latin1(bytes, from, Math.min(bytes.length, end + longest))
  expression.lastIndex = 0
  for (let word = expression.exec(text); word; word = expression.exec(text)) {
    const at = from + word.index
    // Another one may begin within it.
    found.push([at, Math.min(bytes.length, at + word[0].length + longest)])
  }
}

const expressions = new Map<FarKeywords, RegExp>()

const expressionOf = (keywords: FarKeywords): RegExp =>
  (expressions.get(keywords) ?? expressions.set(keywords, new RegExp(keywords.source, 'gi')).get(keywords))!

/** How far from the last of its lines a match with this keyword may have it: bytes before it, and behind it. */
export const reachBefore = ({ min, span }: Anchor): number => (span ?? min) - min
export const reachAfter = ({ max, span }: Anchor): number => (span === undefined ? 0 : max)

/** Further than what is looked at around a line? */
export const reachesFar = (anchor: Anchor): boolean =>
  reachBefore(anchor) > NEAR_BEFORE || reachAfter(anchor) > NEAR_AFTER

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
