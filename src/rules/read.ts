// Reads rule files, with the lines kept: a mistake is told with its place.
import { readDocument } from '../document.ts'
import type { Rule } from '../types.ts'
import type { RuleProblem } from './check.ts'
import { ruleFileSchema } from './schema.ts'

export interface RuleFile {
  rules: Rule[]
  /** `file:line` of a problem in one of these rules. */
  locate: (problem: Omit<RuleProblem, 'message'>) => string
}

/** @throws UserError rules, with the line and the reason */
export async function readRuleFile(file: string, text: string): Promise<RuleFile> {
  const { value, place } = await readDocument(file, text, ruleFileSchema, { error: 'rules' })
  const { provider, rules } = value
  return {
    rules: rules.map((rule) => ({ ...rule, provider }) as Rule),
    locate: ({ id, key, index }) => {
      const at = rules.findIndex((rule) => rule.id === id)
      return place(['rules', at, key, ...(index === undefined ? [] : [index])])
    },
  }
}
