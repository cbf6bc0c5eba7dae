// Reads `name = value` around a word, in the grammars that configuration, code and shells share. Bytes in, positions out.
import { BRACKET, CLOSE_BRACKET, CLOSE_PAREN, COLON, COMMA, DASH, PAREN, PIPE, PLUS, STAR } from './ascii.ts'
import { assertedText } from './asserted.ts'
import { NAME, NEWLINE, setOf } from './bytes.ts'
import { settingOf } from './constant.ts'
import type { Setting } from './constant.ts'
import { cellsBelow } from './csv.ts'
import { isCell, readOperator } from './operator.ts'
import { isQuote, quoteAt, TYPOGRAPHIC } from './quotes.ts'
import { withDefault } from './reference.ts'
import { skipPadding } from './table.ts'
import { valueInTuple } from './tuple.ts'
import { isBlank, readValue, skipBlanks, skipBlanksBack } from './value.ts'
import type { Value } from './value.ts'

/** Positions in bytes, end exclusive. */
export interface Assignment extends Value {
  /** In an assertion the value may stand first. */
  nameStart: number
  nameEnd: number
}

const LONGEST_NAME = 80
const LONGEST_GAP = 24

/** What may stand behind a name that is given a value. */
const BEHIND_NAME = setOf('=:?!|+-(,><\r\n \t"\'`\\&*])[{').fill(1, TYPOGRAPHIC, TYPOGRAPHIC + 1)
const OPERATORS = setOf('=:?!|+-(,><{\r\n')

/**
 * The assignment whose name holds the word at `start`..`end`, or undefined when the word names nothing.
 * A word may end with the parenthesis of a call: `login(`.
 * Understands quoted names, types (`password: string = "x"`), comparisons, setters (`setPassword("x")`), pairs
 * (`"password", "x"`), tags (`<password>x</password>`, `name="password" value="x"`), flags (`--password x`) and a quoted value on the next line.
 */
export function readAssignment(bytes: Uint8Array, start: number, end: number): Assignment | undefined {
  if (bytes[end - 1] === PAREN) return readAssignment(bytes, start, end - 1)
  const most = Math.min(bytes.length, end + LONGEST_NAME)
  let nameEnd = end
  while (nameEnd < most && NAME[bytes[nameEnd]!]) nameEnd++
  // Most words are prose, or code in which nothing is assigned.
  if (nameEnd === bytes.length || !BEHIND_NAME[bytes[nameEnd]!]) return undefined
  const least = Math.max(0, start - LONGEST_NAME)
  let nameStart = start
  while (nameStart > least && NAME[bytes[nameStart - 1]!]) nameStart--

  const cell = cellsBelow(bytes, nameStart, 1)?.[0]
  if (cell) return { nameStart, nameEnd, ...cell, operator: 'csv' }

  let at = nameEnd
  const closing = quoteAt(bytes, at)
  at += closing?.length ?? 0
  const nameQuoted = isQuote(bytes[nameStart - 1]) || (closing !== undefined && closing.byte !== bytes[nameEnd])
  const apart = nameQuoted ? undefined : textApart(bytes, nameStart, nameEnd)
  if (apart) {
    const value = readValue(bytes, apart.text, 'assign')
    return value && { nameStart, nameEnd: apart.nameEnd, ...withDefault(bytes, value) }
  }
  // **password**: x
  while (bytes[at] === STAR && at - nameEnd < 3) at++
  // let(:password) { "x" }
  const symbol = bytes[nameStart - 1] === COLON && bytes[nameStart - 2] === PAREN
  if (!nameQuoted && isSubscript(bytes, nameStart, at)) return undefined
  if (bytes[at] === CLOSE_BRACKET || (bytes[at] === CLOSE_PAREN && (nameQuoted || symbol))) at++
  at = skipIndex(bytes, at)
  const gap = at
  at = skipBlanks(bytes, at)
  if (isBlank(bytes[at]) && bytes[skipPadding(bytes, at)] === PIPE) at = skipPadding(bytes, at)
  // Most words are prose, or code in which nothing is assigned.
  const spaced = at > gap
  if (!OPERATORS[bytes[at]!] && !spaced && !nameQuoted) return undefined

  const operator = readOperator(bytes, at, nameStart, nameQuoted, spaced)
  if (!operator) return undefined
  const value = readValue(bytes, operator.end, operator.kind)
  if (value && operator.kind === 'comma' && !isPair(bytes, nameStart, value.valueEnd)) return undefined
  if (value && isCell(operator.kind) && !endsCell(bytes, value.valueEnd)) return undefined
  return value && { nameStart: operator.from ?? nameStart, nameEnd, ...withDefault(bytes, value) }
}

/** Where no operator joins them: among several, in an assertion, stored under a constant. */
function textApart(bytes: Uint8Array, nameStart: number, nameEnd: number): Setting | undefined {
  const text = valueInTuple(bytes, nameStart, nameEnd) ?? assertedText(bytes, nameStart, nameEnd)
  return text === undefined ? settingOf(bytes, nameStart, nameEnd) : { nameEnd, text }
}

/** `ids[token] = "x"`: the name is the list's. Without blanks it is one of a form or a shell, `user[password]=x`. */
const isSubscript = (bytes: Uint8Array, nameStart: number, end: number): boolean =>
  bytes[nameStart - 1] === BRACKET &&
  NAME[bytes[nameStart - 2] ?? NEWLINE] === 1 &&
  bytes[end] === CLOSE_BRACKET &&
  isBlank(bytes[end + 1])

/** `char token[] = "x"`, `char token[LENGTH + 1] = "x"`, `tokens[0] = "x"`. */
function skipIndex(bytes: Uint8Array, from: number): number {
  if (bytes[from] !== BRACKET) return from
  let at = from + 1
  while (at - from < LONGEST_GAP && (NAME[bytes[at]!] || isBlank(bytes[at]) || bytes[at] === PLUS)) at++
  return bytes[at] === CLOSE_BRACKET ? at + 1 : from
}

/** `("password", "x")`, and not two of a list's many strings. */
function isPair(bytes: Uint8Array, nameStart: number, valueEnd: number): boolean {
  // A list of a command's words.
  if (bytes[nameStart] === DASH) return true
  const before = skipBlanksBack(bytes, nameStart - 2)
  const after = skipBlanks(bytes, valueEnd + 1)
  if (!'([{'.includes(String.fromCharCode(bytes[before] ?? 0))) return false
  return bytes[after] !== COMMA || !isQuote(bytes[skipBlanks(bytes, after + 1)])
}

export const endsCell = (bytes: Uint8Array, valueEnd: number): boolean =>
  bytes[skipBlanks(bytes, isQuote(bytes[valueEnd]) ? valueEnd + 1 : valueEnd)] === PIPE
