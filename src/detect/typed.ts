// A type between a name and its value, and a value in a body: `x: Option<&str> = "x"`, `x string = "x"`, `x { "x" }`.
import {
  AMPERSAND,
  BRACE,
  BRACKET,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  CLOSE_PAREN,
  COLON,
  COMMA,
  EQUALS,
  GREATER,
  LESS,
  PAREN,
  PIPE,
  QUESTION,
  SEMICOLON,
  STAR,
} from './ascii.ts'
import { NAME, NEWLINE, setOf } from './bytes.ts'
import { memberOf } from './element.ts'
import { isQuote, SINGLE, startsWith, TICK } from './quotes.ts'
import { beginsString, isBlank, skipBlanks, skipSpace, stringAt } from './value.ts'

const LONGEST_TYPE = 64
const ENDS_TEXT = setOf(',;)}]\r\n')
/** Of what stands behind a plain name: most words are told by their first letter to be none. */
const TYPE_BEGINS = setOf('bgsS[APvVnN')
const PLAIN_TYPES = ['string', 'String', '[]byte', 'As String', 'PROGMEM', 'varchar', 'VARCHAR', 'nvarchar', 'NVARCHAR']

/** `: Option<&'static str> = "x"`: behind the operator. @param from behind the colon */
export function behindType(bytes: Uint8Array, from: number): number | undefined {
  const begin = skipBlanks(bytes, from)
  const end = skipType(bytes, begin)
  if (end === undefined || end === begin) return undefined
  const at = skipBlanks(bytes, end)
  if (bytes[at] === EQUALS) return behindEquals(bytes, at)
  // var x: String { "x" }, val x: String by lazy { "x" }
  return bytes[at] === BRACE ? inBody(bytes, at) : undefined
}

/** No comparison and no arrow; nor the padding of base64, behind which a line or a text ends. */
function behindEquals(bytes: Uint8Array, equals: number): number | undefined {
  const next = bytes[equals + 1]
  if (next === EQUALS || next === GREATER) return undefined
  if (isBlank(bytes[equals - 1])) return equals + 1
  const ends = ENDS_TEXT[bytes[isQuote(next) ? equals + 2 : equals + 1] ?? NEWLINE]
  return ends ? undefined : equals + 1
}

/** Words, what they are made with (`<>`, `[]`), and `|` between them. A second word needs a first that is none alone. */
function skipType(bytes: Uint8Array, from: number): number | undefined {
  let depth = 0
  let at = from
  for (const most = from + LONGEST_TYPE; at < most; at++) {
    const byte = bytes[at]!
    const before = bytes[at - 1]
    if (NAME[byte]) {
      if (isBlank(before) && at > from && depth === 0 && !continuesType(bytes, from, at)) return undefined
    } else if (byte === LESS || byte === BRACKET) depth++
    else if ((byte === GREATER || byte === CLOSE_BRACKET) && depth > 0) depth--
    else if (byte === QUESTION) {
      if (NAME[bytes[at + 1]!]) return undefined
    } else if (byte === AMPERSAND) {
      if (NAME[before!]) return undefined
    } else if (byte === SINGLE) {
      // A lifetime, and no string.
      if (before !== AMPERSAND && before !== LESS) return undefined
    } else if (isBlank(byte)) {
      const next = skipBlanks(bytes, at)
      if (bytes[next] === EQUALS || bytes[next] === BRACE) return at
    } else if (byte !== PIPE && byte !== STAR && (byte !== COMMA || depth === 0)) return depth === 0 ? at : undefined
  }
  return undefined
}

/** `string | undefined`, `&'static str`, `readonly string`, `String by lazy`. */
function continuesType(bytes: Uint8Array, from: number, at: number): boolean {
  let last = at - 1
  while (last > from && isBlank(bytes[last])) last--
  if (bytes[last] === PIPE || bytes[from] === AMPERSAND || startsWith(bytes, from, 'readonly ')) return true
  return startsWith(bytes, at, 'by lazy {') || startsWith(bytes, at - 3, 'by lazy {')
}

/** `x string = "x"` of Go, `x As String = "x"` of Visual Basic, `x VARCHAR2(9) := 'x'` of SQL, `x by lazy { "x" }` and `x get() = "x"` of Kotlin. */
export function behindPlainType(bytes: Uint8Array, at: number): number | undefined {
  if (!TYPE_BEGINS[bytes[at]!]) return undefined
  if (startsWith(bytes, at, 'by lazy {')) return inBody(bytes, at + 8)
  if (startsWith(bytes, at, 'get() = ')) return at + 8
  const type = PLAIN_TYPES.find((text) => startsWith(bytes, at, text))
  if (type === undefined) return undefined
  let end = at + type.length
  // VARCHAR2(30)
  while (NAME[bytes[end]!] && end - at < LONGEST_TYPE) end++
  if (bytes[end] === PAREN) end = skipTo(bytes, end, CLOSE_PAREN)
  const equals = skipBlanks(bytes, end)
  if (bytes[equals] === COLON && bytes[equals + 1] === EQUALS) return equals + 2
  // ApiKey string `env:"API_KEY" envDefault:"x"`
  if (bytes[equals] === TICK) return memberOf(bytes, equals + 1)
  return bytes[equals] === EQUALS ? behindEquals(bytes, equals) : undefined
}

/** Behind the closing byte, or where it began. */
function skipTo(bytes: Uint8Array, from: number, close: number): number {
  const end = bytes.subarray(from, from + LONGEST_TYPE).indexOf(close)
  return end === -1 ? from : from + end + 1
}

/** `getX() { return "x" }`, `get x(): string { return "x" }`. @param at of the parenthesis */
export function behindCall(bytes: Uint8Array, at: number): number | undefined {
  if (bytes[at + 1] !== CLOSE_PAREN) return undefined
  const end = skipSpace(bytes, at + 2)
  return bytes[end] === COLON ? behindType(bytes, end + 1) : inBody(bytes, end)
}

/** Where the only string of a body in braces begins: `{ "x" }`, `{ return "x"; }`; or behind C#'s `{ get; set; } =`. */
export function inBody(bytes: Uint8Array, brace: number): number | undefined {
  if (bytes[brace] !== BRACE) return undefined
  const first = skipSpace(bytes, brace + 1)
  const at = startsWith(bytes, first, 'return ') ? skipBlanks(bytes, first + 7) : first
  if (startsWith(bytes, first, 'get;')) return behindProperty(bytes, first)
  const text = beginsString(bytes, at) ? stringAt(bytes, at, 'assign')?.value : undefined
  if (!text) return undefined
  const behind = skipSpace(bytes, text.valueEnd + 1)
  const end = bytes[behind] === SEMICOLON ? skipSpace(bytes, behind + 1) : behind
  return bytes[end] === CLOSE_BRACE ? at : undefined
}

/** `{ get; set; } = "x"` of C#. */
function behindProperty(bytes: Uint8Array, from: number): number | undefined {
  const equals = skipBlanks(bytes, skipTo(bytes, from, CLOSE_BRACE))
  return bytes[equals] === EQUALS ? behindEquals(bytes, equals) : undefined
}
