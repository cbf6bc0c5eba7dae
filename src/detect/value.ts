// Reads the value of an assignment: quoted, bare, the first of a list, or the text within a call.
import { AMPERSAND, BRACKET, COLON, DASH, EQUALS, LESS, PAREN, RETURN, SPACE, STOP } from './ascii.ts'
import { latin1, NAME, NEWLINE, setOf } from './bytes.ts'
import type { Operator } from './operator.ts'
import { unwrapped } from './argument.ts'
import { readBlock } from './block.ts'
import { fallbackOf } from './fallback.ts'
import { withPieces } from './joined.ts'
import { BACKSLASH, backslashes, isQuote, quoteAt, startsWith, TICK, TYPOGRAPHIC } from './quotes.ts'
import type { Quote } from './quotes.ts'

/** Longer quoted texts are no credentials that a name tells. */
export const LONGEST_VALUE = 2048
const LONGEST_GAP = 24
/** `Buffer.from(`, `[]byte(`, `new SecretKeySpec(`. */
const LONGEST_CALLEE = 48
const DEEPEST_CALL = 3
const BEFORE_ARGUMENT = ['default=', '|| ']
/** Calls whose text is a name, and not the value: `getenv("X")`, `config.get("x")`, `t("x")`. */
const READS =
  /(?:^|[.:_])(?:get\w{0,24}|env\w{0,16}|t|tr|_|translate|gettext|prompt\w{0,16}|input|lookup|find\w{0,16}|query\w{0,16}|run\w{0,16}|url|params?|toString|require|import|join|format|fetch|hiera|var|prop|property|config|inject|value|Value)$/

const code = (char: string): number => char.charCodeAt(0)

/** Positions in bytes, end exclusive. */
export interface Value {
  valueStart: number
  valueEnd: number
  /** The quote's byte, 0 for a bare value. */
  quote: number
  operator: Operator
  /** The text, where it stands in pieces. */
  joined?: string
}

export const isBlank = (byte: number | undefined): boolean => byte === SPACE || byte === 9

export function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from
  while (at - from < LONGEST_GAP && isBlank(bytes[at])) at++
  return at
}

/** Backwards. */
export function skipBlanksBack(bytes: Uint8Array, from: number): number {
  let at = from
  while (from - at < LONGEST_GAP && isBlank(bytes[at])) at--
  return at
}

/** Over the end of a line too. */
export function skipSpace(bytes: Uint8Array, from: number): number {
  let at = from
  while (at - from < 2 * LONGEST_GAP && (isBlank(bytes[at]) || bytes[at] === RETURN || bytes[at] === NEWLINE)) at++
  return at
}

/** The same backwards. */
export function skipSpaceBack(bytes: Uint8Array, from: number): number {
  let at = from
  while (from - at < 2 * LONGEST_GAP && (isBlank(bytes[at]) || bytes[at] === RETURN || bytes[at] === NEWLINE)) at--
  return at
}

/** Bytes that end a value without quotes. */
const BARE_END = setOf('"\'`,;<>\\').fill(1, 0, 33)

export function readValue(bytes: Uint8Array, from: number, operator: Operator): Value | undefined {
  let at = skipBlanks(bytes, from)
  // A quoted value may stand on the next line: `password:\n  "x"`, `password = \`.
  if (bytes[at] === BACKSLASH && (bytes[at + 1] === NEWLINE || bytes[at + 1] === RETURN)) at++
  if (bytes[at] === RETURN) at++
  if (bytes[at] === NEWLINE) {
    const below = skipBlanks(bytes, at + 1)
    if (operator === 'colon' && bytes[below] === DASH && isBlank(bytes[below + 1])) return itemAt(bytes, below)
    if (!isQuote(bytes[below])) return undefined
    at = below
  }
  // password = ("a"\n  "b"), $(cat <<EOF
  if (bytes[at] === PAREN && isQuote(bytes[skipSpace(bytes, at + 1)])) at = skipSpace(bytes, at + 1)
  const block = readBlock(bytes, startsWith(bytes, at, '$(cat ') ? at + 6 : at, operator)
  if (block) return block
  const text = stringAt(bytes, at, operator)
  if (text) return text.value
  if (bytes[at] === BRACKET) {
    const first = stringAt(bytes, skipSpace(bytes, at + 1), 'list')
    if (first) return first.value
  }
  if (operator === 'comma') return undefined
  if (operator === 'call' || operator === 'argument') {
    const inner = unwrapped(bytes, at)
    return inner > at ? stringAt(bytes, inner, operator)?.value : undefined
  }
  // const getPassword = () => "x"
  const returned = startsWith(bytes, at, '() => ') ? stringAt(bytes, at + 6, operator) : undefined
  if (returned) return returned.value
  // What is asked for with a text is no value: Environment.GetEnvironmentVariable("X") ?? "x".
  const fallback = operator === 'assign' || operator === 'colon' ? fallbackOf(bytes, at) : undefined
  const instead = fallback === undefined ? undefined : stringAt(bytes, fallback, 'assign')
  return instead?.value ?? insideCall(bytes, at) ?? bare(bytes, at, operator)
}

