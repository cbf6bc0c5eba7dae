// What a matcher knows from input to input, and of the one that it is at. One object: the code that shares it is small functions.
import { Place } from '../judge/place.ts'
import { unpackEnding } from './endings.ts'
import type { Ending } from './endings.ts'
import { judgeAssignment } from './generic.ts'
import { compile } from './rule-expression.ts'
import type { Watch } from './watch.ts'
import type { CompiledRule, CompiledRules, Match, Stretch } from '../types.ts'

/** Asked before each use of a rule. @returns false when it is not to be used */
export type Begin = (rule: CompiledRule) => boolean

export interface Search {
  readonly compiled: CompiledRules
  readonly begin: Begin
  readonly watch: Watch
  readonly judge: typeof judgeAssignment
  /** By number of a keyword, of a rule: made when first asked for. */
  readonly endings: (Ending | undefined)[]
  readonly pathExpressions: (RegExp | undefined)[]
  /** Two a rule: the second is sticky. */
  readonly expressions: (RegExp | undefined)[]
  /** Of each rule: matches before this position are told already. */
  readonly nextFree: Int32Array
  /** Two of each rule: at the places from the first to before the second its expression has no match. */
  readonly refused: Int32Array
  /** Two of each set: the last run of its bytes that was seen begins at the first, and goes on to the second at least. */
  readonly runs: Int32Array
  bytes: Uint8Array
  path: string
  binary: boolean
  /** Unix time in seconds, for what expires. */
  now: number | undefined
  /** Given: what touches none of these is not wanted. */
  lines: Stretch[] | undefined
  matches: Match[]
  /** Value rules whose keyword was just seen, newest last, and where each keyword ended. */
  readonly recent: number[]
  readonly recentAt: number[]
  /** A keyword that reaches far was met. */
  far: boolean
  /** Where the name ends that was read last. */
  nameEnd: number
  place: Place | undefined
}

const NOTHING = new Uint8Array()

export function createSearch(compiled: CompiledRules, begin: Begin, watch: Watch): Search {
  return {
    compiled,
    begin,
    watch,
    judge: watch('generic-secret', judgeAssignment),
    endings: [],
    pathExpressions: [],
    expressions: [],
    nextFree: new Int32Array(compiled.rules.length),
    refused: new Int32Array(compiled.rules.length * 2),
    runs: new Int32Array((compiled.sets.length / 32) * 2),
    bytes: NOTHING,
    path: '',
    binary: false,
    now: undefined,
    lines: undefined,
    matches: [],
    recent: [],
    recentAt: [],
    far: false,
    nameEnd: -1,
    place: undefined,
  }
}

export const endingOf = ({ endings, compiled }: Search, number: number): Ending =>
  (endings[number] ??= unpackEnding(compiled, number))

export const placeIn = (search: Search): Place => (search.place ??= new Place(search.path))

/** Is the rule for files like this one? */
export function isWanted({ compiled, pathExpressions, path }: Search, rule: number): boolean {
  const { paths } = compiled.rules.at(rule)!
  return paths === undefined || (pathExpressions[rule] ??= new RegExp(paths)).test(path)
}

/** @param mode `''` for a value as a whole, `y` where the match begins at a known place, else `g` */
export function expressionOf({ compiled, expressions, watch }: Search, rule: number, mode: 'y' | 'g' | ''): RegExp {
  return (expressions[rule * 2 + Number(mode === 'y')] ??= compile(compiled.rules.at(rule)!, mode, watch))
}
