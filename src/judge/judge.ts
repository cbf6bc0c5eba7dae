// Weighs a candidate's features: a linear model, so that every verdict can be explained by its parts.
import { identifies } from '../detect/names.ts'
import type { Confidence } from '../types.ts'
import { bigramBits, SURELY_RANDOM_BITS } from './bigrams.ts'
import type { Candidate } from './candidate.ts'
import { featuresOf, visitAll } from './features.ts'
import { scoreOf, weightOf } from './model.ts'
import type { Model } from './model.ts'
import { weightIn } from './weight-table.ts'

export interface Verdict {
  /** Log odds of being a secret. */
  score: number
  confidence: Confidence | undefined
  /** Medium without weighing: a long random text under a telling name. */
  plain: boolean
}

const RANDOM_SHAPES = new Set(['alnum', 'alnum-lower', 'alnum-upper', 'base64', 'base64url', 'hex'])
const LETTERS = new Set(['letters', 'lower', 'upper'])
const RANDOM_LENGTH = 20

/** A long random text under a name that announces a secret needs no weighing, and no corpus can have seen all names. */
function isPlain(candidate: Candidate): boolean {
  const { nameWords, kind, value } = candidate
  return (
    value.length >= RANDOM_LENGTH &&
    isRandom(candidate) &&
    (kind !== 'none' || isCipherKey(nameWords, value)) &&
    !identifies(nameWords)
  )
}

/** Words, an escape, or a class of an expression. */
const CODE = /\s|\\|a-z|A-Z/

/** Letters alone, and texts with symbols, are names and expressions more often: they must be longer, or rarer. */
function isRandom({ value, shape, quote }: Candidate): boolean {
  if (LETTERS.has(shape)) return value.length >= 24 && bigramBits(value) >= SURELY_RANDOM_BITS + 0.5
  const hasBoth = /\d/.test(value) && /[A-Za-z]/.test(value)
  if (shape === 'symbols')
    return hasBoth && quote !== 0 && value.length >= 32 && !CODE.test(value) && bigramBits(value) >= SURELY_RANDOM_BITS
  return hasBoth && RANDOM_SHAPES.has(shape) && (shape === 'hex' || bigramBits(value) >= SURELY_RANDOM_BITS)
}

/** Hex digits of 128, 192, 256 or 512 bits under a name that ends with `key`. */
const isCipherKey = (nameWords: string[], value: string): boolean =>
  nameWords.at(-1) === 'key' &&
  !nameWords.some((word) => OTHER_KEYS.has(word)) &&
  /^(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{48}|[0-9a-fA-F]{64}|[0-9a-fA-F]{128})$/.test(value)
const OTHER_KEYS = new Set(
  'cache foreign primary partition sort row object idempotency translation map lookup dedupe index'.split(' '),
)

/** @param least below it nobody wants the exact score */
export function judge(candidate: Candidate, model: Model, least = model.low): Verdict {
  const { medium, low } = model
  const weighed = scoreOf(candidate, model, least)
  const plain = weighed < medium && isPlain(candidate)
  const score = plain ? medium : weighed
  return { score, confidence: score >= medium ? 'medium' : score >= low ? 'low' : undefined, plain }
}

/** Features and their weights, the weightiest first; positive ones speak for a secret. */
export const partsOfScore = (candidate: Candidate, model: Model): [feature: string, weight: number][] =>
  featuresOf(candidate)
    .map((feature): [string, number] => [feature, weightOf(feature, model)])
    .filter(([, weight]) => weight !== 0)
    .toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a))

/** What speaks for a secret, the loudest first: the aspects of the features alone, for nobody reads the names of those. */
export function groundsOf(candidate: Candidate, { table }: Model): string[] {
  const loudest = new Map<string, number>()
  visitAll(candidate, (group, first, second, third) => {
    const weight = weightIn(table, group, first, second, third)
    if (weight <= 0) return
    const aspect = aspectOf(group)
    loudest.set(aspect, Math.max(weight, loudest.get(aspect) ?? 0))
  })
  return [...loudest].toSorted(([, a], [, b]) => b - a).map(([aspect]) => aspect)
}

/** What a feature, or a group of them, speaks of, for people. */
export function aspectOf(feature: string): string {
  if (/^(?:kind|last word|first word|word|words|style)\b/.test(feature)) return 'its name'
  return /^(?:shape|length|entropy|bigrams|pattern|echo|value|symbols|stands|well)\b/.test(feature)
    ? 'the look of its value'
    : 'its place'
}
