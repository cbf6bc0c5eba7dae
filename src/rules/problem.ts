// What can be wrong with a rule, and where that stands.

export interface RuleProblem {
  id: string
  /** The key, and the number in its list. */
  key: string
  index?: number
  message: string
}

/** `file:line` of a problem in a rule of a file, or of the nearest thing above it. */
export type RulePlace = (problem: Omit<RuleProblem, 'message'>) => string

/** Where rules stand, by id: the rule itself under the empty key, its keys, and the items of its lists (`examples 0`). */
export type RulePlaces = Record<string, Record<string, string>>

export const placeIn =
  (places: RulePlaces): RulePlace =>
  ({ id, key, index }) => {
    const own = places[id] ?? {}
    return own[`${key} ${index}`] ?? own[key] ?? own['']!
  }
