// Places where a rule's expression has no match: where its keywords stand close, no place is tried again for each of them.
import type { Search } from './search.ts'

type Refused = Pick<Search, 'refused'>

/** The first place from this one on that was not refused yet. */
export function pastRefused({ refused }: Refused, rule: number, place: number): number {
  const from = refused[2 * rule]!
  const to = refused[2 * rule + 1]!
  return from <= place && place < to ? to : place
}

/** One stretch is kept: these places join those from before, or stand for them. @param to the first place that is not refused */
export function refuse({ refused }: Refused, rule: number, from: number, to: number): void {
  if (from < refused[2 * rule]! || from > refused[2 * rule + 1]!) refused[2 * rule] = from
  refused[2 * rule + 1] = to
}
