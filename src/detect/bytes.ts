// Byte classes and the way from bytes to the short strings that expressions run on.

/** A table of those bytes. Made by as few steps as there are members: a hook runs this code once, before V8 compiles it. */
export function setOf(chars: string): Uint8Array {
  const set = new Uint8Array(256)
  for (let i = 0; i < chars.length; i++) set[chars.charCodeAt(i)] = 1
  return set
}

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export const ALNUM = setOf(LETTERS_AND_DIGITS)
export const HEX = setOf('0123456789ABCDEFabcdef')
/** What names are made of in code, configuration and shells: `spring.datasource.password`, `--api-key`, `$DB_PASS`. */
export const NAME = setOf(`${LETTERS_AND_DIGITS}_$.-`)

export const NEWLINE = 10

/** One character a byte, so that positions in the string are positions in the bytes. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  // Node's Buffer does it natively; a browser has no such method.
  const fast = (bytes as { latin1Slice?: (start: number, end: number) => string }).latin1Slice
  if (fast) return fast.call(bytes, start, end)
  let text = ''
  for (let at = start; at < end; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 8192)))
  return text
}

/** The inverse of `latin1`. */
export const fromLatin1 = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0))

/**
 * True when a token may begin at `at`: no letter or digit touches it, but for the last one of an escape (`\n`, `%3D`,
 * `=`, `\x3d`, a terminal colour's `m`).
 */
export function startsToken(bytes: Uint8Array, at: number): boolean {
  if (at === 0 || !ALNUM[bytes[at - 1]!]) return true
  if (!mayEndEscape(bytes, at)) return false
  const before = latin1(bytes, Math.max(0, at - 8), at)
  return /(?:\\[abefnrtv0]|%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\x[0-9A-Fa-f]{2}|\x1b\[[0-9;]{0,5}m)$/.test(before)
}

const [BACKSLASH, PERCENT, LOWER_M] = [92, 37, 109] as const

/** Is one of the marks that begin an escape as far before `at` as its kind is long? */
const mayEndEscape = (bytes: Uint8Array, at: number): boolean =>
  bytes[at - 2] === BACKSLASH ||
  bytes[at - 3] === PERCENT ||
  bytes[at - 4] === BACKSLASH ||
  bytes[at - 6] === BACKSLASH ||
  bytes[at - 1] === LOWER_M

/** True when a token may end before `at`. */
export const endsToken = (bytes: Uint8Array, at: number): boolean => at >= bytes.length || !ALNUM[bytes[at]!]

/** @param sets as `packSet` in src/rules/byte-set.ts makes them, one behind the other @param set the number of one */
export const inSet = (sets: Uint8Array, set: number, byte: number): boolean =>
  ((sets[32 * set + (byte >> 3)]! >> (byte & 7)) & 1) === 1

/** Bytes to look for texts in: as a string where they are few, because a call of Node's own search takes longer than to go through them. */
export type Searched = string | Uint8Array

/** Most files are smaller. */
const SMALL = 2 ** 13

export const searched = (bytes: Uint8Array): Searched =>
  bytes.length <= SMALL ? latin1(bytes, 0, bytes.length) : bytes

/** Where a text of ASCII characters stands at or behind `from`, or -1. */
export function indexOfText(bytes: Searched, text: string, from: number): number {
  if (typeof bytes === 'string') return bytes.indexOf(text, from)
  const first = text.charCodeAt(0)
  if (text.length === 1) return bytes.indexOf(first, from)
  // Node's Buffer does it natively; a Uint8Array would take the text for a number and find nothing.
  if ((bytes as { latin1Slice?: unknown }).latin1Slice) return (bytes as Buffer).indexOf(text, from, 'latin1')
  for (let at = bytes.indexOf(first, from); at !== -1; at = bytes.indexOf(first, at + 1)) {
    let length = 1
    while (length < text.length && bytes[at + length] === text.charCodeAt(length)) length++
    if (length === text.length) return at
  }
  return -1
}