/** b"x", r'x', @"x", $"x", L"x", N'x', E'x': where the quote is. */
const behindPrefix = (bytes: Uint8Array, from: number): number =>
  isQuote(bytes[from + 1]) && 'bBrRuUfFlLNE@$'.includes(String.fromCharCode(bytes[from]!)) ? from + 1 : from

export const beginsString = (bytes: Uint8Array, at: number): boolean =>
  quoteAt(bytes, behindPrefix(bytes, at)) !== undefined

/** Undefined when no string begins there; without a value when it never ends. */
export function stringAt(
  bytes: Uint8Array,
  from: number,
  operator: Operator,
): { value: Value | undefined } | undefined {
  const at = behindPrefix(bytes, from)
  const quote = quoteAt(bytes, at)
  if (!quote) return undefined
  const value = quoted(bytes, at, quote, operator)
  const whole = quote.length === 1 && value && operator !== 'list' && operator !== 'comma'
  return { value: whole ? withPieces(bytes, value, (next) => pieceAt(bytes, next, operator)) : value }
}

/** One more string; pieces have the same prefixes. */
function pieceAt(bytes: Uint8Array, from: number, operator: Operator): Value | undefined {
  const at = isQuote(bytes[from]) ? from : from + 1
  const quote = quoteAt(bytes, at)
  return quote?.length === 1 ? quoted(bytes, at, quote, operator) : undefined
}

/** The element of a list behind its opening bracket, its comma or its dash: quoted, or in YAML bare. */
export function itemAt(bytes: Uint8Array, from: number): Value | undefined {
  const dash = bytes[from] === DASH
  const at = skipBlanks(bytes, dash ? from + 1 : from)
  const text = stringAt(bytes, at, 'list')
  if (text) return text.value
  return dash ? bare(bytes, at, 'list') : undefined
}

function quoted(bytes: Uint8Array, start: number, quote: Quote, operator: Operator): Value | undefined {
  const open = start + quote.length
  const plain = quote.length === 1
  // Three quotes open a longer text.
  const triple = plain && bytes[open] === quote.byte && bytes[open + 1] === quote.byte
  const valueStart = triple ? open + 2 : open
  const most = Math.min(bytes.length, valueStart + LONGEST_VALUE)
  const end = (valueEnd: number): Value => ({ valueStart, valueEnd, quote: quote.byte, operator })
  for (let at = valueStart; at < most; at++) {
    const byte = bytes[at]!
    if (byte === NEWLINE && !triple && quote.byte !== TICK) return undefined
    if (byte === BACKSLASH) {
      const run = backslashes(bytes, at)
      if (!plain && run === quote.length - 1 && bytes[at + run] === quote.byte) return end(at)
      // Of a plain string: what is escaped. Of an escaped one: the quote of a text within it.
      at += plain ? 1 : run
    } else if (plain) {
      if (byte === quote.byte && (!triple || (bytes[at + 1] === byte && bytes[at + 2] === byte))) return end(at)
    } else if ((byte === AMPERSAND || byte === TYPOGRAPHIC) && quoteAt(bytes, at)?.byte === quote.byte) return end(at)
  }
  return undefined
}

