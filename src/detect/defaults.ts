// The default beside a quoted name among a call's arguments: `getenv("X", "x")`, `flag.String("x", "y", "usage")`.
import { AMPERSAND, COMMA, PAREN } from './ascii.ts'
import { latin1, NAME } from './bytes.ts'
import { READS_ENV, skipString } from './fallback.ts'
import { isQuote } from './quotes.ts'
import { beginsString, isBlank, skipSpace } from './value.ts'

const LONGEST_CALLEE = 24
const LONGEST_GAP = 24
const LONGEST_TARGET = 60

/** Flags of Go: https://pkg.go.dev/flag#String. With `Var` the target comes first, with `P` the flag's letter stands before the default. */
const FLAG = /\.String(?:Var)?P?$/

/** @param comma behind the name @returns where the default's text begins */
export function defaultBehind(bytes: Uint8Array, comma: number, nameStart: number): number | undefined {
  const paren = openingOf(bytes, nameStart - 2)
  if (paren === undefined) return undefined
  const callee = latin1(bytes, Math.max(0, paren - LONGEST_CALLEE), paren)
  if (!READS_ENV.test(callee) && !FLAG.test(callee)) return undefined
  const second = skipSpace(bytes, comma + 1)
  const letter = callee.endsWith('P') && isQuote(bytes[second]) ? skipString(bytes, second) : undefined
  const text = letter === undefined ? second : skipSpace(bytes, letter + 1)
  return beginsString(bytes, text) ? text : undefined
}

/** The parenthesis of the call; `&target,` may stand between. @param from before the quote of the name */
function openingOf(bytes: Uint8Array, from: number): number | undefined {
  let at = from
  while (from - at < LONGEST_GAP && isBlank(bytes[at])) at--
  if (bytes[at] === COMMA) {
    const least = --at - LONGEST_TARGET
    while (at > least && (NAME[bytes[at]!] || bytes[at] === AMPERSAND)) at--
  }
  return bytes[at] === PAREN ? at : undefined
}
