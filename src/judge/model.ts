// The judge's model: what a candidate's features weigh together.
import type { Candidate } from './candidate.ts'
import { visitDoubts, visitLook, visitName, visitSurroundings } from './features.ts'
import type { UseFeature } from './features.ts'
import { tableOf, weightIn } from './weight-table.ts'
import type { NamedWeight, WeightTable } from './weight-table.ts'

/** As src/judge/weights.json has it; trained by scripts/train-judge.ts. */
export interface Weights {
  bias: number
  /** Least score for each confidence. */
  medium: number
  low: number
  /** In hundredths; the names are those of `featuresOf`. */
  weights: Record<string, number>
}

export interface Model extends Pick<Weights, 'bias' | 'medium' | 'low'> {
  table: WeightTable
  /** What the groups of each of the later steps can add at most, in hundredths; of `PAIRS` see `mostOfLook`. */
  most: { look: number; doubts: number; around: number }
}

const AROUND = ['beside', 'kind, beside', 'comment', 'in a text']
const DOUBTS = ['echo', 'value says', 'symbols', 'walk', 'stands in', 'well known']
const LOOK = ['entropy', 'bigrams', 'pattern']
/** Of these the table has the most that may follow the first half. */
const PAIRS = ['kind, pattern', 'last word, pattern']

/** Made when rules are compiled. */
export function modelOf({ bias, medium, low, weights }: Weights): Model {
  const named = Object.entries(weights).map(([name, weight]): NamedWeight => [keysOf(name), weight])
  const heaviest = (group: string, first?: string): number =>
    Math.max(0, ...named.flatMap(([keys, weight]) => (fits(keys, group, first) ? [weight] : [])))
  const most = (groups: string[]): number => groups.reduce((sum, group) => sum + heaviest(group), 0)
  const tops = PAIRS.flatMap((group) =>
    [...new Set(named.flatMap(([keys]) => (keys[0] === group ? [keys[1]!] : [])))].map((first): NamedWeight => {
      return [[`most of ${group}`, first], heaviest(group, first)]
    }),
  )
  return {
    bias,
    medium,
    low,
    table: tableOf([...named, ...tops]),
    most: { look: most(LOOK), doubts: most(DOUBTS), around: most(AROUND) },
  }
}

const fits = (keys: string[], group: string, first: string | undefined): boolean =>
  keys[0] === group && (first === undefined || keys[1] === first)

/** Of a feature's name: `group: first | second`. */
function keysOf(feature: string): string[] {
  const colon = feature.indexOf(': ')
  return [feature.slice(0, colon), ...feature.slice(colon + 2).split(' | ')]
}

/** @param feature as `featuresOf` names it */
export function weightOf(feature: string, { table }: Model): number {
  const [group, first, second, third] = keysOf(feature)
  return weightIn(table, group!, first!, second, third) / 100
}

/** No more than this can the features of its characters add. */
const mostOfLook = ({ nameWords, kind }: Candidate, { table, most }: Model): number =>
  most.look +
  weightIn(table, 'most of kind, pattern', kind) +
  weightIn(table, 'most of last word, pattern', nameWords.at(-1) ?? '')

/**
 * Log odds of being a secret. The cheap features come first: nearly all candidates end with them.
 * @param least when what is left cannot bring the score up to it, the rest is not looked at, and the result is below it
 */
export function scoreOf(candidate: Candidate, model: Model, least: number): number {
  const { bias, table, most } = model
  let sum = bias * 100
  const score = (): number => sum / 100
  const mayReach = (more: number): boolean => (sum + more) / 100 >= least
  const use: UseFeature = (group, first, second, third) => {
    sum += weightIn(table, group, first, second, third)
  }
  visitName(candidate, use)
  if (!mayReach(mostOfLook(candidate, model) + most.doubts + most.around)) return score()
  visitLook(candidate, use)
  if (!mayReach(most.doubts + most.around)) return score()
  visitDoubts(candidate, use)
  if (mayReach(most.around)) visitSurroundings(candidate, use)
  return score()
}
