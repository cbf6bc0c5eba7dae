// Reads `name = value` around a word, in the grammars that configuration, code and shells share. Bytes in, positions out.
import { NAME, NEWLINE } from './bytes.ts'

/** Positions in bytes, end exclusive. */
export interface Assignment {
  nameStart: number
  nameEnd: number
  valueStart: number
  valueEnd: number
  /** The quote's byte, 0 for a bare value. */
  quote: number
  operator: 'assign' | 'colon' | 'call' | 'comma' | 'tag' | 'flag' | 'compare'
}

const LONGEST_NAME = 80
const LONGEST_GAP = 24
/** Longer quoted texts are no credentials that a name tells. */
export const LONGEST_VALUE = 2048

const code = (char: string): number => char.charCodeAt(0)
const SPACE = code(' ')
const TAB = code('\t')
const RETURN = code('\r')
const BACKSLASH = code('\\')
const DOUBLE = code('"')
const SINGLE = code("'")
const TICK = code('`')
const EQUALS = code('=')
const COLON = code(':')
const isQuote = (byte: number | undefined): boolean => byte === DOUBLE || byte === SINGLE || byte === TICK
const isBlank = (byte: number | undefined): boolean => byte === SPACE || byte === TAB

/** Bytes that end a value without quotes. */
const BARE_END = Uint8Array.from({ length: 256 }, (_, b) =>
  Number(b <= 32 || '"\'`,;<>\\'.includes(String.fromCharCode(b))),
)

/**
 * The assignment whose name holds the word at `start`..`end`, or undefined when the word names nothing.
 * Understands quoted names, types (`password: string = "x"`), comparisons, setters (`setPassword("x")`), pairs
 * (`"password", "x"`), tags (`<password>x</password>`, `name="password" value="x"`), flags (`--password x`) and a quoted value on the next line.
 */
export function readAssignment(bytes: Uint8Array, start: number, end: number): Assignment | undefined {
  let nameStart = start
  while (nameStart > 0 && start - nameStart < LONGEST_NAME && NAME[bytes[nameStart - 1]!]) nameStart--
  let nameEnd = end
  while (nameEnd - end < LONGEST_NAME && NAME[bytes[nameEnd]!]) nameEnd++

  let at = nameEnd
  const nameQuoted = isQuote(bytes[nameStart - 1])
  if (bytes[at] === BACKSLASH && isQuote(bytes[at + 1])) at += 2
  else if (isQuote(bytes[at])) at++
  if (bytes[at] === code(']') || (bytes[at] === code(')') && nameQuoted)) at++
  // char token[] = "x"
  if (bytes[at] === code('[') && bytes[at + 1] === code(']')) at += 2
  const gap = at
  at = skipBlanks(bytes, at)

  const operator = readOperator(bytes, at, nameStart, nameQuoted, at > gap)
  if (!operator) return undefined
  const value = readValue(bytes, operator.end, operator.kind)
  if (value && operator.kind === 'comma' && !isPair(bytes, nameStart, value.valueEnd)) return undefined
  return value && { nameStart, nameEnd, ...value, operator: operator.kind }
}

/** `("password", "x")`, and not two of a list's many strings. */
function isPair(bytes: Uint8Array, nameStart: number, valueEnd: number): boolean {
  let before = nameStart - 2
  while (nameStart - before < LONGEST_GAP && isBlank(bytes[before])) before--
  const after = skipBlanks(bytes, valueEnd + 1)
  if (!'([{'.includes(String.fromCharCode(bytes[before] ?? 0))) return false
  return bytes[after] !== code(',') || !isQuote(bytes[skipBlanks(bytes, after + 1)])
}

interface Operator {
  kind: Assignment['operator']
  end: number
}

function readOperator(
  bytes: Uint8Array,
  at: number,
  nameStart: number,
  nameQuoted: boolean,
  spaced: boolean,
): Operator | undefined {
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
      return next === code('|') && bytes[at + 2] === EQUALS ? { kind: 'assign', end: at + 3 } : undefined
    case code('+'):
      return next === EQUALS ? { kind: 'assign', end: at + 2 } : undefined
    case code('-'):
      return next === code('>') ? { kind: 'assign', end: at + 2 } : undefined
    case code('<'):
      return next === code('-') ? { kind: 'assign', end: at + 2 } : undefined
    case code('('):
      return spaced || nameQuoted ? undefined : { kind: 'call', end: at + 1 }
    case code(','):
      if (!nameQuoted) return undefined
      return afterAttribute(bytes, skipBlanks(bytes, at + 1), true) ?? { kind: 'comma', end: at + 1 }
    case code('>'):
      return bytes[nameStart - 1] === code('<') ? { kind: 'tag', end: at + 1 } : undefined
    default:
      return afterAttribute(bytes, at, nameQuoted) ?? afterFlag(bytes, at, nameStart, spaced)
  }
}

