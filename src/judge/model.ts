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

/** Plain data, so that it can be stored as it is. */
interface Branch {
  [key: string]: Branch | number
}

export interface Model extends Pick<Weights, 'bias' | 'medium' | 'low'> {
  tree: Branch
  /** The surroundings can add no more than this. */
  most: number
}

const AROUND = ['beside', 'kind, beside', 'comment', 'in a text']

/** Made when rules are compiled: building it takes as long as a small commit's scan. */
export function modelOf({ bias, medium, low, weights }: Weights): Model {
  const tree: Branch = Object.create(null) as Branch
  for (const [name, weight] of Object.entries(weights)) {
    const keys = keysOf(name)
    let branch = tree
    for (const key of keys.slice(0, -1)) branch = (branch[key] ??= Object.create(null) as Branch) as Branch
    branch[keys.at(-1)!] = weight / 100
  }
  const most = AROUND.reduce((sum, group) => sum + heaviest(tree[group] ?? 0), 0)
  return { bias, medium, low, tree, most }
}

/** Of a feature's name: `group: first | second`. */
function keysOf(feature: string): string[] {
  const colon = feature.indexOf(': ')
  return [feature.slice(0, colon), ...feature.slice(colon + 2).split(' | ')]
}

const heaviest = (node: Branch | number): number =>
  typeof node === 'number' ? Math.max(0, node) : Math.max(0, ...Object.values(node).map(heaviest))

/** A word of a name may be `constructor`: what objects have by birth does not count. */
const next = (node: Branch | number | undefined, key: string): Branch | number | undefined =>
  node !== undefined && Object.hasOwn(node as Branch, key) ? (node as Branch)[key] : undefined

/** @param feature as `featuresOf` names it */
export const weightOf = (feature: string, { tree }: Model): number =>
  (keysOf(feature).reduce<Branch | number | undefined>(next, tree) ?? 0) as number

/**
 * Log odds of being a secret.
 * @param least when the surroundings cannot bring the score up to it, they are not looked at
 */
export function scoreOf(candidate: Candidate, { bias, tree, most }: Model, least: number): number {
  let sum = bias
  const use: UseFeature = (group, first, second, third) => {
    let node = next(next(tree, group), first)
    if (second !== undefined) node = next(node, second)
    if (third !== undefined) node = next(node, third)
    if (node !== undefined) sum += node as number
  }
  visitOwn(candidate, use)
  if (sum + most >= least) visitSurroundings(candidate, use)
  return sum
}
