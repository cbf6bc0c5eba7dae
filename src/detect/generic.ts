// An assignment that no provider's rule knows: the judge says whether it is a secret, and why.
import { candidateOf } from '../judge/candidate.ts'
import type { Candidate } from '../judge/candidate.ts'
import { groundsOf, judge } from '../judge/judge.ts'
import type { Model } from '../judge/model.ts'
import type { Place } from '../judge/place.ts'
import type { Assignment } from './assignment.ts'
import type { CompiledRules, Confidence } from '../types.ts'

/** Reasons shown. */
const MOST_REASONS = 2

export interface Verdict {
  confidence: Confidence
  reasons: string[]
}

/** @returns undefined when it is no secret. */
export function judgeAssignment(
  bytes: Uint8Array,
  assignment: Assignment,
  place: Place,
  compiled: Pick<CompiledRules, 'model'>,
): Verdict | undefined {
  const candidate = candidateOf(bytes, assignment, place)
  return candidate && judgeCandidate(candidate, compiled.model)
}

function judgeCandidate(candidate: Candidate, model: Model): Verdict | undefined {
  const { score, confidence } = judge(candidate, model)
  if (!confidence) return undefined
  const grounds = groundsOf(candidate, model).slice(0, MOST_REASONS)
  return {
    confidence,
    reasons: [`judged by ${grounds.join(' and ')} (score ${score.toFixed(1)})`],
  }
}
