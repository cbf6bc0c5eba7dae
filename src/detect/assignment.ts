// Reads `name = value` around a word, in the grammars that configuration, code and shells share. Bytes in, positions out.
import { latin1, NAME } from './bytes.ts'
import { isQuote, quoteAt, startsWith } from './quotes.ts'
import { columnBelow, skipPadding } from './table.ts'
import { isBlank, readValue, skipBlanks, skipSpace } from './value.ts'
import type { Value } from './value.ts'

/** What stands between name and value. */
export type Operator =
  | 'assign'
  | 'colon'
  | 'call'
  | 'comma'
  | 'tag'
  | 'flag'
  | 'compare'
  | 'list'
  | 'inside call'
  | 'nested'
  | 'cell'
  | 'column'
  | 'beside'
  | 'argument'

/** Positions in bytes, end exclusive. */
export interface Assignment extends Value {
  nameStart: number
  nameEnd: number
}

const LONGEST_NAME = 80
const LONGEST_GAP = 24
const LONGEST_TAG = 40
/** What holds a key, and what holds its value. */
const KEYS = ['name: ', 'key: ', 'Name: ', 'Key: ']
const DEFINITIONS = ['#define ', 'ENV ', 'setenv ']
const ATTRIBUTES = ['value', 'Value', 'content', 'default', 'stringValue']
const code = (char: string): number => char.charCodeAt(0)
const EQUALS = code('=')
const COLON = code(':')
const PAREN = code('(')

const OPERATORS = Uint8Array.from({ length: 256 }, (_, byte) =>
  Number('=:?!|+-(,><\r\n'.includes(String.fromCharCode(byte))),
)

/**
 * The assignment whose name holds the word at `start`..`end`, or undefined when the word names nothing.
 * A word may end with the parenthesis of a call: `login(`.
 * Understands quoted names, types (`password: string = "x"`), comparisons, setters (`setPassword("x")`), pairs
 * (`"password", "x"`), tags (`<password>x</password>`, `name="password" value="x"`), flags (`--password x`) and a quoted value on the next line.
 */
export function readAssignment(bytes: Uint8Array, start: number, end: number): Assignment | undefined {
  if (bytes[end - 1] === PAREN) return readAssignment(bytes, start, end - 1)
  let nameStart = start
  while (nameStart > 0 && start - nameStart < LONGEST_NAME && NAME[bytes[nameStart - 1]!]) nameStart--
  let nameEnd = end
  while (nameEnd - end < LONGEST_NAME && NAME[bytes[nameEnd]!]) nameEnd++

  let at = nameEnd
  const closing = quoteAt(bytes, at)
  at += closing?.length ?? 0
  const nameQuoted = isQuote(bytes[nameStart - 1]) || (closing !== undefined && closing.byte !== bytes[nameEnd])
  // **password**: x
  while (bytes[at] === code('*') && at - nameEnd < 3) at++
  if (bytes[at] === code(']') || (bytes[at] === code(')') && nameQuoted)) at++
  // char token[] = "x"
  if (bytes[at] === code('[') && bytes[at + 1] === code(']')) at += 2
  const gap = at
  at = skipBlanks(bytes, at)
  if (isBlank(bytes[at]) && bytes[skipPadding(bytes, at)] === code('|')) at = skipPadding(bytes, at)
  // Most words are prose, or code in which nothing is assigned.
  const spaced = at > gap
  if (!OPERATORS[bytes[at]!] && !spaced && !nameQuoted) return undefined

  const operator = readOperator(bytes, at, nameStart, nameQuoted, spaced)
  if (!operator) return undefined
  const value = readValue(bytes, operator.end, operator.kind)
  if (value && operator.kind === 'comma' && !isPair(bytes, nameStart, value.valueEnd)) return undefined
  if (value && isCell(operator.kind) && !endsCell(bytes, value.valueEnd)) return undefined
  return value && { nameStart: operator.from ?? nameStart, nameEnd, ...value }
}

