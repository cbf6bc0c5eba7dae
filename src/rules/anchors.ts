// Proves from a pattern's syntax tree that each match holds a keyword, and where: the engine then looks only there.
import { RegExpParser } from '@eslint-community/regexpp'
import type { AST } from '@eslint-community/regexpp'
import { byteSet, literalSet } from './byte-set.ts'
import type { ByteSet } from './byte-set.ts'
import { commonRun, runsOf } from './runs.ts'
import type { Run } from './runs.ts'

/** One step of a way through the pattern: a literal byte (folded to lower case), or something of `min` to `max` bytes. */
interface Step {
  literal?: string
  min: number
  max: number
  /** What each of its bytes may be, where that is one set. */
  set?: ByteSet
}

/** Where a keyword stands in every match that it anchors: between `min` and `max` bytes from the match's begin. */
export interface KeywordPlace {
  keyword: string
  min: number
  max: number
  /** This many bytes follow it in every match, */
  follow: number
  /** and each of them is one of these. */
  set: ByteSet
  /** What ends the bytes behind it in every match, where that is known. */
  run?: Run
}

export interface PatternShape {
  minLength: number
  maxLength: number
  places: KeywordPlace[]
}

/** As the automaton does: bytes beyond ASCII have no case. */
export const lowerAscii = (text: string): string => text.replace(/[A-Z]/g, (char) => char.toLowerCase())

/** More ways through a pattern than this are folded into one opaque step. */
const MOST_WAYS = 2000

/** Thrown with a sentence that tells the rule's author what to change. */
export class PatternError extends Error {}

/**
 * @throws PatternError when the pattern is no valid expression, is unbounded, has a back reference or a character beyond a byte,
 *   when a way through it holds no keyword, or when a keyword stands in no way.
 */
export function analysePattern(pattern: string, keywords: string[]): PatternShape {
  const ways = waysThrough(parsePattern(pattern).alternatives)
  const wanted = keywords.map(lowerAscii)
  const places = new Map<string, KeywordPlace>()
  const runs = new Map<string, Run[][]>()
  let minLength = Number.POSITIVE_INFINITY
  let maxLength = 0
  for (const way of ways) {
    minLength = Math.min(minLength, sum(way, 'min'))
    maxLength = Math.max(maxLength, sum(way, 'max'))
    const found = wanted.map((keyword) => findIn(way, keyword)).find((place) => place !== undefined)
    if (!found)
      throw new PatternError(`a match such as ${describe(way)} holds none of the keywords ${wanted.join(', ')}`)
    const { steps, ...place } = found
    runs.set(place.keyword, [...(runs.get(place.keyword) ?? []), runsOf(steps)])
    const known = places.get(place.keyword)
    if (known) {
      known.min = Math.min(known.min, place.min)
      known.max = Math.max(known.max, place.max)
      known.follow = Math.min(known.follow, place.follow)
      known.set = new Set([...known.set, ...place.set])
    } else places.set(place.keyword, place)
  }
  const idle = wanted.find((keyword) => !places.has(keyword))
  if (idle) throw new PatternError(`keyword "${idle}" is never needed: no way through the pattern rests on it`)
  for (const [keyword, place] of places) {
    const run = commonRun(runs.get(keyword)!)
    if (run) place.run = run
  }
  return { minLength, maxLength, places: [...places.values()] }
}

export function parsePattern(pattern: string): AST.Pattern {
  try {
    return new RegExpParser({ ecmaVersion: 2018 }).parsePattern(pattern)
  } catch (error) {
    throw new PatternError(error instanceof Error ? error.message : String(error))
  }
}

function waysThrough(alternatives: AST.Alternative[]): Step[][] {
  const all = alternatives.flatMap((alternative) => {
    let ways: Step[][] = [[]]
    for (const element of alternative.elements) {
      const next = waysOf(element)
      // Folding loses literals, never lengths; the ways so far keep theirs.
      ways = cross(ways, ways.length * next.length > MOST_WAYS ? [[fold(next)]] : next)
    }
    return ways
  })
  return all.length > MOST_WAYS ? [[fold(all)]] : all
}

const cross = (ways: Step[][], next: Step[][]): Step[][] => ways.flatMap((way) => next.map((rest) => [...way, ...rest]))

