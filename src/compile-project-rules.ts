// Checks and compiles the rules that a project adds or changes; src/project-rules.ts matches with them.
import { UserError } from './errors.ts'
import type { ProjectRules } from './project-rules.ts'
import { activeRules } from './resolve-rules.ts'
import { compileRules, RuleError } from './rules/compile.ts'
import type { FreshRules } from './rules/compile.ts'
import { placeIn } from './rules/problem.ts'
import type { RuleProblem } from './rules/problem.ts'
import { problemsTogether } from './rules/together.ts'
import type { Rule } from './types.ts'

/** @throws UserError config, with the line, the rule and the reason */
export function compileProjectRules(rules: ProjectRules): FreshRules {
  const all = activeRules({ rules })
  const [problem] = problemsTogether(all)
  if (problem) throw asConfigError(problem, rules)
  try {
    return compileRules(all.filter(isOf(rules)))
  } catch (error) {
    if (error instanceof RuleError) throw asConfigError(error, rules)
    throw error
  }
}

const isOf =
  ({ change, add }: ProjectRules) =>
  (rule: Rule): boolean =>
    Object.hasOwn(change, rule.id) || add.includes(rule)

const asConfigError = (problem: RuleProblem, { places }: ProjectRules): UserError =>
  new UserError('config', placeIn(places)(problem), `rule ${problem.id}, ${problem.key}: ${problem.message}`)
