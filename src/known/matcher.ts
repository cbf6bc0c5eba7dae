// Values that are known, as one more matcher beside that of the rules.
import type { Matcher } from '../detect/matcher.ts'
import type { CompiledRule, Indexed, Match } from '../types.ts'
import { headOf } from './finder.ts'
import type { Finder, Found, Target } from './finder.ts'
import { formsOf } from './forms.ts'

/** What is told of a value that was found. */
export interface KnownValue {
  kind: 'burned' | 'known'
  reason: string
}

export type FindKnown = Finder<KnownValue>

/** All forms of a value that is at hand. */
export const targetsOf = (value: string, of: KnownValue): Target<KnownValue>[] =>
  formsOf(value).map((form) => ({
    head: headOf(form),
    length: form.length,
    equals: (bytes) => form.every((byte, i) => byte === bytes[i]),
    of,
  }))

/** A token that a vendor's rule found is told as that, for the sake of its steps; that it is known makes it sure. */
function confirms({ start, end, of }: Found<KnownValue>, matches: Match[]): boolean {
  if (of.kind === 'burned') return false
  const same = matches.find(
    ({ rule, secretStart, secretEnd }) => rule.kind === 'pattern' && secretStart === start && secretEnd === end,
  )
  if (!same) return false
  same.confidence = 'high'
  same.reasons.push(of.reason)
  return true
}

/** What both find, ordered as a matcher's matches are. Known values count in binary files too. */
export function withKnown(matcher: Matcher, find: FindKnown, rules: Indexed<CompiledRule>): Matcher {
  const ruleOf = new Map<string, CompiledRule>()
  const rule = (kind: KnownValue['kind']): CompiledRule => {
    // Reading all rules takes a moment, and most scans never come here.
    for (let i = 0; i < rules.length && !ruleOf.has(kind); i++) ruleOf.set(rules.at(i)!.kind, rules.at(i)!)
    return ruleOf.get(kind)!
  }
  return (bytes, options) => {
    const matches = matcher(bytes, options)
    const found = find(bytes, options?.fresh)
    if (found.length === 0) return matches
    const known = found
      .filter((one) => !confirms(one, matches))
      .map(
        ({ start, end, of }): Match => ({
          rule: rule(of.kind),
          start,
          end,
          secretStart: start,
          secretEnd: end,
          confidence: rule(of.kind).confidence,
          reasons: [of.reason],
        }),
      )
    return [...matches, ...known].toSorted((a, b) => a.secretStart - b.secretStart || b.secretEnd - a.secretEnd)
  }
}
