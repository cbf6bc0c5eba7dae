// Weighs a candidate's features: a linear model, so that every verdict can be explained by its parts.
import type { Confidence } from '../types.ts'
import { bigramBits } from './bigrams.ts'
import { judgeName, mayAnnounce, namesIdentifier } from '../detect/names.ts'
import { featuresOf } from './features.ts'
import type { Candidate } from './candidate.ts'
import { shapeOf } from './value-shape.ts'

/** Trained by scripts/train-judge.ts. */
export interface Weights {
  bias: number
  /** Least score for each confidence. */
  medium: number
  low: number
  /** In hundredths. */
  weights: Record<string, number>
}

export interface Verdict {
  /** Log odds of being a secret. */
  score: number
  confidence: Confidence | undefined
  /** Features and their weights, the weightiest first; positive ones speak for a secret. */
  parts: [feature: string, weight: number][]
  /** Medium without weighing: a long random text under a telling name. */
  plain: boolean
}

/** What a feature speaks of, for people. */
export function aspectOf(feature: string): string {
  if (/^(?:kind|last|first|word|words)\b/.test(feature)) return 'its name'
  return /^(?:shape|length|entropy|bigrams|echo|value|letters|symbols)\b/.test(feature)
    ? 'the look of its value'
    : 'its place'
}

/** Values of these shapes stand for something else, whatever their name. */
const NEVER = new Set([
  'empty',
  'template',
  'bracketed',
  'variable',
  'masked',
  'call',
  'member',
  'index',
  'sentence',
  'url',
  'urn',
  'email',
  'date',
  'path',
])

/** Quick: most assignments end here. */
export const isCandidate = ({ name, value }: Pick<Candidate, 'name' | 'value'>): boolean =>
  value.length >= 4 && value.length <= 512 && mayAnnounce(name) && !NEVER.has(shapeOf(value))

const RANDOM_SHAPES = new Set(['alnum', 'alnum-lower', 'alnum-upper', 'base64', 'base64url', 'hex'])
const RANDOM_LENGTH = 20
/** Words cost 3 to 5 bits a letter. */
const RANDOM_BITS = 6

/** A long random text under a name that announces a secret needs no weighing, and no corpus can have seen all names. */
function isPlain({ name, value }: Candidate): boolean {
  return (
    value.length >= RANDOM_LENGTH &&
    RANDOM_SHAPES.has(shapeOf(value)) &&
    /\d/.test(value) &&
    /[A-Za-z]/.test(value) &&
    (shapeOf(value) === 'hex' || bigramBits(value) >= RANDOM_BITS) &&
    judgeName(name) !== undefined &&
    !namesIdentifier(name)
  )
}

export function judge(candidate: Candidate, { bias, medium, low, weights }: Weights): Verdict {
  const parts = featuresOf(candidate)
    .map((feature): [string, number] => [feature, (weights[feature] ?? 0) / 100])
    .filter(([, weight]) => weight !== 0)
    .toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a))
  const weighed = parts.reduce((sum, [, weight]) => sum + weight, bias)
  const plain = weighed < medium && isPlain(candidate)
  const score = plain ? medium : weighed
  return { score, confidence: score >= medium ? 'medium' : score >= low ? 'low' : undefined, parts, plain }
}
