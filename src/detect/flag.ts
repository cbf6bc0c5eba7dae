// A value with no more than a blank before it: `--password x` of a command, `#define PASSWORD "x"`, the password 'x' of a statement.
import { CAPITAL_V, COLON, DASH, LOWER_E, LOWER_V, LOWER_X, SPACE } from './ascii.ts'
import { ALNUM, latin1, NEWLINE } from './bytes.ts'
import type { Found } from './operator.ts'
import { isQuote, startsWith, TICK } from './quotes.ts'
import { skipBlanksBack } from './value.ts'

const DEFINITIONS = ['#define ', 'setenv ', 'SetEnv ', '(def ', 'setx ', 'set -x ', 'set -gx ', 'set -Ux ']

/** May a word for a key or one of `DEFINITIONS` stand before the name, or is it a flag? By a byte or two: most names end here. */
export const isAnnounced = (bytes: Uint8Array, nameStart: number): boolean =>
  bytes[nameStart] === DASH ||
  (bytes[nameStart - 1] === SPACE &&
    (bytes[nameStart - 2] === COLON ||
      bytes[nameStart - 2] === LOWER_E ||
      bytes[nameStart - 2] === LOWER_V ||
      bytes[nameStart - 2] === LOWER_X ||
      bytes[nameStart - 2] === CAPITAL_V))

/**
 * `--password x` (the single dash of `-pass` too), `#define PASSWORD "x"`, `ENV PASSWORD x`; no prose, in which a backtick or a
 * quote closes behind the flag: "the `--secret` flag".
 */
export function afterFlag(bytes: Uint8Array, at: number, nameStart: number, spaced: boolean): Found | undefined {
  if (!spaced) return undefined
  const closing = bytes[skipBlanksBack(bytes, at - 1)]
  if (closing === TICK) return undefined
  const isFlag = bytes[nameStart] === DASH
  if (isFlag && isQuote(closing) && !isQuote(bytes[at])) return undefined
  const named =
    isFlag ||
    DEFINITIONS.some((word) => startsWith(bytes, nameStart - word.length, word)) ||
    definesVariable(bytes, nameStart)
  return named ? { kind: 'flag', end: at } : undefined
}

/** Docker's instruction begins its line. */
const definesVariable = (bytes: Uint8Array, nameStart: number): boolean =>
  startsWith(bytes, nameStart - 4, 'ENV ') && !ALNUM[bytes[skipBlanksBack(bytes, nameStart - 5)] ?? NEWLINE]

/** `WITH LOGIN PASSWORD 'x'`, `the password "x"`. */
export function besideWord(bytes: Uint8Array, at: number, nameStart: number, spaced: boolean): Found | undefined {
  const alone = spaced && isQuote(bytes[at]) && /^password\s+$/i.test(latin1(bytes, nameStart, at))
  return alone ? { kind: 'beside', end: at } : undefined
}
