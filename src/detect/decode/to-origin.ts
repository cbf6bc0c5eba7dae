// Carries a match of a decoded text over to the bytes that the text was read out of.
import type { Match } from '../../types.ts'
import type { Decoded } from './contract.ts'

/** @param joined gives a match with its other half. A match that is another's half is carried over once. */
export function toOrigin(
  { bytes, how, origin, cell }: Decoded,
  joined: (match: Match) => Match = (match) => match,
): (match: Match) => Match {
  const moved = new Map<Match, Match>()
  const move = (before: Match): Match => {
    const known = moved.get(before)
    if (known) return known
    const match = joined(before)
    const [start, end] = origin(match.start, match.end)
    const [secretStart, secretEnd] = origin(match.secretStart, match.secretEnd)
    const { secret, how: inner } = match.decoded ?? {
      secret: new TextDecoder().decode(match.joined ?? bytes.subarray(match.secretStart, match.secretEnd)),
      how: [],
    }
    const after: Match = {
      ...match,
      start,
      end,
      secretStart,
      secretEnd,
      decoded: { secret, how: [...how, ...inner] },
      ...(cell === undefined ? {} : { cell }),
      ...(match.part ? { part: move(match.part) } : {}),
      ...(match.siblings ? { siblings: match.siblings.map(move) } : {}),
    }
    moved.set(before, after)
    return after
  }
  return move
}
