// An assignment that no provider's rule knows: the judge says whether it is a secret, and why.
import { isCandidate, judge } from '../judge/judge.ts'
import type { Weights } from '../judge/judge.ts'
import type { Candidate } from '../judge/features.ts'
import type { Confidence } from '../types.ts'

/** Reasons shown. */
const MOST_REASONS = 2

/** @param weights asked for only when there is something to judge. @returns undefined when it is no secret. */
export function judgeAssignment(
  candidate: Candidate,
  weights: () => Weights,
): { confidence: Confidence; reasons: string[] } | undefined {
  if (!isCandidate(candidate)) return undefined
  const { score, confidence, parts } = judge(candidate, weights())
  if (!confidence) return undefined
  const grounds = parts.filter(([, weight]) => weight > 0).slice(0, MOST_REASONS)
  return { confidence, reasons: [`score ${score.toFixed(1)} (${grounds.map(([feature]) => feature).join('; ')})`] }
}
