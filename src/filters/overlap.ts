// Two rules never report the same bytes: of overlapping matches the more specific one stays.
import type { Match } from '../types.ts'

const KIND = { burned: 5, known: 4, pattern: 3, value: 2, assignment: 1, file: 0 } as const
const SEVERITY = { critical: 4, high: 3, medium: 2, low: 1, info: 0 } as const
const CONFIDENCE = { high: 2, medium: 1, low: 0 } as const

/**
 * Positive when `a` says more than `b`: a value that is known before a format, an exact format before a guess; of an encoded
 * text and what is in it the worse one, then the inner if it is all of it; a composite, the surer one, the longer secret, the longer keyword.
 */
function better(a: Match, b: Match): number {
  return (
    KIND[a.rule.kind] - KIND[b.rule.kind] ||
    inner(a, b) ||
    Number(a.part !== undefined) - Number(b.part !== undefined) ||
    CONFIDENCE[a.confidence] - CONFIDENCE[b.confidence] ||
    a.secretEnd - a.secretStart - (b.secretEnd - b.secretStart) ||
    a.rule.fixed - b.rule.fixed ||
    Number(a.rule.id < b.rule.id) - Number(a.rule.id > b.rule.id)
  )
}

const NEARLY_ALL = 0.9

/** A decoded secret that is only a part of what a format claims as a whole is told as that; in a guess it is the secret. */
function inner(a: Match, b: Match): number {
  const [deep, flat] = [a, b].map(({ decoded }) => decoded?.how.length ?? 0) as [number, number]
  if (deep === flat) return 0
  const [inside, outside] = deep > flat ? [a, b] : [b, a]
  const sign = inside === a ? 1 : -1
  const all =
    outside.rule.kind !== 'pattern' ||
    inside.secretEnd - inside.secretStart >= NEARLY_ALL * (outside.secretEnd - outside.secretStart)
  return SEVERITY[a.rule.severity] - SEVERITY[b.rule.severity] || (all ? sign : -sign)
}

/**
 * The best one stays, then the best of those that it does not touch, and so on: whatever goes overlaps a better one
 * that stays.
 * @param matches ordered by `secretStart`; the result is too.
 */
export function dropOverlaps(matches: Match[]): Match[] {
  // Apart from one another and in order, so that both neighbours of a place are found by halving.
  const kept: Match[] = []
  for (const match of matches.toSorted((a, b) => better(b, a))) {
    const at = placeOf(match, kept)
    const after = kept[at]
    const before = kept[at - 1]
    if (before && before.secretEnd > match.secretStart) continue
    if (after && after.secretStart < match.secretEnd) continue
    kept.splice(at, 0, match)
  }
  return kept.flatMap((match) => (match.siblings ? [match, ...match.siblings] : [match]))
}

/** Index of the first one that begins at or behind the match's begin. */
function placeOf({ secretStart }: Match, kept: Match[]): number {
  let low = 0
  let high = kept.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (kept[middle]!.secretStart < secretStart) low = middle + 1
    else high = middle
  }
  return low
}
