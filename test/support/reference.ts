// The engine without its shortcuts: every expression over the whole text, from every place. Slow, and easy to believe.
import { endsToken, latin1, startsToken } from '../../src/detect/bytes.ts'
import { checks } from '../../src/detect/checks/index.ts'
import { entropy } from '../../src/detect/entropy.ts'
import { createMatcher } from '../../src/detect/matcher.ts'
import type { FreshRules } from '../../src/rules/compile.ts'
import type { CompiledRule } from '../../src/types.ts'

/** Labels in order, without repetition. */
export interface Sides {
  engine: string[]
  reference: string[]
}

/** What the engine and the reference find. */
export function createSides(compiled: FreshRules): (bytes: Uint8Array) => Sides {
  const matcher = createMatcher(compiled)
  const reference = createReference(compiled.rules)
  return (bytes) => {
    const engine = matcher(bytes)
      .filter(({ rule }) => rule.kind === 'pattern' && rule.paths === undefined)
      .map(({ rule, secretStart, secretEnd }) => label(rule.id, secretStart, secretEnd))
    return { engine: [...new Set(engine)].toSorted(), reference: [...new Set(reference(bytes))].toSorted() }
  }
}

/** `RULE FROM..TO` of a secret, in bytes: comparable, and no secret in a test's output. */
export const label = (rule: string, from: number, to: number): string => `${rule} ${from}..${to}`

/** One expression for each `pattern` rule; the automaton, the anchors and the windows play no part. */
export function createReference(rules: CompiledRule[]): (bytes: Uint8Array) => string[] {
  const patterns = rules
    .filter((rule) => rule.kind === 'pattern' && rule.paths === undefined)
    .map((rule) => ({ rule, expression: new RegExp(rule.source, `dgm${rule.ignoreCase ? 'i' : ''}`) }))
  return (bytes) => {
    const text = latin1(bytes, 0, bytes.length)
    return patterns.flatMap(({ rule, expression }) => allOf(rule, expression, text, bytes))
  }
}

function allOf(rule: CompiledRule, expression: RegExp, text: string, bytes: Uint8Array): string[] {
  const found: string[] = []
  expression.lastIndex = 0
  for (let match = expression.exec(text); match; match = expression.exec(text)) {
    const start = match.index
    const end = start + match[0].length
    const [from, to] = match.indices!.groups?.['secret'] ?? [start, end]
    const bounded = !rule.boundary || (startsToken(bytes, start) && endsToken(bytes, end))
    if (bounded && isBelieved(rule, text.slice(from, to), match[0])) found.push(label(rule.id, from, to))
    // A rejected match may hide another one that begins inside it.
    else expression.lastIndex = start + 1
  }
  return found
}

const isBelieved = (rule: CompiledRule, secret: string, match: string): boolean =>
  (rule.entropy === 0 || entropy(secret) >= rule.entropy) &&
  rule.checks.every((name) => checks[name]!(secret, match)?.ok ?? true)
