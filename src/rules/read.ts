// Reads rule files: YAML with its lines kept, so that a mistake is told with its place.
import { LineCounter, parseDocument } from 'yaml'
import type { Document } from 'yaml'
import * as z from 'zod/mini'
import { UserError } from '../errors.ts'
import { problemText } from '../schema-problem.ts'
import type { Rule } from '../types.ts'
import { ruleFileSchema } from './schema.ts'
import type { RuleProblem } from './check.ts'

export interface RuleFile {
  rules: Rule[]
  /** `file:line` of a problem in one of these rules. */
  locate: (problem: RuleProblem) => string
}

/** @throws UserError rules, with the line and the reason */
export function readRuleFile(file: string, text: string): RuleFile {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false })
  const lineOf = (path: PropertyKey[]): string => `${file}:${lineAt(document, counter, path)}`
  const syntax = document.errors[0]
  if (syntax) throw new UserError('rules', `${file}:${counter.linePos(syntax.pos[0]).line}`, syntax.message)
  const parsed = z.safeParse(ruleFileSchema, document.toJS())
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new UserError('rules', lineOf([...issue.path]), problemText(issue, ruleFileSchema))
  }
  const { provider, rules } = parsed.data
  return {
    rules: rules.map((rule) => ({ ...rule, provider }) as Rule),
    locate: ({ id, key, index }) => {
      const at = rules.findIndex((rule) => rule.id === id)
      return lineOf(['rules', at, key, ...(index === undefined ? [] : [index])])
    },
  }
}

/** The line of a node, or of the nearest one above it that exists. */
function lineAt(document: Document, counter: LineCounter, path: PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined
    if (node?.range) return counter.linePos(node.range[0]).line
  }
  return 1
}
