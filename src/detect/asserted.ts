// What a test says that a name holds: `assert.Equal(t, "x", cfg.Password)`, `expect(user.password).toBe("x")`.
import { CLOSE_PAREN, COMMA, PAREN, STOP } from './ascii.ts'
import { unwrapped } from './argument.ts'
import { latin1, NAME, NEWLINE, setOf } from './bytes.ts'
import { BACKSLASH, isQuote, startsWith } from './quotes.ts'
import { beginsString, skipBlanks, skipSpace, skipSpaceBack } from './value.ts'

const LONGEST_CALLEE = 96
const LONGEST_TEXT = 200
const LONGEST_MATCHER = 40

/** In Go what fails stands before what is compared: `assert.Equal(t, `. */
const COMPARES = /(?:equals?(?:to|values)?|same|_(?:str)?eq|exactly|\bis)!?\(\s{0,32}(?:[\w.&*$]{1,24},\s{0,32})?$/i
const EXPECTS = /(?:\bexpect|\bassert_?that)\(\s{0,32}$/i
/** Jest, Chai, RSpec, AssertJ. */
const MATCHES =
  /^\)\.(?:to(?:Be|Equal|StrictEqual)\(|to(?:\.(?:be|deep))?\.(?:equals?|eql?)\(|to (?:eq|eql|equal|be)[ (]|is(?:Equal(?:To)?|SameAs)\()/

/** Where the text begins that the name is compared with. It may stand before the name. */
export function assertedText(bytes: Uint8Array, nameStart: number, nameEnd: number): number | undefined {
  // Of a map: what opens something has more of a name in a test.
  if (nameEnd - nameStart === 3 && startsWith(bytes, nameStart, 'key')) return undefined
  // user.getPassword()
  const end = bytes[nameEnd] === PAREN && bytes[nameEnd + 1] === CLOSE_PAREN ? nameEnd + 2 : nameEnd
  const next = skipBlanks(bytes, end)
  if (bytes[next] !== COMMA && bytes[next] !== CLOSE_PAREN) return undefined
  const first = ownerBegin(bytes, nameStart)
  const before = skipSpaceBack(bytes, first - 1)
  if (bytes[before] === COMMA && isQuote(bytes[before - 1])) {
    const text = textBegin(bytes, before - 1)
    return text !== undefined && endsBefore(bytes, text, COMPARES) ? text : undefined
  }
  if (bytes[next] === COMMA) {
    const text = skipSpace(bytes, next + 1)
    return beginsString(bytes, unwrapped(bytes, text)) && endsBefore(bytes, first, COMPARES) ? text : undefined
  }
  if (bytes[next + 1] !== STOP || !endsBefore(bytes, first, EXPECTS)) return undefined
  const matcher = MATCHES.exec(latin1(bytes, next, Math.min(bytes.length, next + LONGEST_MATCHER)))
  return matcher ? skipSpace(bytes, next + matcher[0].length) : undefined
}

/** `$this->config->password`, `&config.Password`: where it begins. */
function ownerBegin(bytes: Uint8Array, nameStart: number): number {
  let at = nameStart
  while (nameStart - at < LONGEST_CALLEE && JOINED[bytes[at - 1]!]) at--
  return at
}
const JOINED = setOf('>:?!&*').map((is, byte) => is || NAME[byte]!)

const endsBefore = (bytes: Uint8Array, at: number, callee: RegExp): boolean =>
  callee.test(latin1(bytes, Math.max(0, at - LONGEST_CALLEE), at))

/** On one line. @param close of the quote that ends it */
function textBegin(bytes: Uint8Array, close: number): number | undefined {
  for (let at = close - 1; at >= 0 && close - at < LONGEST_TEXT && bytes[at] !== NEWLINE; at--)
    if (bytes[at] === bytes[close] && bytes[at - 1] !== BACKSLASH) return at
  return undefined
}
