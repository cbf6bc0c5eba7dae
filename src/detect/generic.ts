// Judges an assignment that no provider's rule knows: does the name announce a secret, and does the value look like one?
import type { Assignment } from './assignment.ts'
import { entropy } from './entropy.ts'
import { judgeName } from './names.ts'
import type { Confidence } from '../types.ts'

const SHORTEST_PASSWORD = 6
const SHORTEST_SECRET = 8
/** Bits a character; a random base62 text of 16 has about 3.6, English words 2.5 to 3.2. */
const RANDOM_ENTROPY = 3.4
const RANDOM_LENGTH = 16

/** Something that stands for a value: a variable, a call, a template, a path, a type. */
const REFERENCE =
  /^[$%@#&*<{([]|\$\{|\$\(|\{\{|<%|%\(|%[sdv@]|\{[\w.]*\}|^(?:process|os|env|config|settings|self|this|args|opts|options|params|request|req|ctx|secrets|var|local|data|module|Rails|ENV|System)[.[(]|::|\(\)|\);?$|\]$|^(?:https?|file|ssh|git|ftp|s3|arn|urn|mailto|data|vault|op|ref):|^[./~]|\\[.$(]|=>|->|\.\.\./
const CODE = /^(?:[a-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)+|[A-Za-z_$][\w$.]*\(.*|[A-Z]\w*<.*)$/
const LITERALS = new Set(
  'true false null nil none undefined string str number int integer boolean bool object any void bytes varchar text required optional default disabled enabled unset empty yes no on off'.split(
    ' ',
  ),
)
const NOT_SECRET_SHAPES = [
  /^\d{1,12}$/,
  /^[\d.,:/-]+$/,
  /^\d{4}-\d\d-\d\dT/,
  /^(?:sha\d{1,3}|md5)[-:]/i,
  /^#?[0-9a-f]{3,8}$/i,
  /^[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/,
  /^[A-Za-z]+(?:\/[\w.*+-]+)+$/,
  // Structure that a quote cut off.
  /[{[(]$/,
]

/** @returns undefined when it is no secret. */
export function judgeAssignment(
  name: string,
  value: string,
  { operator, quote }: Pick<Assignment, 'operator' | 'quote'>,
): { confidence: Confidence; reasons: string[] } | undefined {
  const kind = judgeName(name)
  if (!kind) return undefined
  if (value.length < (kind === 'password' ? SHORTEST_PASSWORD : SHORTEST_SECRET) || value.length > 512) return undefined
  if (REFERENCE.test(value) || LITERALS.has(value.toLowerCase())) return undefined
  if (quote === 0 && (CODE.test(value) || /[()[\]{}?]/.test(value) || operator === 'compare')) return undefined
  if (NOT_SECRET_SHAPES.some((shape) => shape.test(value))) return undefined
  if (/\s/.test(value) && (kind !== 'password' || value.split(/\s+/).length > 3)) return undefined

  // Code compares with names of states far more often than with secrets.
  if (operator === 'compare' && !/\d/.test(value)) return undefined
  const wordy = isWordy(value)
  const bits = entropy(value)
  const random = value.length >= RANDOM_LENGTH && bits >= (/^[0-9a-f-]+$/i.test(value) ? 3 : RANDOM_ENTROPY) && !wordy
  const reasons = [`"${name}" names a ${kind === 'key' ? 'secret key' : kind}`]
  if (random)
    return {
      confidence: 'medium',
      reasons: [...reasons, `its value looks random (${bits.toFixed(1)} bits a character)`],
    }
  // A bare word of code is a variable; a quoted one may be a password.
  if (quote === 0 && wordy && operator !== 'assign' && operator !== 'colon') return undefined
  if (kind !== 'password' && wordy) return undefined
  if (
    wordy &&
    value
      .toLowerCase()
      .replace(/[^a-z]/g, '')
      .includes('password')
  )
    return undefined
  const mixed = /\d/.test(value) && /[A-Za-z]/.test(value)
  return {
    confidence: mixed && value.length >= 8 && quote !== 0 ? 'medium' : 'low',
    reasons: [...reasons, 'its value is short or wordy'],
  }
}

/** Names of things, with nothing random in them: `access-token`, `SECRET_KEY`, `userPassword`, `Enter your password!`. */
function isWordy(value: string): boolean {
  if (!/^[A-Za-z]+(?:[-_. :/@][A-Za-z]+){0,11}[-_.:!?]?$/.test(value)) return false
  // Random letters change case every second or third time, words do not.
  const humps = value.match(/[A-Z]?[a-z]+|[A-Z]+/g) ?? []
  return humps.length <= Math.max(1, value.length / 3)
}
