// The weights as a tree, so that a score is made of look-ups alone: no text is put together for it.
import type { Candidate } from './candidate.ts'
import { visitOwn, visitSurroundings } from './features.ts'
import type { UseFeature } from './features.ts'

/** As src/judge/weights.json has it; trained by scripts/train-judge.ts. */
export interface Weights {
  bias: number
  /** Least score for each confidence. */
  medium: number
  low: number
  /** In hundredths; the names are those of `featuresOf`. */
  weights: Record<string, number>
}

type Branch = Map<string, Branch | number>

export interface Model extends Weights {
  tree: Branch
  /** The surroundings can add no more than this. */
  most: number
}

const AROUND = ['beside', 'kind, beside', 'comment', 'in a text']

export function modelOf(weights: Weights): Model {
  const tree: Branch = new Map()
  for (const [name, weight] of Object.entries(weights.weights)) {
    const colon = name.indexOf(': ')
    const keys = [name.slice(0, colon), ...name.slice(colon + 2).split(' | ')]
    let branch = tree
    for (const key of keys.slice(0, -1)) {
      const next = (branch.get(key) as Branch | undefined) ?? new Map()
      branch.set(key, next)
      branch = next
    }
    branch.set(keys.at(-1)!, weight / 100)
  }
  const most = AROUND.reduce((sum, group) => sum + heaviest(tree.get(group) ?? 0), 0)
  return { ...weights, tree, most }
}

const heaviest = (node: Branch | number): number =>
  typeof node === 'number' ? Math.max(0, node) : Math.max(0, ...[...node.values()].map(heaviest))

/**
 * Log odds of being a secret.
 * @param least when the surroundings cannot bring the score up to it, they are not looked at
 */
export function scoreOf(candidate: Candidate, { bias, tree, most }: Model, least: number): number {
  let sum = bias
  const use: UseFeature = (group, first, second, third) => {
    let node = (tree.get(group) as Branch | undefined)?.get(first)
    if (second !== undefined) node = (node as Branch | undefined)?.get(second)
    if (third !== undefined) node = (node as Branch | undefined)?.get(third)
    if (node !== undefined) sum += node as number
  }
  visitOwn(candidate, use)
  if (sum + most >= least) visitSurroundings(candidate, use)
  return sum
}
