// A file that is a secret as a whole, by its name, is one only when no rule tells more of its content.
import type { Match } from '../types.ts'
import { dropOverlaps } from './overlap.ts'

/**
 * The matches that are sure enough, without overlaps. What the content shows counts even when it is allowed afterwards:
 * the same permission must not bring up the file itself.
 * @param matches ordered; the result is too.
 * @param whole false when the file itself was judged before, in another reading.
 */
export function preferContent(matches: Match[], isSure: (match: Match) => boolean, whole: boolean): Match[] {
  const sure = (file: boolean): Match[] =>
    dropOverlaps(matches.filter(({ rule }) => (rule.kind === 'file') === file)).filter(isSure)
  const inside = sure(false)
  return inside.length > 0 || !whole ? inside : sure(true)
}
