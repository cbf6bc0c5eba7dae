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
