// The default beside a quoted name among a call's arguments: `getenv("X", "x")`, `flag.String("x", "y", "usage")`.
import { AMPERSAND, COMMA, PAREN } from './ascii.ts'
import { latin1, NAME } from './bytes.ts'
import { skipString } from './fallback.ts'
import { isQuote } from './quotes.ts'
import { beginsString, skipBlanksBack, skipSpace } from './value.ts'

const LONGEST_CALLEE = 24
const LONGEST_TARGET = 60

/** Flags of Go: https://pkg.go.dev/flag#String. With `Var` the target comes first, with `P` the flag's letter stands before the default. */
const FLAG = /\.String(?:Var)?P?$/

/** `os.getenv("X", "x")`, `props.getProperty("x", "y")`, `kwargs.pop("x", "y")`. */
const READS =
  /(?<!set|put)(?:env|envor|envordefault|env\.str|fetch|getordefault|getproperty|getstring|getvalue(?:<string>)?|\.get|\.pop)$/i

/** `buildConfigField("String", "API_KEY", "\\"x\\"")` of Android's builds: a text of Java in one of Groovy. */
const GRADLE = /(?:buildConfigField|resValue)[ (]{1,2}["']\w{1,10}["']$/

/** @param comma behind the name @returns where the default's text begins */
export function defaultBehind(bytes: Uint8Array, comma: number, nameStart: number): number | undefined {
  // ("x"), "y"
  if (!isQuote(bytes[comma - 1])) return undefined
  const before = skipBlanksBack(bytes, nameStart - 2)
  const target = bytes[before] === COMMA
  if (target && isQuote(bytes[before - 1]))
    return GRADLE.test(latin1(bytes, Math.max(0, before - LONGEST_TARGET), before))
      ? skipSpace(bytes, comma + 1) + 1
      : undefined
  const paren = target ? behindTarget(bytes, before - 1) : before
  if (bytes[paren] !== PAREN) return undefined
  const callee = latin1(bytes, Math.max(0, paren - LONGEST_CALLEE), paren)
  if (!FLAG.test(callee) && (target || !READS.test(callee))) return undefined
  const second = skipSpace(bytes, comma + 1)
  const letter = callee.endsWith('P') && isQuote(bytes[second]) ? skipString(bytes, second) : undefined
  const text = letter === undefined ? second : skipSpace(bytes, letter + 1)
  return beginsString(bytes, text) ? text : undefined
}

/** `(&target`, backwards. */
function behindTarget(bytes: Uint8Array, from: number): number {
  let at = from
  while (from - at < LONGEST_TARGET && (NAME[bytes[at]!] || bytes[at] === AMPERSAND)) at--
  return at
}
