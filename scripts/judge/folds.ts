// Cross-validation by repository: a judge for each fold, trained on the others, and the least scores for each confidence.
import type { Weights } from '../../src/judge/model.ts'
import type { Labelled } from './candidates.ts'
import { scoreOf, train } from './logistic.ts'
import type { Model } from './logistic.ts'

const FOLDS = 6
/** What the hook reports must be right this often. */
const MEDIUM_PRECISION = 0.955
/** In hundredths; lighter ones are left out. */
const LEAST_WEIGHT = 3

/** Scores of rows by a model that has not seen their repository. */
export interface Fold {
  repositories: Set<string>
  model: Model
  scored: { score: number; label: number }[]
}

export function foldsOf(data: Labelled[]): Fold[] {
  const repositories = [...new Set(data.map(({ repository }) => repository))]
  return Array.from({ length: FOLDS }, (_, fold) => {
    const held = new Set(repositories.filter((_name, i) => i % FOLDS === fold))
    const model = train(data.filter(({ repository }) => !held.has(repository)))
    const rows = data.filter(({ repository, isCopy }) => held.has(repository) && !isCopy)
    const scored = rows.map(({ features, label }) => ({ score: scoreOf(model, features), label }))
    return { repositories: held, model, scored }
  })
}

export interface Thresholds {
  medium: number
  /** Where precision and recall balance best. */
  low: number
  best: { f1: number; score: number; precision: number; recall: number }
}

export function thresholdsOf(folds: Fold[]): Thresholds {
  const scored = folds.flatMap((fold) => fold.scored).toSorted((a, b) => b.score - a.score)
  const positives = scored.filter(({ label }) => label === 1).length
  let found = 0
  let wrong = 0
  let medium = Number.POSITIVE_INFINITY
  let best = { f1: 0, score: 0, precision: 0, recall: 0 }
  for (const { score, label } of scored) {
    if (label === 1) found++
    else if (label === 0) wrong++
    const precision = found / (found + wrong)
    const recall = found / positives
    const f1 = (2 * precision * recall) / (precision + recall)
    if (precision >= MEDIUM_PRECISION) medium = score
    if (f1 > best.f1) best = { f1, score, precision, recall }
  }
  return { medium, low: Math.min(best.score, medium), best }
}

const round = (value: number): number => Math.round(value * 100) / 100

/** What the package ships. */
export function weightsOf({ bias, weights }: Model, { medium, low }: Thresholds): Weights {
  const kept = [...weights]
    .map(([feature, weight]): [string, number] => [feature, Math.round(weight * 100)])
    .filter(([, weight]) => Math.abs(weight) >= LEAST_WEIGHT)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return { bias: round(bias), medium: round(medium), low: round(low), weights: Object.fromEntries(kept) }
}
