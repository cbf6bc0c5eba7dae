// Compiles rules of which some are the user's: the same checks as for ours, and a mistake is told as one of the configuration.
import { UserError } from '../errors.ts'
import type { CompiledRules, Rule } from '../types.ts'
import { compileRules, RuleError } from './compile.ts'

/** @throws UserError config, with the rule and the reason */
export function compileForConfig(rules: Rule[]): CompiledRules {
  try {
    return compileRules(rules)
  } catch (error) {
    if (error instanceof RuleError) throw new UserError('config', `rule ${error.id}, ${error.key}`, error.message)
    throw error
  }
}
