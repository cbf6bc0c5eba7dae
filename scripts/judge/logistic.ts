// Logistic regression over named features, by full-batch AdaGrad (Duchi, Hazan, Singer 2011). Deterministic.
import type { Labelled } from './candidates.ts'

export interface Model {
  bias: number
  weights: Map<string, number>
}

const ROUNDS = 300
const RATE = 0.5
/** Pull of every weight to zero. */
const SHRINK = 0.7

/** What people wrote counts for more than what was made of it. */
const COPY = 0.25

/** A feature that only one repository has says nothing of others. */
function vocabularyOf(rows: Labelled[]): Map<string, number> {
  const homes = new Map<string, Set<string>>()
  for (const { features, repository } of rows) {
    for (const feature of features) homes.set(feature, (homes.get(feature) ?? new Set()).add(repository))
  }
  return new Map([...homes].filter(([, set]) => set.size >= 2).map(([feature], index) => [feature, index]))
}

/** Big repositories and repeated lines count for less than their number. */
function importanceOf(rows: Labelled[]): Float64Array {
  const count = (key: (row: Labelled) => string): ((row: Labelled) => number) => {
    const counts = new Map<string, number>()
    for (const row of rows) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1)
    return (row) => counts.get(key(row))!
  }
  const inRepository = count(({ repository }) => repository)
  const same = count(({ repository, name, value }) => `${repository}\0${name}\0${value}`)
  // Nobody looked at unlabelled lines; most are no secrets.
  const trust = ({ label, isCopy }: Labelled): number => (label === -1 ? 0.7 : isCopy ? COPY : 1)
  const raw = rows.map((row) => trust(row) / inRepository(row) ** 0.3 / same(row) ** 0.5)
  const mean = raw.reduce((a, b) => a + b, 0) / raw.length
  return Float64Array.from(raw, (weight) => weight / mean)
}

export function train(rows: Labelled[]): Model {
  const vocabulary = vocabularyOf(rows)
  const importance = importanceOf(rows)
  const active = rows.map(({ features }) =>
    Int32Array.from(features.flatMap((feature) => vocabulary.get(feature) ?? [])),
  )
  const bias = vocabulary.size
  const weights = new Float64Array(bias + 1)
  const squares = new Float64Array(bias + 1).fill(1e-6)
  for (let round = 0; round < ROUNDS; round++) {
    const gradient = weights.map((weight, index) => (index === bias ? 0 : SHRINK * weight))
    for (const [i, row] of rows.entries()) {
      let score = weights[bias]!
      for (const index of active[i]!) score += weights[index]!
      const error = (1 / (1 + Math.exp(-score)) - (row.label === 1 ? 1 : 0)) * importance[i]!
      gradient[bias]! += error
      for (const index of active[i]!) gradient[index]! += error
    }
    for (let index = 0; index <= bias; index++) {
      squares[index]! += gradient[index]! ** 2
      weights[index]! -= (RATE * gradient[index]!) / Math.sqrt(squares[index]!)
    }
  }
  return {
    bias: weights[bias]!,
    weights: new Map([...vocabulary].map(([feature, index]) => [feature, weights[index]!])),
  }
}

export const scoreOf = ({ bias, weights }: Model, features: string[]): number =>
  features.reduce((sum, feature) => sum + (weights.get(feature) ?? 0), bias)
