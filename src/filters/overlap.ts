// Two rules never report the same bytes: of overlapping matches the more specific one stays.
import type { Match } from '../types.ts'

const KIND = { burned: 4, known: 3, pattern: 2, value: 1, assignment: 0 } as const
const CONFIDENCE = { high: 2, medium: 1, low: 0 } as const

/** Positive when `a` says more than `b`: a value that is known before a format, an exact format before a guess, a composite, the surer one, the longer secret, the longer keyword. */
function better(a: Match, b: Match): number {
  return (
    KIND[a.rule.kind] - KIND[b.rule.kind] ||
    Number(a.part !== undefined) - Number(b.part !== undefined) ||
    CONFIDENCE[a.confidence] - CONFIDENCE[b.confidence] ||
    a.secretEnd - a.secretStart - (b.secretEnd - b.secretStart) ||
    a.rule.fixed - b.rule.fixed ||
    (a.rule.id < b.rule.id ? 1 : -1)
  )
}

/** @param matches ordered by `secretStart`; the result is too. */
export function dropOverlaps(matches: Match[]): Match[] {
  const kept: Match[] = []
  for (const match of matches) {
    let wins = true
    while (kept.length > 0 && kept.at(-1)!.secretEnd > match.secretStart) {
      if (better(match, kept.at(-1)!) <= 0) {
        wins = false
        break
      }
      kept.pop()
    }
    if (wins) kept.push(match)
  }
  return kept
}