/** `("password", "x")`, and not two of a list's many strings. */
function isPair(bytes: Uint8Array, nameStart: number, valueEnd: number): boolean {
  // A list of a command's words.
  if (bytes[nameStart] === code('-')) return true
  let before = nameStart - 2
  while (nameStart - before < LONGEST_GAP && isBlank(bytes[before])) before--
  const after = skipBlanks(bytes, valueEnd + 1)
  if (!'([{'.includes(String.fromCharCode(bytes[before] ?? 0))) return false
  return bytes[after] !== code(',') || !isQuote(bytes[skipBlanks(bytes, after + 1)])
}

interface Found {
  kind: Operator
  end: number
  /** Where the name begins, if not with the word. */
  from?: number
}

function readOperator(
  bytes: Uint8Array,
  at: number,
  nameStart: number,
  nameQuoted: boolean,
  spaced: boolean,
): Found | undefined {
  const byte = bytes[at]
  const next = bytes[at + 1]
  switch (byte) {
    case EQUALS:
      if (next === EQUALS) return { kind: 'compare', end: bytes[at + 2] === EQUALS ? at + 3 : at + 2 }
      return { kind: 'assign', end: next === code('>') ? at + 2 : at + 1 }
    case COLON:
      if (next === EQUALS) return { kind: 'assign', end: at + 2 }
      if (next === COLON)
        return next === COLON && bytes[at + 2] === EQUALS ? { kind: 'assign', end: at + 3 } : undefined
      return afterType(bytes, at + 1) ?? { kind: 'colon', end: at + 1 }
    case code('?'):
      if (next === EQUALS) return { kind: 'assign', end: at + 2 }
      if (next === COLON) return afterType(bytes, at + 2) ?? { kind: 'colon', end: at + 2 }
      return undefined
    case code('!'):
      return next === EQUALS ? { kind: 'compare', end: bytes[at + 2] === EQUALS ? at + 3 : at + 2 } : undefined
    case code('|'):
      if (next !== code('|')) return inTable(bytes, at, nameStart)
      return bytes[at + 2] === EQUALS ? { kind: 'assign', end: at + 3 } : undefined
    case code('+'):
      return next === EQUALS ? { kind: 'assign', end: at + 2 } : undefined
    case code('-'):
      return next === code('>') ? { kind: 'assign', end: at + 2 } : undefined
    case code('('):
      if (spaced || nameQuoted) return undefined
      return secondArgument(bytes, nameStart, at) ?? { kind: 'call', end: at + 1 }
    case code(','):
      if (!nameQuoted) return undefined
      return afterAttribute(bytes, at + 1, nameStart, true) ?? { kind: 'comma', end: at + 1 }
    case code('>'):
      return bytes[nameStart - 1] === code('<') || nameQuoted ? { kind: 'tag', end: at + 1 } : undefined
    case code('<'):
      if (next === code('-')) return { kind: 'assign', end: at + 2 }
      return bytes[nameStart - 1] === code('>') && next === code('/') ? afterKeyTag(bytes, at) : undefined
    default:
      return (
        afterAttribute(bytes, at, nameStart, nameQuoted) ??
        afterFlag(bytes, at, nameStart, spaced) ??
        besideWord(bytes, at, nameStart, spaced)
      )
  }
}

/** `password: string = "x"`: the operator is behind the type. */
function afterType(bytes: Uint8Array, from: number): Found | undefined {
  let at = skipBlanks(bytes, from)
  const begin = at
  while (at - begin < 32 && NAME[bytes[at]!]) at++
  if (at === begin) return undefined
  at = skipBlanks(bytes, at)
  return bytes[at] === EQUALS && bytes[at + 1] !== EQUALS ? { kind: 'assign', end: at + 1 } : undefined
}

/** `<key>password</key> <string>x</string>`, `<name>password</name><value>x</value>`. */
function afterKeyTag(bytes: Uint8Array, from: number): Found | undefined {
  const closed = skipTag(bytes, from)
  const open = closed === undefined ? undefined : skipSpace(bytes, closed)
  const end = open === undefined || bytes[open] !== code('<') ? undefined : skipTag(bytes, open)
  return end === undefined || bytes[open! + 1] === code('/') ? undefined : { kind: 'tag', end }
}

