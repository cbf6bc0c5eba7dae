// The weights as a tree, so that a score is made of look-ups alone: no text is put together for it.
import type { Candidate } from './candidate.ts'
import { visitDoubts, visitLook, visitName, visitSurroundings } from './features.ts'
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
  /** What the groups of each of the later steps can add at most; of the pairs in `tops` what follows their first half. */
  most: { look: number; doubts: number; around: number }
  tops: Record<string, Record<string, number>>
}

const AROUND = ['beside', 'kind, beside', 'comment', 'in a text']
const DOUBTS = ['echo', 'value says', 'symbols', 'walk', 'stands in', 'well known']
const LOOK = ['entropy', 'bigrams', 'pattern']
const PAIRS = ['shape, bigrams', 'kind, bigrams', 'kind, pattern', 'last word, pattern']

/** Made when rules are compiled: building it takes as long as a small commit's scan. */
export function modelOf({ bias, medium, low, weights }: Weights): Model {
  const tree: Branch = Object.create(null) as Branch
  for (const [name, weight] of Object.entries(weights)) {
    const keys = keysOf(name)
    let branch = tree
    for (const key of keys.slice(0, -1)) branch = (branch[key] ??= Object.create(null) as Branch) as Branch
    branch[keys.at(-1)!] = weight / 100
  }
  const most = (groups: string[]): number => groups.reduce((sum, group) => sum + heaviest(tree[group] ?? 0), 0)
  const tops = PAIRS.map((group) => [
    group,
    Object.fromEntries(Object.entries((tree[group] ?? {}) as Branch).map(([key, branch]) => [key, heaviest(branch)])),
  ])
  return {
    bias,
    medium,
    low,
    tree,
    most: { look: most(LOOK), doubts: most(DOUBTS), around: most(AROUND) },
    tops: Object.fromEntries(tops) as Model['tops'],
  }
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

const top = ({ tops }: Model, group: string, first: string): number =>
  Object.hasOwn(tops, group) && Object.hasOwn(tops[group]!, first) ? tops[group]![first]! : 0

/** No more than this can the features of its characters add. */
function mostOfLook({ nameWords, kind, shape }: Candidate, model: Model): number {
  return (
    model.most.look +
    top(model, 'shape, bigrams', shape) +
    top(model, 'kind, bigrams', kind) +
    top(model, 'kind, pattern', kind) +
    top(model, 'last word, pattern', nameWords.at(-1) ?? '')
  )
}

/**
 * Log odds of being a secret. The cheap features come first: nearly all candidates end with them.
 * @param least when what is left cannot bring the score up to it, the rest is not looked at, and the result is no more than below it
 */
export function scoreOf(candidate: Candidate, model: Model, least: number): number {
  const { bias, tree, most } = model
  let sum = bias
  const use: UseFeature = (group, first, second, third) => {
    let node = next(next(tree, group), first)
    if (second !== undefined) node = next(node, second)
    if (third !== undefined) node = next(node, third)
    if (node !== undefined) sum += node as number
  }
  visitName(candidate, use)
  if (sum + mostOfLook(candidate, model) + most.doubts + most.around < least) return sum
  visitLook(candidate, use)
  if (sum + most.doubts + most.around < least) return sum
  visitDoubts(candidate, use)
  if (sum + most.around >= least) visitSurroundings(candidate, use)
  return sum
}
