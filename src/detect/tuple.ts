// A value among several that are assigned at once: `user, password := "x", "y"`, `[a, b] = ["x", "y"]`, `my ($a, $b) = ('x', 'y')`.
import {
  BRACE,
  BRACKET,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  CLOSE_PAREN,
  COLON,
  COMMA,
  EQUALS,
  PAREN,
  SEMICOLON,
} from './ascii.ts'
import { ALNUM, NEWLINE, setOf } from './bytes.ts'
import { skipName, skipNameBack } from './name-walk.ts'
import { BACKSLASH, isQuote, quoteAt, startsWith } from './quotes.ts'
import { behindPlainType } from './typed.ts'
import { skipBlanks, skipBlanksBack, skipSpace, stringAt } from './value.ts'

const LONGEST_NAME = 80
const MOST_NAMES = 6
/** Bytes of the values, but for their texts. */
const LONGEST_VALUES = 240
/** No comparison, no arrow. */
const BEHIND_EQUALS = setOf('=>~')

interface Names {
  /** Of the one that is asked for. */
  index: number
  count: number
  /** Behind the sign, where the values begin. */
  end: number
}

/** Where the value of the name begins: as many values stand on the right as names on the left. */
export function valueInTuple(bytes: Uint8Array, nameStart: number, nameEnd: number): number | undefined {
  // Most names stand alone.
  const isFirst = bytes[skipBlanks(bytes, nameEnd)] === COMMA
  if (!isFirst && bytes[skipBlanksBack(bytes, nameStart - 1)] !== COMMA) return undefined
  const names = namesAround(bytes, nameStart, nameEnd)
  if (!names) return undefined
  const begin = skipBlanks(bytes, names.end)
  let values = valuesAt(bytes, begin)
  if (values.length === 1 && isOpener(bytes[begin])) values = valuesAt(bytes, begin + 1)
  return values.length === names.count ? values[names.index] : undefined
}

const isOpener = (byte: number | undefined): boolean => byte === BRACKET || byte === PAREN

function namesAround(bytes: Uint8Array, nameStart: number, nameEnd: number): Names | undefined {
  let index = 0
  let first = nameStart
  for (let comma = nameStart; ; index++) {
    comma = skipBlanksBack(bytes, first - 1)
    if (bytes[comma] !== COMMA) break
    const end = skipBlanksBack(bytes, comma - 1) + 1
    first = skipNameBack(bytes, end, LONGEST_NAME)
    if (first === end || index === MOST_NAMES) return undefined
  }
  const opened = isOpener(bytes[first - 1])
  if (!opened && !beginsStatement(bytes, first)) return undefined
  let count = index + 1
  let at = skipBlanks(bytes, nameEnd)
  for (; bytes[at] === COMMA; count++) {
    const start = skipBlanks(bytes, at + 1)
    const end = skipName(bytes, start, LONGEST_NAME)
    if (end === start || count === MOST_NAMES) return undefined
    at = skipBlanks(bytes, end)
  }
  if (opened) {
    if (bytes[at] !== CLOSE_BRACKET && bytes[at] !== CLOSE_PAREN) return undefined
    at = skipBlanks(bytes, at + 1)
  }
  const end = behindSign(bytes, at)
  return end === undefined ? undefined : { index, count, end }
}

/** Behind the line's blanks, a quote, or a word like `const`: among arguments, `password = "x"` is one of them. */
function beginsStatement(bytes: Uint8Array, first: number): boolean {
  const before = bytes[skipBlanksBack(bytes, first - 1)] ?? NEWLINE
  return before === NEWLINE || before === SEMICOLON || before === BRACE || isQuote(before) || ALNUM[before] === 1
}

/** `=`, `:=`, or the one behind a type: `var a, b string = "x", "y"`. */
function behindSign(bytes: Uint8Array, at: number): number | undefined {
  if (bytes[at] === COLON) return bytes[at + 1] === EQUALS ? at + 2 : undefined
  if (bytes[at] !== EQUALS) return behindPlainType(bytes, at)
  return BEHIND_EQUALS[bytes[at + 1] ?? NEWLINE] ? undefined : at + 1
}

/** Where each begins; none when that cannot be told. */
function valuesAt(bytes: Uint8Array, from: number): number[] {
  const starts = [skipSpace(bytes, from)]
  let depth = 0
  let at = starts[0]!
  let textEnd = -1
  for (let steps = 0; steps < LONGEST_VALUES && at < bytes.length; steps++) {
    const byte = bytes[at]!
    const open = quoteAt(bytes, at)
    if (open) {
      // "a, b = 'x', 'y'": the quote of the text that it stands in.
      if (at === textEnd) return starts
      const text = stringAt(bytes, at, 'list')?.value
      if (!text || starts.length > MOST_NAMES) return []
      textEnd = at = text.valueEnd + open.length
      continue
    }
    if (isOpener(byte) || byte === BRACE) depth++
    else if (byte === CLOSE_BRACKET || byte === CLOSE_PAREN || byte === CLOSE_BRACE) {
      if (--depth < 0) return starts
    } else if (depth === 0) {
      if (byte === NEWLINE || byte === SEMICOLON || byte === HASH || byte === BACKSLASH || startsWith(bytes, at, '//'))
        return starts
      // let a, b = "x", c = "y"
      if (byte === EQUALS) return []
      if (byte === COMMA) {
        at = skipSpace(bytes, at + 1)
        starts.push(at)
        continue
      }
    }
    at++
  }
  return at < bytes.length ? [] : starts
}
const HASH = '#'.charCodeAt(0)
