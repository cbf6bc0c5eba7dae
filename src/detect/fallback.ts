// The text that code falls back to: `process.env.X || "x"`, `env["X"] ?? "x"`, `getenv("X", "x")`, `prod ? "x" : y`.
import {
  BRACE,
  BRACKET,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  CLOSE_PAREN,
  COLON,
  COMMA,
  DOLLAR,
  EQUALS,
  EXCLAMATION,
  PAREN,
  QUESTION,
  STOP,
} from './ascii.ts'
import { latin1, NAME, NEWLINE, setOf } from './bytes.ts'
import { skipName } from './name-walk.ts'
import { BACKSLASH, isQuote, startsWith } from './quotes.ts'
import { beginsString, skipBlanks, skipSpace } from './value.ts'

/** Bytes of one operand. */
const LONGEST_OPERAND = 120
const MOST_OPERANDS = 5
const LONGEST_CALLEE = 24

/** What stands behind them is used when what stands before them is missing. */
const FALLBACKS = ['||', '??', '?:', 'or ', 'else ']
/** Perl has one more, which elsewhere begins a comment. */
const FALLBACKS_OF_PERL = [...FALLBACKS, '//']
/** What stands behind them belongs to a condition. */
const CONDITIONS = ['===', '!==', '==', '!=', '&&', '>', '<', 'and ', 'if ', 'is ', 'in ']
const OPERATOR_BEGINS = setOf('|?oe=!&><ai/')
const BEFORE_OPERAND = ['new ', 'not ', 'typeof ', 'await ']
const WORD_BEGINS = setOf('nta')
/** `.unwrap_or("x")`, `.orElse("x")`. */
const OTHERWISE = /(?:unwrap_or(?:_else)?|[oO]rElse(?:Get)?)$/
/** `os.environ.get("X", "x")`, `ENV.fetch("X", "x")`. */
const READS_ENV =
  /(?<!set|put)(?:env|environ\.get|envor|envordefault|fromenvironment|getordefault|getproperty|env\.(?:str|get|fetch))$/i
/** Before the default among arguments. */
const DEFAULTS = ['default=', 'defaultValue: ']
/** Before what is taken otherwise. */
const CLOSURES = ['|_| ', '|| ', '() -> ', 'String::from(']
/** No `=` and no `:`, for an assignment among the arguments has a value of its own. */
const ARGUMENT = setOf(' \t,()[]&*|').map((is, byte) => is || NAME[byte]!)

/** Where the text begins that the expression at `from` falls back to. */
export function fallbackOf(bytes: Uint8Array, from: number): number | undefined {
  let at = from
  const fallbacks = bytes[from] === DOLLAR || startsWith(bytes, from, 'shift ') ? FALLBACKS_OF_PERL : FALLBACKS
  let branches = false
  for (let operands = 0; operands < MOST_OPERANDS; operands++) {
    // env === "prod" ? ...
    const text = operands > 0 && isQuote(bytes[at])
    const operand = text ? { end: skipString(bytes, at) } : skipOperand(bytes, at)
    const { end } = operand
    if (end === undefined || end === at) return undefined
    if ('text' in operand) return operand.text
    at = skipSpace(bytes, end)
    const condition = branches ? undefined : behindOne(bytes, at, end, CONDITIONS)
    if (condition !== undefined) {
      at = skipBlanks(bytes, condition)
      continue
    }
    const next = behindOne(bytes, at, end, fallbacks) ?? behindBranch(bytes, at, branches)
    if (next === undefined) return undefined
    branches ||= bytes[at] === QUESTION && bytes[at + 1] !== QUESTION && bytes[at + 1] !== COLON
    at = skipSpace(bytes, next)
    if (beginsString(bytes, at)) return at
  }
  return undefined
}

/** `["X"] || "x"`, `.DB_PASS ?? "x"`: the text behind an operand that ends at `end`. */
export function fallbackBehind(bytes: Uint8Array, end: number): number | undefined {
  const next = behindOne(bytes, skipSpace(bytes, end), end, FALLBACKS)
  const at = next === undefined ? undefined : skipSpace(bytes, next)
  return at !== undefined && beginsString(bytes, at) ? at : undefined
}