function skipTag(bytes: Uint8Array, from: number): number | undefined {
  const end = bytes.subarray(from, from + LONGEST_TAG).indexOf(code('>'))
  return end === -1 ? undefined : from + end + 1
}

/**
 * `name="password" value="x"`, `{ name: "password", value: "x" }`, `{"name": "password", "value": "x"}`, on two lines too;
 * `name: PASSWORD` with `value: x` below it.
 */
function afterAttribute(bytes: Uint8Array, at: number, nameStart: number, nameQuoted: boolean): Found | undefined {
  if (!nameQuoted && !KEYS.some((word) => endsWith(bytes, nameStart, word))) return undefined
  const below = skipSpace(bytes, at)
  const start = isQuote(bytes[below]) ? below + 1 : below
  for (const word of ATTRIBUTES) {
    if (!startsWith(bytes, start, word)) continue
    const behind = start + word.length
    const end = skipBlanks(bytes, isQuote(bytes[behind]) ? behind + 1 : behind)
    if (bytes[end] === EQUALS || bytes[end] === COLON) return { kind: 'assign', end: end + 1 }
  }
  return undefined
}

/** `--password x` (the single dash of `-pass` too), `#define PASSWORD "x"`, `ENV PASSWORD x`. */
function afterFlag(bytes: Uint8Array, at: number, nameStart: number, spaced: boolean): Found | undefined {
  if (!spaced) return undefined
  const named = bytes[nameStart] === code('-') || DEFINITIONS.some((word) => endsWith(bytes, nameStart, word))
  return named ? { kind: 'flag', end: at } : undefined
}

/** `WITH LOGIN PASSWORD 'x'`, `the password "x"`. */
function besideWord(bytes: Uint8Array, at: number, nameStart: number, spaced: boolean): Found | undefined {
  const alone = spaced && isQuote(bytes[at]) && /^password\s+$/i.test(latin1(bytes, nameStart, at))
  return alone ? { kind: 'beside', end: at } : undefined
}

const LOGIN = /(?:login|signin|authenticate|basicauth|passwordauthentication|passwordcredentials?)$/i

/** `login(user, "x")`. */
function secondArgument(bytes: Uint8Array, nameStart: number, paren: number): Found | undefined {
  const first = skipBlanks(bytes, paren + 1)
  const text = isQuote(bytes[first]) ? readValue(bytes, first, 'call') : undefined
  let at = text ? text.valueEnd + 1 : first
  if (!text) while (at - first < LONGEST_TAG && NAME[bytes[at]!]) at++
  at = skipBlanks(bytes, at)
  if (bytes[at] !== code(',') || !LOGIN.test(latin1(bytes, nameStart, paren))) return undefined
  return { kind: 'argument', end: skipSpace(bytes, at + 1) }
}

const isCell = (kind: Operator): boolean => kind === 'cell' || kind === 'column'

function inTable(bytes: Uint8Array, pipe: number, nameStart: number): Found | undefined {
  const column = columnBelow(bytes, nameStart)
  if (column) return { kind: 'column', end: column.cells[0]!, from: column.head }
  return beginsCell(bytes, nameStart) ? { kind: 'cell', end: pipe + 1 } : undefined
}

/** A row of a Markdown table: `| password | x |`. */
const beginsCell = (bytes: Uint8Array, nameStart: number): boolean =>
  /(?:^|\n)\s*\|(?:[^|\n]*\|)?[ \t*`]*$/.test(latin1(bytes, Math.max(0, nameStart - LONGEST_TAG), nameStart))

export const endsCell = (bytes: Uint8Array, valueEnd: number): boolean =>
  bytes[skipBlanks(bytes, isQuote(bytes[valueEnd]) ? valueEnd + 1 : valueEnd)] === code('|')

const endsWith = (bytes: Uint8Array, end: number, word: string): boolean => startsWith(bytes, end - word.length, word)
