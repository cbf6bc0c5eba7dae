// An assignment as the judge sees it: the texts of its name and value, and where they stand.
import type { Assignment } from '../detect/assignment.ts'
import { latin1 } from '../detect/bytes.ts'
import { isPublicNkey } from '../detect/checks/nkey.ts'
import { isExpression } from '../detect/expression.ts'
import { kindOf, mayAnnounce, tells, words } from '../detect/names.ts'
import type { NameVerdict } from '../detect/names.ts'
import type { Operator } from '../detect/operator.ts'
import { withPasswords } from '../detect/password-names.ts'
import { opensNothing } from './harmless.ts'
import type { Place } from './place.ts'
import { shapeOf } from './value-shape.ts'

export interface Candidate {
  name: string
  nameWords: string[]
  /** What kind of secret the name announces. */
  kind: NonNullable<NameVerdict> | 'none'
  value: string
  shape: string
  /** What joins name and value. */
  joint: Operator | 'setter' | 'builder' | 'stored'
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
  'hashed',
  'rules',
])

/** Without quotes these are types and constants. */
const RESERVED =
  /^(?:string|str|text|number|int|integer|long|bytes?|char|bool|boolean|object|any|void|null|nil|none|undefined|true|false|yes|no|optional|required|default|self|this|always|never|auto|on_create)[;?]?$/i

/** Undefined when there is nothing to judge: most assignments end here, so the cheap questions come first. */
export function candidateOf(bytes: Uint8Array, assignment: Assignment, place: Place): Candidate | undefined {
  const { nameStart, nameEnd, valueStart, valueEnd, operator, quote, joined } = assignment
  const length = valueEnd - valueStart
  if (length < SHORTEST || length > LONGEST) return undefined
  const mayBeCode = place.language === 'code' || place.language === 'other'
  if (mayBeCode && isExpression(bytes, assignment, place.language === 'code')) return undefined
  const name = latin1(bytes, nameStart, nameEnd)
  // The second argument of a login is the password, whatever it is called.
  const nameWords = withPasswords(operator === 'argument' ? [...words(name), 'password'] : words(name))
  if (!mayAnnounce(nameWords)) return undefined
  const value = behindName(joined ?? latin1(bytes, valueStart, valueEnd), nameWords)
  if (quote === 0 && RESERVED.test(value)) return undefined
  const shape = shapeOf(value)
  // A seed of random numbers, or any number of a program.
  if (shape === 'digits' && (nameWords.at(-1) === 'seed' || (quote === 0 && place.language === 'code')))
    return undefined
  if (NEVER.has(shape) || (shape === 'alnum-upper' && isPublicNkey(value))) return undefined
  const kind = kindOf(nameWords) ?? 'none'
  const joint = jointOf(operator, bytes, nameStart, name)
  const candidate: Candidate = {
    name,
    nameWords,
    kind,
    value,
    shape,
    joint,
    quote,
    place,
    bytes,
    nameStart,
    valueEnd,
  }
  return opensNothing(candidate) ? undefined : candidate
}

/** Behind the name there must be enough to tell whether it is random. */
const LEAST_BEHIND_NAME = 20
const SEPARATORS = '-_. :'

/** Of `RefreshToken: "RefreshToken.1234..."`: what is behind the name, when that is long. */
function behindName(value: string, nameWords: string[]): string {
  if (value.length < LEAST_BEHIND_NAME) return value
  let at = 0
  for (const word of nameWords) {
    if (SEPARATORS.includes(value[at]!)) at++
    if (value.slice(at, at + word.length).toLowerCase() !== word) return value
    at += word.length
  }
  const rest = value.slice(at + 1)
  return rest.length >= LEAST_BEHIND_NAME && SEPARATORS.includes(value[at]!) ? rest : value
}

const SETS = new Set('set with put use add'.split(' '))
/** Before a name and its quote: what stores the second text under the first. */
const STORES = /(?:set|put|setenv|define|option|setproperty|setitem|addproperty)[ \t]{0,2}\([ \t]{0,4}.$/i
const LONGEST_CALL = 24

/**
 * A call of `setPassword`, of a builder's `.password` and of `checkPassword` say different things, as `put("password", "x")`
 * and `["password", "x"]` do.
 */
function jointOf(operator: Operator, bytes: Uint8Array, nameStart: number, name: string): Candidate['joint'] {
  if (operator === 'call') {
    const [first = ''] = words(name.slice(name.lastIndexOf('.') + 1))
    if (SETS.has(first)) return 'setter'
    return name.startsWith('.') && tells(first) ? 'builder' : 'call'
  }
  if (operator !== 'comma') return operator
  return STORES.test(latin1(bytes, Math.max(0, nameStart - LONGEST_CALL), nameStart)) ? 'stored' : 'comma'
}