function waysOf(element: AST.Element): Step[][] {
  switch (element.type) {
    case 'Assertion':
      return [[]]
    case 'Backreference':
      throw new PatternError('back references are refused: their time cannot be bounded')
    case 'Group':
    case 'CapturingGroup':
      return waysThrough(element.alternatives)
    case 'Quantifier':
      return waysOfQuantifier(element)
    case 'Character': {
      if (element.value > 255) throw new PatternError(`"${element.raw}" is no byte; write what UTF-8 makes of it`)
      return [[literalStep(String.fromCharCode(element.value))]]
    }
    case 'CharacterClass':
      return waysOfClass(element)
    case 'CharacterSet':
      return [[{ min: 1, max: 1, set: byteSet(element.raw) }]]
    default:
      return [[{ min: 1, max: 1 }]]
  }
}

const literalStep = (char: string): Step => ({ literal: lowerAscii(char), min: 1, max: 1, set: literalSet(char) })

function waysOfQuantifier({ element, min, max, raw }: AST.Quantifier): Step[][] {
  if (max === Number.POSITIVE_INFINITY) throw new PatternError(`"${raw}" is unbounded; write {${min},n}`)
  const inner = waysOf(element)
  if (max === 1) return min === 1 ? inner : [...inner, []]
  if (min === max && max <= 8 && inner.length === 1) return [Array.from({ length: max }, () => inner[0]!).flat()]
  const { min: least, max: most } = fold(inner)
  const set = inner.length === 1 && inner[0]!.length === 1 ? inner[0]![0]!.set : unionOf(inner)
  return [[{ min: least * min, max: most * max, ...(set ? { set } : {}) }]]
}

/** A class of so few characters is as good as alternatives: `[ps]at` holds "pat" or "sat". */
const SMALL_CLASS = 4

function waysOfClass({ negate, elements, raw }: AST.CharacterClass): Step[][] {
  const letters = new Set(
    elements.map((e) => (e.type === 'Character' ? lowerAscii(String.fromCharCode(e.value)) : undefined)),
  )
  if (negate || letters.size > SMALL_CLASS || letters.has(undefined)) return [[{ min: 1, max: 1, set: byteSet(raw) }]]
  return [...letters].map((letter) => [literalStep(letter!)])
}

/** The bytes of one-byte alternatives, such as a small class. */
function unionOf(ways: Step[][]): ByteSet | undefined {
  if (!ways.every((way) => way.length === 1 && way[0]!.max === 1 && way[0]!.set)) return undefined
  return new Set(ways.flatMap(([step]) => [...step!.set!]))
}

function fold(ways: Step[][]): Step {
  return { min: Math.min(...ways.map((w) => sum(w, 'min'))), max: Math.max(...ways.map((w) => sum(w, 'max'))) }
}

const sum = (way: Step[], key: 'min' | 'max'): number => way.reduce((total, step) => total + step[key], 0)

/** @returns with the steps behind it */
function findIn(way: Step[], keyword: string): (KeywordPlace & { steps: Step[] }) | undefined {
  for (let at = 0; at + keyword.length <= way.length; at++) {
    if ([...keyword].every((char, i) => way[at + i]!.literal === char)) {
      const before = way.slice(0, at)
      const steps = way.slice(at + keyword.length)
      return { keyword, min: sum(before, 'min'), max: sum(before, 'max'), ...following(steps), steps }
    }
  }
  return undefined
}

/** Longer than nearly all words: of three-letter anchors (`pat`, `sca`) what follows is the only proof before the expression. */
const MOST_FOLLOWING = 20

/** What surely follows: steps of a known set, up to the first one whose length is open. */
function following(steps: Step[]): Pick<KeywordPlace, 'follow' | 'set'> {
  const set = new Set<number>()
  let follow = 0
  for (const step of steps) {
    if (!step.set || follow >= MOST_FOLLOWING) break
    if (step.min > 0) for (const byte of step.set) set.add(byte)
    follow += step.min
    if (step.min !== step.max) break
  }
  return { follow: Math.min(follow, MOST_FOLLOWING), set }
}

const describe = (way: Step[]): string =>
  `"${way
    .map((step) => step.literal ?? '.')
    .join('')
    .slice(0, 40)}"`