/** `Buffer.from("x", "hex")`, `[]byte("x")`, `new Key(decode("x"))`, `new TextEncoder().encode("x")`: the first string of the arguments. */
function insideCall(bytes: Uint8Array, from: number): Value | undefined {
  let at = startsWith(bytes, from, 'new ') ? from + 4 : from
  const calls: [start: number, end: number][] = []
  while (calls.length < DEEPEST_CALL) {
    const begin = at
    while (at - begin < LONGEST_CALLEE && (NAME[bytes[at]!] || '[]:*'.includes(String.fromCharCode(bytes[at] ?? 0))))
      at++
    if (at === begin || bytes[at] !== PAREN) return undefined
    calls.push([begin, at])
    // new TextEncoder().encode("x"), and the argument on a line of its own
    const next = startsWith(bytes, at, '().') ? at + 3 : undefined
    at = next ?? skipSpace(bytes, at + 1)
    // Field(default="x"), Lazy::new(|| "x")
    for (const word of BEFORE_ARGUMENT) if (startsWith(bytes, at, word)) at += word.length
    const text = stringAt(bytes, at, 'inside call')
    // Most calls have no string: the expression is asked last.
    if (text) return calls.some(([start, end]) => READS.test(latin1(bytes, start, end))) ? undefined : text.value
  }
  return undefined
}

/** Nothing ends a bare value between these places: in `a=a=a=...` one begins at each name, and each would be read to its limit. */
const endless: { bytes: Uint8Array; start: number; end: number } = { bytes: new Uint8Array(), start: 0, end: 0 }

/** Other bytes may stand there now. */
export const forgetEndless = (): unknown => (endless.end = 0)

function bare(bytes: Uint8Array, valueStart: number, operator: Operator): Value | undefined {
  const most = Math.min(bytes.length, valueStart + LONGEST_VALUE)
  const isKnown = endless.bytes === bytes && endless.start <= valueStart && valueStart < endless.end
  let at = isKnown ? endless.end : valueStart
  while (at < most && !BARE_END[bytes[at]!] && !(bytes[at] === AMPERSAND && endsParameter(bytes, at))) at++
  if (at === most && most < bytes.length) {
    endless.start = isKnown ? endless.start : valueStart
    endless.end = most
    endless.bytes = bytes
    return undefined
  }
  const end = operator === 'tag' ? tagEnd(bytes, at) : withoutClosers(bytes, valueStart, at)
  if (end === undefined) return undefined
  return end > valueStart ? { valueStart, valueEnd: end, quote: 0, operator } : undefined
}

/** `</password>` or `]]>`, on a line of its own too. */
function tagEnd(bytes: Uint8Array, at: number): number | undefined {
  if (startsWith(bytes, at - 2, ']]>')) return at - 2
  const below = bytes[at] === NEWLINE || bytes[at] === RETURN ? skipSpace(bytes, at) : at
  return bytes[below] === LESS ? at : undefined
}

/** `&next=` of a URL, `&quot;` of a page. */
function endsParameter(bytes: Uint8Array, at: number): boolean {
  if (quoteAt(bytes, at) || startsWith(bytes, at, '&amp;') || startsWith(bytes, at, '&lt;')) return true
  let end = at + 1
  while (end - at < LONGEST_GAP && NAME[bytes[end]!]) end++
  return end > at + 1 && bytes[end] === EQUALS
}

const PAIRS: [open: number, close: number][] = ['()', '[]', '{}'].map((pair) => [code(pair[0]!), code(pair[1]!)])

function count(bytes: Uint8Array, byte: number): number {
  let sum = 0
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === byte) sum++
  return sum
}
const CLOSERS = 8

/** `x)` of an argument, `x}` of a default, `x).` of a sentence, `x):` of a function's head: what was opened before the value. */
function withoutClosers(bytes: Uint8Array, start: number, end: number): number {
  let at = end
  while (end - at < CLOSERS && at - 1 > start) {
    const stop = bytes[at - 1] === STOP || bytes[at - 1] === COLON ? 1 : 0
    const pair = PAIRS.find(([, close]) => close === bytes[at - 1 - stop])
    const text = bytes.subarray(start, at)
    if (!pair || count(text, pair[1]) <= count(text, pair[0])) return at
    at -= 1 + stop
  }
  return at
}
