// A string in several pieces: `"abc" + "def"`, `'a' . 'b'`, `"a" "b"` of C and Python, and lines that a backslash joins.
import { latin1, NEWLINE } from './bytes.ts'
import { BACKSLASH, isQuote, quoteAt, startsWith } from './quotes.ts'
import type { Value } from './value.ts'
import { LONGEST_VALUE, skipBlanks, skipSpace } from './value.ts'

const MOST_PIECES = 32
const code = (char: string): number => char.charCodeAt(0)
const RETURN = code('\r')
const EQUALS = code('=')
const COLON = code(':')

/** Behind a string and before the next one: C and Python need nothing, VB has `&`, Lua `..`, SQL and Haskell `||` and `++`. */
const OPERATORS = ['++', '+', '..', '.', '||', '&', '<>', '~', '_']

/**
 * The value with all its pieces, from the first to the last, and the text that they are together.
 * @param value of a quoted string @param read reads the string that begins at a position
 */
export function withPieces(bytes: Uint8Array, value: Value, read: (at: number) => Value | undefined): Value {
  const pieces = [value]
  // In a shell the next string is a word of its own: password="x" "y".
  const alone = bytes[value.valueStart - 2] === EQUALS
  for (let last = value; pieces.length < MOST_PIECES; pieces.push(last)) {
    const start = nextPiece(bytes, last, alone)
    const next = start === undefined ? undefined : read(start)
    if (!next || next.valueEnd - value.valueStart > LONGEST_VALUE || isName(bytes, next)) break
    last = next
  }
  const { valueEnd } = pieces.at(-1)!
  const text = pieces.map((piece) => latin1(bytes, piece.valueStart, piece.valueEnd)).join('')
  const joined = text.replace(/\\\r?\n[ \t]*/g, '')
  return pieces.length === 1 && joined === text ? value : { ...value, valueEnd, joined }
}

/** Where the next string may begin; without an operator only one of the same quote is a piece. */
function nextPiece(bytes: Uint8Array, { valueEnd, quote }: Value, alone: boolean): number | undefined {
  const closing = quoteAt(bytes, valueEnd)
  if (!closing || closing.length > 1) return undefined
  const behind = valueEnd + closing.length
  const at = skipJoint(bytes, behind)
  for (const operator of OPERATORS) {
    if (!startsWith(bytes, at, operator)) continue
    const start = skipJoint(bytes, at + operator.length)
    return isString(bytes, start) ? start : undefined
  }
  return !alone && at > behind && bytes[at] === quote ? at : undefined
}

/** Over blanks, the end of a line, and the backslash before it. */
function skipJoint(bytes: Uint8Array, from: number): number {
  const at = skipBlanks(bytes, from)
  const escaped = bytes[at] === BACKSLASH && (bytes[at + 1] === NEWLINE || bytes[at + 1] === RETURN)
  return skipSpace(bytes, escaped ? at + 1 : at)
}

const isString = (bytes: Uint8Array, at: number): boolean => isQuote(bytes[at]) || isQuote(bytes[at + 1])

/** `"a": 1` below `password: "x"` is the next name. */
function isName(bytes: Uint8Array, { valueEnd }: Value): boolean {
  const at = skipBlanks(bytes, valueEnd + 1)
  return bytes[at] === COLON || bytes[at] === EQUALS
}
