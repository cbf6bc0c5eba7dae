// The last questions to what a rule's expression matched: is it random enough, do its checks hold?
import { checks } from './checks/index.ts'
import { latin1 } from './bytes.ts'
import { entropy } from './entropy.ts'
import type { Search } from './search.ts'
import type { CompiledRule, Match } from '../types.ts'

export type MatchRange = Pick<Match, 'start' | 'end' | 'secretStart' | 'secretEnd' | 'joined'>

/** @returns false when it is none */
export function accept({ bytes, now, matches }: Search, rule: CompiledRule, range: MatchRange): boolean {
  const { joined, secretStart, secretEnd } = range
  const secret = joined ? latin1(joined, 0, joined.length) : latin1(bytes, secretStart, secretEnd)
  if (rule.entropy > 0 && entropy(secret) < rule.entropy) return false
  const match: Match = { ...range, rule, confidence: rule.confidence, reasons: [] }
  for (const name of rule.checks) {
    const verdict = checks[name]!(secret, latin1(bytes, range.start, range.end), now)
    if (!verdict) continue
    if (!verdict.ok) return false
    match.confidence = verdict.confidence ?? match.confidence
    match.reasons.push(verdict.reason)
  }
  matches.push(match)
  return true
}
