// Tells from its bytes, before any text is made of it, that a value without quotes is code: a name, a member, a call.
import { setOf } from './bytes.ts'
import { BACKSLASH, isQuote } from './quotes.ts'
import type { Value } from './value.ts'

/** Letters, and what joins names in code. */
const PLAIN = 1
/** Behind a name these make an expression of it: `f(x)`, `a[0]`, `a&&b`, `a?b:c`. */
const OPERATOR = 2

const CLASSES = setOf('_$.:>-').fill(PLAIN, 65, 91).fill(PLAIN, 97, 123)
for (const char of '()[]{}&|?=*+;!') CLASSES[char.charCodeAt(0)] = OPERATOR

/**
 * Two names and what joins them; a password that looks like that has no digit and no other sign.
 * @param alone a single name is an expression too: in code it is, in settings it may be a password
 */
export function isExpression(bytes: Uint8Array, { valueStart, valueEnd, quote }: Value, alone: boolean): boolean {
  if (quote === 0 && isPattern(bytes, valueStart)) return true
  // A quote, or an escaped one or an escaped end of the line, closes a text that the assignment stands in: `"password=x"`.
  if (quote !== 0 || isQuote(bytes[valueEnd]) || bytes[valueEnd] === BACKSLASH) return false
  for (let at = valueStart; at < valueEnd; at++) {
    const kind = CLASSES[bytes[at]!]!
    if (kind === 0) return false
    if (kind === OPERATOR) return alone || at > valueStart
  }
  return alone
}

/** The beginning of an expression that is matched with: `/^`, `/[`, `/(`. A path goes on with a name. */
const isPattern = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === '/'.charCodeAt(0) && '^[(\\'.includes(String.fromCharCode(bytes[at + 1] ?? 0))
