// An assignment that no provider's rule knows: the judge says whether it is a secret, and why.
import { aspectOf, isCandidate, judge } from '../judge/judge.ts'
import type { Weights } from '../judge/judge.ts'
import type { Candidate } from '../judge/candidate.ts'
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
  const grounds = new Set(parts.filter(([, weight]) => weight > 0).map(([feature]) => aspectOf(feature)))
  return {
    confidence,
    reasons: [`judged by ${[...grounds].slice(0, MOST_REASONS).join(' and ')} (score ${score.toFixed(1)})`],
  }
}
