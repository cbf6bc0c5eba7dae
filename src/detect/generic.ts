// An assignment that no provider's rule knows: the judge says whether it is a secret, and why.
import type { Candidate } from '../judge/candidate.ts'
import { aspectOf, judge, partsOfScore } from '../judge/judge.ts'
import type { Model } from '../judge/model.ts'
import type { Confidence } from '../types.ts'

/** Reasons shown. */
const MOST_REASONS = 2

/** @returns undefined when it is no secret. */
export function judgeCandidate(
  candidate: Candidate,
  model: Model,
): { confidence: Confidence; reasons: string[] } | undefined {
  const { score, confidence } = judge(candidate, model)
  if (!confidence) return undefined
  const parts = partsOfScore(candidate, model)
  const grounds = new Set(parts.filter(([, weight]) => weight > 0).map(([feature]) => aspectOf(feature)))
  return {
    confidence,
    reasons: [`judged by ${[...grounds].slice(0, MOST_REASONS).join(' and ')} (score ${score.toFixed(1)})`],
  }
}
