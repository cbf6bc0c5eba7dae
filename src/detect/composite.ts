// Joins an id to its secret: one finding instead of two, and no finding where a rule needs its other half and it is not there.
import { NEWLINE } from './bytes.ts'
import type { Match } from '../types.ts'

/**
 * @param matches ordered by position.
 * @returns the matches that stay, ordered, and those of them that became another's part: they are not reported, but no
 *   other rule may have their bytes.
 */
export function joinParts(bytes: Uint8Array, matches: Match[]): { joined: Match[]; parts: Set<Match> } {
  const parts = new Set<Match>()
  const joined: Match[] = []
  for (const match of matches) {
    const { near } = match.rule
    if (!near || match.part) {
      // Both halves were in one encoded text.
      if (match.part) parts.add(match.part)
      joined.push(match)
      continue
    }
    const part = nearest(bytes, match, matches)
    if (part) {
      parts.add(part)
      joined.push({
        ...match,
        part,
        confidence: 'high',
        reasons: [...match.reasons, `its ${part.rule.name} stands beside it`],
      })
    } else if (near.otherwise === 'keep') joined.push(match)
    else if (near.otherwise === 'lower') {
      joined.push({ ...match, confidence: 'low', reasons: [...match.reasons, 'its other half is not beside it'] })
    }
  }
  return { joined, parts }
}

function nearest(bytes: Uint8Array, match: Match, matches: Match[]): Match | undefined {
  const { rule: id, lines } = match.rule.near!
  let best: { part: Match; distance: number } | undefined
  for (const part of matches) {
    if (part.rule.id !== id || (part.secretStart < match.secretEnd && match.secretStart < part.secretEnd)) continue
    const [from, to] = part.start < match.start ? [part.end, match.start] : [match.end, part.start]
    const distance = to - from
    if (best && best.distance <= distance) continue
    if (linesBetween(bytes, from, to, lines) <= lines) best = { part, distance }
  }
  return best?.part
}

/** Newlines in the bytes from..to; stops counting above `most`. */
function linesBetween(bytes: Uint8Array, from: number, to: number, most: number): number {
  let lines = 0
  for (let i = from; i < to && lines <= most; i++) if (bytes[i] === NEWLINE) lines++
  return lines
}
