// Reads rule files, with the lines kept: a mistake is told with its place.
import { readDocument } from '../document.ts'
import type { Rule } from '../types.ts'
import type { RulePlace } from './problem.ts'
import { ruleFileSchema } from './schema.ts'

export interface RuleFile {
  rules: Rule[]
  place: RulePlace
}

/** @throws UserError rules, with the line and the reason */
export async function readRuleFile(file: string, text: string): Promise<RuleFile> {
  const { value, place } = await readDocument(file, text, ruleFileSchema, { error: 'rules' })
  const { provider, rules } = value
  return {
    rules: rules.map((rule) => ({ ...rule, provider }) as Rule),
    place: ({ id, key, index }) => {
      // Of two with one id, the second is the mistake.
      const at = rules.findLastIndex((rule) => rule.id === id)
      return place(['rules', at, key, ...(index === undefined ? [] : [index])])
    },
  }
}
