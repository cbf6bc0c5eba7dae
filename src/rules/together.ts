// What rules must be to each other: no id twice, and the other half of a composite is there.
import type { Rule } from '../types.ts'
import type { RuleProblem } from './problem.ts'

export function problemsTogether(rules: Rule[]): RuleProblem[] {
  const ids = new Set(rules.map(({ id }) => id))
  const seen = new Set<string>()
  return rules.flatMap(({ id, near }) => {
    const problems: RuleProblem[] = []
    if (seen.has(id)) problems.push({ id, key: 'id', message: `the id ${id} is taken` })
    seen.add(id)
    if (near && !ids.has(near.rule))
      problems.push({ id, key: 'near', message: `there is no rule "${near.rule}"; it would never be found` })
    return problems
  })
}