/** `password: string = "x"`: the operator is behind the type. */
function afterType(bytes: Uint8Array, from: number): Operator | undefined {
  let at = skipBlanks(bytes, from)
  const begin = at
  while (at - begin < 32 && NAME[bytes[at]!]) at++
  if (at === begin) return undefined
  at = skipBlanks(bytes, at)
  return bytes[at] === EQUALS && bytes[at + 1] !== EQUALS ? { kind: 'assign', end: at + 1 } : undefined
}

/** `name="password" value="x"`, `{ name: "password", value: "x" }`, `{"name": "password", "value": "x"}`. */
function afterAttribute(bytes: Uint8Array, at: number, nameQuoted: boolean): Operator | undefined {
  if (!nameQuoted) return undefined
  const start = isQuote(bytes[at]) ? at + 1 : at
  for (const word of ['value', 'content', 'default']) {
    if (![...word].every((char, i) => bytes[start + i] === code(char))) continue
    const behind = start + word.length
    const end = skipBlanks(bytes, isQuote(bytes[behind]) ? behind + 1 : behind)
    if (bytes[end] === EQUALS || bytes[end] === COLON) return { kind: 'assign', end: end + 1 }
  }
  return undefined
}

/** `--password x` (the single dash of `-pass` too), `#define PASSWORD "x"`, `ENV PASSWORD x`. */
function afterFlag(bytes: Uint8Array, at: number, nameStart: number, spaced: boolean): Operator | undefined {
  if (!spaced) return undefined
  const named =
    bytes[nameStart] === code('-') || ['#define ', 'ENV ', 'setenv '].some((word) => endsWith(bytes, nameStart, word))
  return named ? { kind: 'flag', end: at } : undefined
}

const endsWith = (bytes: Uint8Array, end: number, word: string): boolean =>
  [...word].every((char, i) => bytes[end - word.length + i] === code(char))

type Value = Pick<Assignment, 'valueStart' | 'valueEnd' | 'quote'>

function readValue(bytes: Uint8Array, from: number, kind: Assignment['operator']): Value | undefined {
  let at = skipBlanks(bytes, from)
  // A quoted value may stand on the next line: `password:\n  "x"`, `password = \`.
  if (bytes[at] === BACKSLASH && (bytes[at + 1] === NEWLINE || bytes[at + 1] === RETURN)) at++
  if (bytes[at] === RETURN) at++
  if (bytes[at] === NEWLINE) {
    const below = skipBlanks(bytes, at + 1)
    if (!isQuote(bytes[below])) return undefined
    at = below
  }
  // b"x", r'x', @"x", $"x", L"x"
  if (isQuote(bytes[at + 1]) && 'bBrRuUfFlL@$'.includes(String.fromCharCode(bytes[at]!))) at++
  if (bytes[at] === BACKSLASH && isQuote(bytes[at + 1])) return quoted(bytes, at + 2, bytes[at + 1]!, true)
  if (isQuote(bytes[at])) return quoted(bytes, at + 1, bytes[at]!, false)
  if (kind === 'call' || kind === 'comma') return undefined
  return bare(bytes, at, kind)
}

function quoted(bytes: Uint8Array, start: number, quote: number, escaped: boolean): Value | undefined {
  // Three quotes open a longer text.
  const triple = !escaped && bytes[start] === quote && bytes[start + 1] === quote
  const valueStart = triple ? start + 2 : start
  const most = Math.min(bytes.length, valueStart + LONGEST_VALUE)
  for (let at = valueStart; at < most; at++) {
    const byte = bytes[at]
    if (byte === NEWLINE && !triple && quote !== TICK) return undefined
    if (byte === BACKSLASH) {
      if (escaped && bytes[at + 1] === quote) return { valueStart, valueEnd: at, quote }
      at++
    } else if (byte === quote && !escaped) {
      if (!triple || (bytes[at + 1] === quote && bytes[at + 2] === quote)) return { valueStart, valueEnd: at, quote }
    }
  }
  return undefined
}

function bare(bytes: Uint8Array, valueStart: number, kind: Assignment['operator']): Value | undefined {
  const most = Math.min(bytes.length, valueStart + LONGEST_VALUE)
  let at = valueStart
  while (at < most && !BARE_END[bytes[at]!]) at++
  if (at === most && most < bytes.length) return undefined
  if (kind === 'tag' && bytes[at] !== code('<')) return undefined
  return at > valueStart ? { valueStart, valueEnd: at, quote: 0 } : undefined
}

function skipBlanks(bytes: Uint8Array, from: number): number {
  let at = from
  while (at - from < LONGEST_GAP && isBlank(bytes[at])) at++
  return at
}
