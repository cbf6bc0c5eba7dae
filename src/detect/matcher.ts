// From bytes to raw matches: keywords first, then only the rules that a keyword wakes, only where it stands.
import { checks } from './checks/index.ts'
import { candidateOf } from '../judge/candidate.ts'
import { placeOf } from '../judge/place.ts'
import type { Place } from '../judge/place.ts'
import { readAssignment } from './assignment.ts'
import type { Assignment } from './assignment.ts'
import { KEYWORD_DEPTH } from './automaton.ts'
import { continues, createEndings, headAt } from './endings.ts'
import type { Ending } from './endings.ts'
import { endsToken, fromLatin1, latin1, NEWLINE, startsToken, unpackSet } from './bytes.ts'
import { entropy } from './entropy.ts'
import { createFileRules } from './file-rules.ts'
import { judgeCandidate } from './generic.ts'
import { namesIdentifier } from './names.ts'
import { partsOf } from './parts.ts'
import { findKeywords, findKeywordsIn } from './prefilter.ts'
import type { Hits } from './prefilter.ts'
import { UNWATCHED } from './watch.ts'
import type { Watch } from './watch.ts'
import { matchFresh, mayTouch, touches } from './windows.ts'
import type { Anchor, CompiledRule, CompiledRules, Match, Stretch } from '../types.ts'

/** Bytes around a match that its look-behind and look-ahead may see. */
export const MARGIN = 64
/** A provider's word wakes its `value` rules for assignments this close behind it. */
const NEAR_BYTES = 400
const NEAR_LINES = 4
/** Bytes of a file that a check sees when the file as a whole is the secret. */
const MOST_OF_FILE = 65_536

export interface MatcherOptions {
  binary?: boolean
  path?: string
  /** The bytes are only a part of the file's: the rules for whole files have nothing to say. */
  part?: boolean
  /** Unix time in seconds, for what expires. */
  now?: number
  /** In order. Given: matches that touch none of these may be left out. */
  fresh?: Stretch[]
  /** Told what was left out because it takes too long, in words for people; without it that is an error. */
  onTooSlow?: ((what: string) => unknown) | undefined
}

type MatchRange = Pick<Match, 'start' | 'end' | 'secretStart' | 'secretEnd' | 'joined'>

export type Matcher = (bytes: Uint8Array, options?: MatcherOptions) => Match[]

/**
 * The result is ordered by position and may overlap; src/filters/overlap.ts decides between overlapping ones.
 * @param watch told which rule is at work, for those who interrupt a slow one.
 */
