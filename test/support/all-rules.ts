// All rules of rules/*.yml, each with its file, and the texts of their examples.
import { readAllRules } from '../../scripts/rule-files.ts'
import { expand } from '../../src/rules/template.ts'
import type { Example } from '../../src/rules/template.ts'
import type { Rule } from '../../src/types.ts'

export const RULES: Rule[] = (await readAllRules()).flatMap((file) => file.rules)

/** Expanded as `proveRules` expands them, so that what is proved there is what is seen here. */
export const examplesOf = (rule: Rule): Example[] =>
  rule.examples.map((template, index) => expand(template, `${rule.id}/${index}`))