/** @param end of the operand before it: words stand on its line, and a blank behind it */
function behindOne(bytes: Uint8Array, at: number, end: number, operators: string[]): number | undefined {
  if (!OPERATOR_BEGINS[bytes[at]!]) return undefined
  const operator = operators.find((text) => startsWith(bytes, at, text))
  if (operator === undefined || (operator.endsWith(' ') && (at === end || at !== skipBlanks(bytes, end))))
    return undefined
  return at + operator.length
}

/** `? "x" : y`, and the other branch. */
function behindBranch(bytes: Uint8Array, at: number, branches: boolean): number | undefined {
  if (bytes[at] === COLON) return branches ? at + 1 : undefined
  return bytes[at] === QUESTION && !branches ? at + 1 : undefined
}

/** A name, its members, calls and indices; the text, when one of its calls says what to take instead. */
function skipOperand(bytes: Uint8Array, from: number): { end: number | undefined; text?: number } {
  let at = from
  while (at - from < 2 && (bytes[at] === EXCLAMATION || bytes[at] === PAREN)) at++
  if (WORD_BEGINS[bytes[at]!]) for (const word of BEFORE_OPERAND) if (startsWith(bytes, at, word)) at += word.length
  for (const most = from + LONGEST_OPERAND; at < most; ) {
    const byte = bytes[at]
    const next = bytes[at + 1]
    if (NAME[byte!]) at++
    // a?.b, a!.b, a! || b, a::b, a->b
    else if (byte === EXCLAMATION ? next !== EQUALS : byte === QUESTION && (next === STOP || next === BRACKET)) at++
    else if (byte === COLON && next === COLON) at += 2
    // $ENV{X}
    else if (byte === BRACE && NAME[bytes[at - 1]!]) {
      const end = skipKey(bytes, at + 1)
      if (end === undefined) return { end }
      at = end
    } else if (byte === PAREN || byte === BRACKET) {
      const text = byte === PAREN ? textOfCall(bytes, from, at) : undefined
      if (text !== undefined) return { end: at, text }
      const end = skipArguments(bytes, at, most)
      if (end === undefined) return { end }
      at = end
    } else break
  }
  if (startsWith(bytes, at, ' as string')) at += ' as string'.length
  if (bytes[at] === CLOSE_PAREN) at++
  return { end: at }
}

function skipKey(bytes: Uint8Array, from: number): number | undefined {
  const at = skipName(bytes, from, LONGEST_CALLEE)
  return at > from && bytes[at] === CLOSE_BRACE ? at + 1 : undefined
}

function textOfCall(bytes: Uint8Array, from: number, paren: number): number | undefined {
  const first = skipSpace(bytes, paren + 1)
  const callee = latin1(bytes, Math.max(from, paren - LONGEST_CALLEE), paren)
  const otherwise = OTHERWISE.test(callee)
  if (!otherwise && !READS_ENV.test(callee)) return undefined
  const end = isQuote(bytes[first]) ? skipString(bytes, first) : undefined
  if (end !== undefined && bytes[end] === COMMA) {
    let second = skipSpace(bytes, end + 1)
    for (const word of DEFAULTS) if (startsWith(bytes, second, word)) second += word.length
    return beginsString(bytes, second) ? second : undefined
  }
  if (!otherwise) return undefined
  let text = first
  for (const word of CLOSURES) if (startsWith(bytes, text, word)) text += word.length
  return beginsString(bytes, text) ? text : undefined
}

function skipArguments(bytes: Uint8Array, open: number, most: number): number | undefined {
  let depth = 0
  for (let at = open; at < most; ) {
    const byte = bytes[at]!
    if (isQuote(byte)) {
      const end = skipString(bytes, at)
      if (end === undefined) return undefined
      at = end
      continue
    }
    if (!ARGUMENT[byte]) return undefined
    if (byte === PAREN || byte === BRACKET) depth++
    at++
    if ((byte === CLOSE_PAREN || byte === CLOSE_BRACKET) && --depth === 0) return at
  }
  return undefined
}

export function skipString(bytes: Uint8Array, open: number): number | undefined {
  for (let at = open + 1; at < open + LONGEST_OPERAND; at++) {
    if (bytes[at] === bytes[open]) return at + 1
    if (bytes[at] === NEWLINE || bytes[at] === undefined) return undefined
    if (bytes[at] === BACKSLASH) at++
  }
  return undefined
}
