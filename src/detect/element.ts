// A value in another element than its name: `name="x" value="y"`, `<key>x</key><string>y</string>`, `x { default = "y" }`.
import { BRACE, COLON, COMMA, DASH, EQUALS, GREATER, LESS, SLASH } from './ascii.ts'
import { latin1, NEWLINE, setOf } from './bytes.ts'
import { skipName } from './name-walk.ts'
import { quoteAt, startsWith } from './quotes.ts'
import { skipBlanks, skipSpace } from './value.ts'

const LONGEST_TAG = 40
const LONGEST_WORD = 24
/** Of what stands between the name and the value. */
const LONGEST_TEXT = 240
const MOST_BETWEEN = 6
/** A line's blanks and the marks of a list before its name. */
const WIDEST_INDENT = 80
/** What holds a key, and what holds its value. */
const KEYS = ['name: ', 'key: ', 'Name: ', 'Key: ', 'variable: ']
const VALUES = new Set(
  'value Value content default Default stringValue ParameterValue defaultValue DefaultValue default_value envDefault secretValue'.split(
    ' ',
  ),
)
/** What is told of a value beside it. Another word may name a value of its own. */
const ABOUT = new Set(
  'type description label enabled disabled sensitive nullable ephemeral required noecho serializeas force scope in format protected masked secure hidden help dest metavar envvar prompt displayname title issecret slotsetting example pattern minlength maxlength allowedpattern constraintdescription action nargs alias env json yaml describe demandoption demand group'.split(
    ' ',
  ),
)
const ENDS_PAIR = setOf(',;}]>').fill(1, 10, 14)
const ENDS_LINE = setOf('}\r\n')

/**
 * `name="password" value="x"`, `{ name: password, type: "y", value: "x" }`, `{"name": "password", "value": "x"}`, on lines of their own
 * too; `name: PASSWORD` with `value: x` below it.
 * @param at behind the name
 */
export function afterAttribute(
  bytes: Uint8Array,
  at: number,
  nameStart: number,
  nameQuoted: boolean,
): number | undefined {
  if (!nameQuoted && !KEYS.some((word) => startsWith(bytes, nameStart - word.length, word))) return undefined
  return memberOf(bytes, at)
}

/** `"password": {"value": "x"}`, `variable "password" {` and `Password:` with `default` below. @param at behind the brace or colon */
export function memberOf(bytes: Uint8Array, from: number): number | undefined {
  let at = from
  for (let passed = 0; passed <= MOST_BETWEEN; passed++) {
    // Pairs on one line are parted by commas; on a line of its own a text without quotes may hold them.
    const ends = skipSpace(bytes, at) === skipBlanks(bytes, at) ? ENDS_PAIR : ENDS_LINE
    at = skipSpace(bytes, at)
    if (bytes[at] === COMMA) at = skipSpace(bytes, at + 1)
    // .option("password", { default: "x" }), option("--password", "-p", default="x")
    if (passed === 0 && bytes[at] === BRACE) at = skipSpace(bytes, at + 1)
    if (passed === 0 && bytes[at + 1] === DASH) at = behindFlag(bytes, at)
    const start = at + (quoteAt(bytes, at)?.length ?? 0)
    const end = skipName(bytes, start, LONGEST_WORD)
    const behind = skipBlanks(bytes, end + (quoteAt(bytes, end)?.length ?? 0))
    if (end === start || (bytes[behind] !== EQUALS && bytes[behind] !== COLON)) return undefined
    const word = latin1(bytes, start, end)
    if (VALUES.has(word)) return behind + 1
    const next = ABOUT.has(word.toLowerCase()) ? skipScalar(bytes, skipBlanks(bytes, behind + 1), ends) : undefined
    if (next === undefined) return undefined
    at = next
  }
  return undefined
}

/** The letter of a flag, quoted. */
function behindFlag(bytes: Uint8Array, at: number): number {
  const open = quoteAt(bytes, at)
  const end = open === undefined ? undefined : skipScalar(bytes, at, ENDS_PAIR)
  return end !== undefined && bytes[end] === COMMA ? skipSpace(bytes, end + 1) : at
}

function skipScalar(bytes: Uint8Array, from: number, ends: Uint8Array): number | undefined {
  const open = quoteAt(bytes, from)
  let at = from + (open?.length ?? 0)
  for (const most = Math.min(bytes.length, at + LONGEST_TEXT); at < most; at++) {
    if (!open) {
      if (ends[bytes[at]!]) return at
    } else if (bytes[at] === NEWLINE) return undefined
    else {
      const close = quoteAt(bytes, at)
      if (close?.byte === open.byte) return at + close.length
    }
  }
  return undefined
}

/** The same on lines of their own, further right than the name. @param at behind the colon */
export function memberBelow(bytes: Uint8Array, at: number, nameStart: number): number | undefined {
  const below = skipSpace(bytes, at)
  return below - lineStart(bytes, below) > nameStart - lineStart(bytes, nameStart) ? memberOf(bytes, at) : undefined
}

const lineStart = (bytes: Uint8Array, at: number): number => {
  const least = Math.max(0, at - WIDEST_INDENT)
  return least + bytes.subarray(least, at).lastIndexOf(NEWLINE) + 1
}

/** `<key>password</key> <string>x</string>`, `<name>password</name><value>x</value>`. @param from of the tag that closes */
export function afterKeyTag(bytes: Uint8Array, from: number): number | undefined {
  const closed = skipTag(bytes, from)
  const open = closed === undefined ? undefined : skipSpace(bytes, closed)
  const end = open === undefined || bytes[open] !== LESS ? undefined : skipTag(bytes, open)
  return end === undefined || bytes[open! + 1] === SLASH ? undefined : textIn(bytes, end)
}

/** `<password>x`, `<password><![CDATA[x`, `<property name="password"><value>x`. @param from behind the tag that names it */
export function textIn(bytes: Uint8Array, from: number): number {
  const open = skipSpace(bytes, from)
  const nested = ['<value>', '<Value>', '<string>'].find((tag) => startsWith(bytes, open, tag))
  const at = nested === undefined ? open : skipSpace(bytes, open + nested.length)
  return startsWith(bytes, at, CDATA) ? at + CDATA.length : at
}
const CDATA = '<![CDATA['

function skipTag(bytes: Uint8Array, from: number): number | undefined {
  const end = bytes.subarray(from, from + LONGEST_TAG).indexOf(GREATER)
  return end === -1 ? undefined : from + end + 1
}

/** `<setting name="password" serializeAs="String">`: behind the tag. @param from behind the name */
export function behindAttributes(bytes: Uint8Array, from: number): number | undefined {
  const end = skipTag(bytes, from)
  const tag = end === undefined ? undefined : latin1(bytes, from, end)
  return tag !== undefined && ATTRIBUTES.test(tag) ? textIn(bytes, end!) : undefined
}
const ATTRIBUTES = /^(?:[ ]{0,4}[\w:]{1,20}=["'][\w.:-]{0,20}["']){1,2}[ ]?>$/
