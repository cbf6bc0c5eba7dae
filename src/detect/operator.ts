// What stands between a name and its value: `=`, `:`, a parenthesis, a tag, a flag's blank ... Bytes in, positions out.
import {
  CAPITAL_V,
  COLON,
  COMMA,
  DASH,
  EQUALS,
  EXCLAMATION,
  GREATER,
  LESS,
  LOWER_E,
  LOWER_V,
  PAREN,
  PIPE,
  PLUS,
  QUESTION,
  SLASH,
  SPACE,
} from './ascii.ts'
import { latin1, NAME } from './bytes.ts'
import { isQuote, startsWith } from './quotes.ts'
import { columnBelow } from './table.ts'
import { readValue, skipBlanks, skipSpace } from './value.ts'

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
  | 'csv'
  | 'beside'
  | 'argument'

const LONGEST_TAG = 40
/** What holds a key, and what holds its value. */
const KEYS = ['name: ', 'key: ', 'Name: ', 'Key: ']
const DEFINITIONS = ['#define ', 'ENV ', 'setenv ']
const ATTRIBUTES = ['value', 'Value', 'content', 'default', 'stringValue']

export interface Found {
  kind: Operator
  end: number
  /** Where the name begins, if not with the word. */
  from?: number
}

/** @param spaced a blank stands between the name and `at` */
export function readOperator(
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
      return { kind: 'assign', end: next === GREATER ? at + 2 : at + 1 }
    case COLON:
      if (next === EQUALS) return { kind: 'assign', end: at + 2 }
      if (next === COLON)
        return next === COLON && bytes[at + 2] === EQUALS ? { kind: 'assign', end: at + 3 } : undefined
      return afterType(bytes, at + 1) ?? { kind: 'colon', end: at + 1 }
    case QUESTION:
      if (next === EQUALS) return { kind: 'assign', end: at + 2 }
      if (next === COLON) return afterType(bytes, at + 2) ?? { kind: 'colon', end: at + 2 }
      return undefined
    case EXCLAMATION:
      return next === EQUALS ? { kind: 'compare', end: bytes[at + 2] === EQUALS ? at + 3 : at + 2 } : undefined
    case PIPE:
      if (next !== PIPE) return inTable(bytes, at, nameStart)
      return bytes[at + 2] === EQUALS ? { kind: 'assign', end: at + 3 } : undefined
    case PLUS:
      return next === EQUALS ? { kind: 'assign', end: at + 2 } : undefined
    case DASH:
      return next === GREATER ? { kind: 'assign', end: at + 2 } : undefined
    case PAREN:
      if (spaced || nameQuoted) return undefined
      return secondArgument(bytes, nameStart, at) ?? { kind: 'call', end: at + 1 }
    case COMMA:
      if (!nameQuoted) return undefined
      return afterAttribute(bytes, at + 1, nameStart, true) ?? { kind: 'comma', end: at + 1 }
    case GREATER:
      return bytes[nameStart - 1] === LESS || nameQuoted ? { kind: 'tag', end: at + 1 } : undefined
    case LESS:
      if (next === DASH) return { kind: 'assign', end: at + 2 }
      return bytes[nameStart - 1] === GREATER && next === SLASH ? afterKeyTag(bytes, at) : undefined
    default:
      if (!nameQuoted && !isQuote(byte) && !isAnnounced(bytes, nameStart)) return undefined
      return (
        afterAttribute(bytes, at, nameStart, nameQuoted) ??
        afterFlag(bytes, at, nameStart, spaced) ??
        besideWord(bytes, at, nameStart, spaced)
      )
  }
}

/** May one of `KEYS` or `DEFINITIONS` stand before the name, or is it a flag? By a byte or two: most names end here. */
const isAnnounced = (bytes: Uint8Array, nameStart: number): boolean =>
  bytes[nameStart] === DASH ||
  (bytes[nameStart - 1] === SPACE &&
    (bytes[nameStart - 2] === COLON ||
      bytes[nameStart - 2] === LOWER_E ||
      bytes[nameStart - 2] === LOWER_V ||
      bytes[nameStart - 2] === CAPITAL_V))

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
  const end = open === undefined || bytes[open] !== LESS ? undefined : skipTag(bytes, open)
  return end === undefined || bytes[open! + 1] === SLASH ? undefined : { kind: 'tag', end }
}

function skipTag(bytes: Uint8Array, from: number): number | undefined {
  const end = bytes.subarray(from, from + LONGEST_TAG).indexOf(GREATER)
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
  const named = bytes[nameStart] === DASH || DEFINITIONS.some((word) => endsWith(bytes, nameStart, word))
  return named ? { kind: 'flag', end: at } : undefined
}

/** `WITH LOGIN PASSWORD 'x'`, `the password "x"`. */
function besideWord(bytes: Uint8Array, at: number, nameStart: number, spaced: boolean): Found | undefined {
  const alone = spaced && isQuote(bytes[at]) && /^password\s+$/i.test(latin1(bytes, nameStart, at))
  return alone ? { kind: 'beside', end: at } : undefined
}

const LOGIN = /(?:login|signin|authenticate|basicauth|passwordauthentication|passwordcredentials?)$/i

/** `login(user, "x")`, `ftp_login($connection, "user", "x")`. */
function secondArgument(bytes: Uint8Array, nameStart: number, paren: number): Found | undefined {
  const first = skipBlanks(bytes, paren + 1)
  const text = isQuote(bytes[first]) ? readValue(bytes, first, 'call') : undefined
  let at = text ? text.valueEnd + 1 : first
  if (!text) while (at - first < LONGEST_TAG && NAME[bytes[at]!]) at++
  at = skipBlanks(bytes, at)
  if (bytes[at] !== COMMA || !LOGIN.test(latin1(bytes, nameStart, paren))) return undefined
  const second = skipSpace(bytes, at + 1)
  // What stands first is no user then, but what is logged in to.
  return { kind: 'argument', end: (text ? undefined : textBehind(bytes, second)) ?? second }
}

/** Behind a text and a comma: where another text begins. */
function textBehind(bytes: Uint8Array, from: number): number | undefined {
  const text = isQuote(bytes[from]) ? readValue(bytes, from, 'call') : undefined
  const comma = text ? skipBlanks(bytes, text.valueEnd + 1) : from
  const next = skipSpace(bytes, comma + 1)
  return text && bytes[comma] === COMMA && isQuote(bytes[next]) ? next : undefined
}

export const isCell = (kind: Operator): boolean => kind === 'cell' || kind === 'column'

function inTable(bytes: Uint8Array, pipe: number, nameStart: number): Found | undefined {
  const column = columnBelow(bytes, nameStart)
  if (column) return { kind: 'column', end: column.cells[0]!, from: column.head }
  return beginsCell(bytes, nameStart) ? { kind: 'cell', end: pipe + 1 } : undefined
}

/** A row of a Markdown table: `| password | x |`. */
const beginsCell = (bytes: Uint8Array, nameStart: number): boolean =>
  /(?:^|\n)\s*\|(?:[^|\n]*\|)?[ \t*`]*$/.test(latin1(bytes, Math.max(0, nameStart - LONGEST_TAG), nameStart))

const endsWith = (bytes: Uint8Array, end: number, word: string): boolean => startsWith(bytes, end - word.length, word)
