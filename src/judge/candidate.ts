// An assignment as the judge sees it: the texts of its name and value, and where they stand.
import type { Assignment, Operator } from '../detect/assignment.ts'
import { latin1 } from '../detect/bytes.ts'

export interface Candidate {
  name: string
  value: string
  operator: Operator
  /** The quote's byte, 0 for none. */
  quote: number
  path: string
}

export const candidateOf = (
  bytes: Uint8Array,
  { nameStart, nameEnd, valueStart, valueEnd, operator, quote }: Assignment,
  path: string,
): Candidate => ({
  name: latin1(bytes, nameStart, nameEnd),
  value: latin1(bytes, valueStart, valueEnd),
  operator,
  quote,
  path,
})
