// An assignment as the judge sees it: the texts of its name and value, and where they stand.
import type { Assignment, Operator } from '../detect/assignment.ts'
import { latin1 } from '../detect/bytes.ts'
import { isExpression } from '../detect/expression.ts'
import { mayAnnounce, words } from '../detect/names.ts'
import type { Place } from './place.ts'
import { shapeOf } from './value-shape.ts'

export interface Candidate {
  name: string
  nameWords: string[]
  value: string
  shape: string
  operator: Operator
  /** The quote's byte, 0 for none. */
  quote: number
  place: Place
  bytes: Uint8Array
  /** Positions in bytes. */
  nameStart: number
  valueEnd: number
}

const SHORTEST = 4
const LONGEST = 512

/** Values of these shapes stand for something else, whatever their name. */
const NEVER = new Set([
  'empty',
  'template',
  'bracketed',
  'variable',
  'masked',
  'call',
  'member',
  'index',
  'sentence',
  'url',
  'urn',
  'email',
  'date',
  'path',
])

/** Undefined when there is nothing to judge: most assignments end here, so the cheap questions come first. */
export function candidateOf(bytes: Uint8Array, assignment: Assignment, place: Place): Candidate | undefined {
  const { nameStart, nameEnd, valueStart, valueEnd, operator, quote, joined } = assignment
  const length = valueEnd - valueStart
  if (length < SHORTEST || length > LONGEST) return undefined
  if (place.language === 'code' && isExpression(bytes, assignment)) return undefined
  const name = latin1(bytes, nameStart, nameEnd)
  // The second argument of a login is the password, whatever it is called.
  const nameWords = operator === 'argument' ? [...words(name), 'password'] : words(name)
  if (!mayAnnounce(nameWords)) return undefined
  const value = joined ?? latin1(bytes, valueStart, valueEnd)
  const shape = shapeOf(value)
  return NEVER.has(shape)
    ? undefined
    : { name, nameWords, value, shape, operator, quote, place, bytes, nameStart, valueEnd }
}
