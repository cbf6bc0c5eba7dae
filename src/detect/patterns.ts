// Rules with a form of their own: a keyword stands where their expression can match.
import { accept } from './accept.ts'
import { endsToken, inSet, latin1, startsToken } from './bytes.ts'
import { pastRefused, refuse } from './refused.ts'
import { expressionOf, isWanted } from './search.ts'
import type { Search } from './search.ts'
import { mayTouch } from './windows.ts'
import type { Anchor } from './anchor.ts'
import type { CompiledRule } from '../types.ts'

/** Bytes around a match that its look-behind and look-ahead may see. */
export const MARGIN = 64

/** More places than these are searched by the expression itself, which then looks further than it has to. */
const MOST_PLACES = 8

/** Is the expression tried at each place where a match may begin? */
export const isTriedAtEach = ({ min, max }: Pick<Anchor, 'min' | 'max'>): boolean => max - min < MOST_PLACES

/** @param start of the keyword @param end behind it */
export function tryAnchors(search: Search, anchors: Anchor[], start: number, end: number): void {
  const { nextFree, lines } = search
  for (const anchor of anchors) {
    if (lines && !mayTouch(lines, start, anchor)) continue
    if (start - anchor.min >= nextFree[anchor.rule]! && follows(search, anchor, end) && isWanted(search, anchor.rule))
      tryPattern(search, anchor, start, end)
  }
}

/** Can what stands behind the keyword be a match's? Bytes answer for an expression that would have to be compiled. */
function follows(search: Search, { follow, set, run }: Anchor, end: number): boolean {
  const { bytes, compiled } = search
  const { sets } = compiled
  if (end + follow > bytes.length) return false
  for (let at = end; at < end + follow; at++) if (!inSet(sets, set, bytes[at]!)) return false
  if (!run) return true
  const at = endOfRun(search, run.run, end, Math.min(bytes.length, end + run.most))
  return at < bytes.length && inSet(sets, run.stop, bytes[at]!)
}

/** Of the bytes from `start` on that are of the set; no byte is looked at twice, however many keywords stand in one run. */
function endOfRun({ bytes, compiled: { sets }, runs }: Search, set: number, start: number, most: number): number {
  const known = runs[2 * set]! <= start && start < runs[2 * set + 1]! ? runs[2 * set + 1]! : start
  let at = Math.min(known, most)
  while (at < most && inSet(sets, set, bytes[at]!)) at++
  runs[2 * set] = start
  runs[2 * set + 1] = Math.max(known, at)
  return at
}

function tryPattern(search: Search, anchor: Anchor, start: number, end: number): void {
  const { bytes, nextFree, compiled, begin } = search
  const rule = compiled.rules.at(anchor.rule)!
  const lowest = Math.max(0, start - anchor.max, nextFree[anchor.rule]!)
  const first = pastRefused(search, anchor.rule, lowest)
  const last = start - anchor.min
  if (first > last) return
  const mode = isTriedAtEach(anchor) ? 'y' : 'g'
  if (mode === 'y' && first === last && rule.boundary && !startsToken(bytes, first)) return
  if (!begin(rule)) return
  const from = Math.max(0, first - MARGIN)
  const seen = rule.maxLength + MARGIN
  // Keywords stand close: what is searched for this one may serve the next ones.
  const to = Math.min(bytes.length, last + seen + (first > lowest ? rule.maxLength : 0))
  const text = latin1(bytes, from, to)
  const expression = expressionOf(search, anchor.rule, mode)
  let tried = last + 1
  // The first place where another keyword may make a match yet.
  let open = to
  for (let at = first; at <= last; ) {
    expression.lastIndex = at - from
    const found = expression.exec(text)
    const match = found ? from + found.index : mode === 'g' ? to : at
    if (match > last) {
      if (mode === 'g') tried = Math.min(match, to === bytes.length ? to : to - seen + 1)
      break
    }
    const stop = found ? match + found[0].length : 0
    // What touches a letter is no token, but one may begin behind it.
    if (!found || stop < end || (rule.boundary && !(startsToken(bytes, match) && endsToken(bytes, stop)))) {
      if (start < stop && stop < end) open = Math.min(open, match)
      at = match + 1
      continue
    }
    open = Math.min(open, match)
    if (acceptFound(search, rule, from, found)) nextFree[anchor.rule] = stop
    break
  }
  refuse(search, anchor.rule, lowest, Math.min(open, tried))
}

function acceptFound(search: Search, rule: CompiledRule, from: number, found: RegExpExecArray): boolean {
  const end = found.index + found[0].length
  const [secretStart, secretEnd] = found.indices?.groups?.['secret'] ?? [found.index, end]
  return accept(search, rule, {
    start: from + found.index,
    end: from + end,
    secretStart: from + secretStart,
    secretEnd: from + secretEnd,
  })
}