export function createMatcher(compiled: CompiledRules, watch: Watch = UNWATCHED): Matcher {
  const { rules } = compiled
  const endingsOf = createEndings(compiled)
  const sets: Uint8Array[] = []
  const expressions: (RegExp | undefined)[] = []
  const pathExpressions: (RegExp | undefined)[] = []
  const fileRules = createFileRules(compiled)

  return (bytes, options = {}) => {
    const { fresh } = options
    return fresh
      ? matchFresh(bytes, fresh, compiled.reach, (windows, wanted) =>
          match(bytes, options, findKeywordsIn(compiled.automaton, bytes, windows), wanted),
        )
      : match(bytes, options, findKeywords(compiled.automaton, bytes, KEYWORD_DEPTH))
  }

  function match(
    bytes: Uint8Array,
    { binary = false, path = '', part = false, now }: MatcherOptions,
    hits: Hits,
    lines?: Stretch[],
  ): Match[] {
    const matches: Match[] = []
    const nextFree = new Int32Array(rules.length)
    /** Value rules whose keyword was just seen, newest last. */
    let recent: { rule: number; at: number }[] = []
    let nameEnd = -1
    let place: Place | undefined

    for (let i = 0; i < hits.length; i += 2) {
      const seen = hits[i]!
      const { heads, list } = endingsOf(hits[i + 1]!)
      const head = headAt(bytes, seen)
      for (let k = 0; k < heads.length; k += 2) {
        if (((head ^ heads[k]!) & heads[k + 1]!) !== 0) continue
        const ending = list[k >> 1]!
        if (!continues(bytes, seen, ending.tail)) continue
        const start = seen - ending.seen
        const end = start + ending.length
        for (const anchor of ending.anchors) {
          if (lines && !mayTouch(lines, start, anchor)) continue
          if (start - anchor.min >= nextFree[anchor.rule]! && follows(anchor, end) && wanted(anchor.rule))
            tryPattern(anchor, start, end)
        }
        if (!binary && ending.names.length > 0) tryNames(ending, start, end)
      }
    }
    if (!part) for (const rule of fileRules(path)) tryFile(rule)
    return matches.toSorted((a, b) => a.secretStart - b.secretStart || b.secretEnd - a.secretEnd)

    function follows({ follow, set }: Anchor, end: number): boolean {
      const members = (sets[set] ??= unpackSet(compiled.sets[set]!))
      for (let at = end; at < end + follow; at++) if (!members[bytes[at]!]) return false
      return true
    }

    function wanted(rule: number): boolean {
      const { paths } = rules.at(rule)!
      return paths === undefined || (pathExpressions[rule] ??= new RegExp(paths)).test(path)
    }

    function tryPattern(anchor: Anchor, start: number, end: number): void {
      const rule = rules.at(anchor.rule)!
      const sticky = anchor.min === anchor.max
      if (sticky && rule.boundary && !startsToken(bytes, Math.max(0, start - anchor.min))) return
      const from = Math.max(0, start - anchor.max - MARGIN)
      const text = latin1(bytes, from, Math.min(bytes.length, start - anchor.min + rule.maxLength + MARGIN))
      const expression = (expressions[anchor.rule * 2 + Number(sticky)] ??= compile(rule, sticky ? 'y' : 'g'))
      expression.lastIndex = Math.max(0, start - anchor.max - from, nextFree[anchor.rule]! - from)
      if (sticky && expression.lastIndex !== start - anchor.max - from) return
      watch.begin(rule)
      for (let found = expression.exec(text); found; found = expression.exec(text)) {
        const begin = from + found.index
        if (begin > start - anchor.min) return
        const stop = begin + found[0].length
        if (stop < end) {
          expression.lastIndex = found.index + 1
          continue
        }
        // What touches a letter is no token, but one may begin behind it.
        if (rule.boundary && !(startsToken(bytes, begin) && endsToken(bytes, stop))) {
          expression.lastIndex = found.index + 1
          continue
        }
        const [secretStart, secretEnd] = found.indices?.groups?.['secret'] ?? [
          found.index,
          found.index + found[0].length,
        ]
        const match = accept(rule, {
          start: begin,
          end: stop,
          secretStart: from + secretStart,
          secretEnd: from + secretEnd,
        })
        if (match) nextFree[anchor.rule] = stop
        return
      }
    }

    function tryNames({ names, values, guesses }: Ending, start: number, end: number): void {
      let woken = false
      for (const rule of values) {
        if (!wanted(rule)) continue
        recent = recent.filter((entry) => entry.rule !== rule)
        recent.push({ rule, at: end })
        woken = true
      }
      // Several words of one name lead to the same assignment: the judge is asked once.
      if (end <= nameEnd && !woken) return
      const assignment = readAssignment(bytes, start, end)
      if (!assignment) return
      if (recent.length > 0) recent = recent.filter(({ at }) => isNear(bytes, at, assignment.nameStart))
      for (const part of partsOf(bytes, assignment))
        if (!lines || touches(lines, part.nameStart, part.valueEnd)) tryAssignment(part, names)
      if (guesses) nameEnd = assignment.nameEnd
    }

    function tryAssignment(assignment: Assignment, names: number[]): void {
      const { nameStart, valueStart, valueEnd, joined } = assignment
      const range = { start: nameStart, end: valueEnd, secretStart: valueStart, secretEnd: valueEnd }
      const pieces = joined === undefined ? {} : { joined: fromLatin1(joined) }
      if (recent.length > 0) tryValues(assignment, range)
      for (const number of names) {
        if (rules.at(number)!.kind !== 'assignment' || valueStart < nextFree[number]! || !wanted(number)) continue
        watch.begin(rules.at(number)!)
        const candidate = candidateOf(bytes, assignment, (place ??= placeOf(path)))
        const verdict = candidate && judgeCandidate(candidate, compiled.model)
        nextFree[number] = valueEnd
        if (verdict) matches.push({ ...range, ...pieces, rule: rules.at(number)!, ...verdict })
      }
    }

    function tryValues(
      { nameStart, nameEnd, valueStart, valueEnd, quote, joined }: Assignment,
      range: MatchRange,
    ): void {
      const value = joined ?? latin1(bytes, valueStart, valueEnd)
      // A bare word of letters is a variable, a type or a member far more often than a key.
      if (quote === 0 && /^[A-Za-z_$.]+$/.test(value)) return
      const identifier = namesIdentifier(latin1(bytes, nameStart, nameEnd))
      for (const { rule } of recent) {
        const { anyName, minLength, maxLength } = rules.at(rule)!
        if ((identifier && !anyName) || value.length < minLength || value.length > maxLength) continue
        const expression = (expressions[rule * 2] ??= compile(rules.at(rule)!, ''))
        watch.begin(rules.at(rule)!)
        const found = valueStart >= nextFree[rule]! ? expression.exec(value) : null
        if (!found) continue
        const [from, to] = found.indices?.groups?.['secret'] ?? [0, value.length]
        const match = accept(
          rules.at(rule)!,
          joined === undefined
            ? { ...range, secretStart: valueStart + from, secretEnd: valueStart + to }
            : { ...range, joined: fromLatin1(value.slice(from, to)) },
        )
        if (match) nextFree[rule] = valueEnd
      }
    }

    /** The content as a whole is the secret; of a text without the white space around it. */
    function tryFile(number: number): void {
      const text = latin1(bytes, 0, Math.min(bytes.length, MOST_OF_FILE))
      const isText = !/[^\t\n\r -~]/.test(text)
      const start = isText ? text.length - text.trimStart().length : 0
      const end = isText ? text.trimEnd().length : text.length
      const range = { start, end, secretStart: start, secretEnd: end }
      if (start < end) accept(rules.at(number)!, range)
    }

    function accept(rule: CompiledRule, range: MatchRange): Match | undefined {
      const { joined, secretStart, secretEnd } = range
      const secret = joined ? latin1(joined, 0, joined.length) : latin1(bytes, secretStart, secretEnd)
      if (rule.entropy > 0 && entropy(secret) < rule.entropy) return undefined
      const match: Match = { ...range, rule, confidence: rule.confidence, reasons: [] }
      for (const name of rule.checks) {
        const verdict = checks[name]!(secret, latin1(bytes, range.start, range.end), now)
        if (!verdict) continue
        if (!verdict.ok) return undefined
        match.confidence = verdict.confidence ?? match.confidence
        match.reasons.push(verdict.reason)
      }
      matches.push(match)
      return match
    }
  }
}

function compile(rule: CompiledRule, mode: 'y' | 'g' | ''): RegExp {
  const source = rule.kind === 'value' ? `^(?:${rule.source})$` : rule.source
  return new RegExp(source, `d${rule.ignoreCase ? 'i' : ''}${rule.kind === 'value' ? '' : 'm'}${mode}`)
}

function isNear(bytes: Uint8Array, at: number, nameStart: number): boolean {
  if (nameStart - at > NEAR_BYTES) return false
  let lines = 0
  for (let i = at; i < nameStart; i++) if (bytes[i] === NEWLINE && ++lines > NEAR_LINES) return false
  return true
}
