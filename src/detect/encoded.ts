// Where may an encoded text stand in these bytes? A quick look, so that most files never load what decodes. Pure.
import { firstLine, SEXTET } from './base64-lines.ts'
import { HEX, indexOfText, searched, setOf } from './bytes.ts'
import type { Searched } from './bytes.ts'
import { firstHighlight } from './highlight.ts'
import type { Stretch } from '../types.ts'

/** `%2F`, `\u003d` or `\x3d`, `&#43;`, `<span class="s2">` */
export type EscapeKind = 'percent' | 'unicode' | 'entities' | 'markup'

const KINDS: EscapeKind[] = ['percent', 'unicode', 'entities', 'markup']

/** What deserves a closer look. */
export interface Encoded {
  /** Runs of base64 or hex whose beginning decodes to text or to packed data: start, end, start, end ... */
  runs: number[]
  /** Where a byte of ASCII text is first written as an escape of each kind, or -1. */
  escapes: Record<EscapeKind, number>
  /** Places of the word `Secret` in `kind: Secret`. */
  manifests: number[]
  /** Given: what touches none of these stretches need not be decoded. */
  fresh?: Stretch[]
}

/** Base64 characters of 24 bytes: hardly a token that tells what it is by its form alone is shorter. */
const SHORTEST_RUN = 32
/** Decoded bytes that tell text from other data; whole groups of three. */
const HEAD = 12
/** As many as the shortest run has: of half of them, one path of twenty would look like text. */
const TEXT_HEAD = 24
/** Of a signed token, in base64. */
const LONGEST_HEADER = 512
/** Of a path or a name before it. */
const LONGEST_LEAD = 128
/** Beyond ASCII in each 12 bytes: a word in Latin letters among more of them would need chance. */
const MOST_WIDE = 4
// Numbers: they are compared in loops over every byte.
const [DOT, COMMA, FOUR, ZERO, NINE, LOWER_E, LOWER_X, LOWER_Y, UPPER_J, SEMICOLON, OPEN, CLOSE] = [
  46, 44, 52, 48, 57, 101, 120, 121, 74, 59, 123, 125,
] as const

/** Bytes that no text holds, but for tabs and line ends. */
export const CONTROL = new Uint8Array(256).fill(1, 0, 32).fill(1, 127, 128)
CONTROL[9] = CONTROL[10] = CONTROL[13] = 0

/** What names and tokens are made of. An escaped blank, quote or comma hides nothing from a rule. */
export const TELLING = setOf('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+/.=:~@$!*#{%-')

/** @param fresh in order. Given: only what touches one of these is wanted. */
export function findEncoded(bytes: Uint8Array, fresh?: Stretch[]): Encoded {
  if (!fresh) {
    const text = searched(bytes)
    return { runs: findRuns(bytes), escapes: findEscapes(bytes, text), manifests: findManifests(bytes, text) }
  }
  const escapes = { percent: -1, unicode: -1, entities: -1, markup: -1 }
  let isEncoded = false
  let last = 0
  for (const [start, end] of fresh) {
    isEncoded ||= findRuns(bytes.subarray(firstLine(bytes, start, last), end)).length > 0
    const part = bytes.subarray(start, end)
    const found = findEscapes(part, searched(part))
    for (const kind of KINDS) if (found[kind] !== -1 && escapes[kind] === -1) escapes[kind] = start + found[kind]
    last = end
  }
  return { runs: isEncoded ? findRuns(bytes) : [], escapes, manifests: findManifests(bytes, bytes), fresh }
}

/** Asked of every file: a loop over the kinds would take as long as half a file's search. */
export const isPlain = ({ runs, escapes: { percent, unicode, entities, markup }, manifests }: Encoded): boolean =>
  runs.length === 0 && manifests.length === 0 && Math.max(percent, unicode, entities, markup) === -1

function findRuns(bytes: Uint8Array): number[] {
  const all = longRuns(bytes)
  const runs: number[] = []
  for (let i = 0; i < all.length; i += 2) addRun(bytes, all[i]!, all[i + 1]!, runs)
  return runs
}

/** A run covers every window of that length: from each place back to the last other byte. Without calls V8 compiles it soon. */
function longRuns(bytes: Uint8Array): number[] {
  const runs: number[] = []
  let free = 0
  for (let at = SHORTEST_RUN - 1; at < bytes.length; ) {
    let before = at
    while (before >= free && SEXTET[bytes[before]!]! !== 255) before--
    if (at - before < SHORTEST_RUN) {
      free = before + 1
      at = before + SHORTEST_RUN
      continue
    }
    let end = at + 1
    while (end < bytes.length && SEXTET[bytes[end]!]! !== 255) end++
    runs.push(before + 1, end)
    free = end
    at = end + SHORTEST_RUN
  }
  return runs
}

/** The run, or, where a path or a name stands before the base64, what follows its last separators. */
function addRun(bytes: Uint8Array, start: number, end: number, runs: number[]): void {
  const last = Math.min(end - SHORTEST_RUN, start + LONGEST_LEAD)
  for (let at = start; at <= last; ) {
    if (begins(bytes, at, end)) {
      if (!isTokenPart(bytes, start, end) && !isPicture(bytes, start)) runs.push(at, end)
      return
    }
    do at++
    while (at <= last && !SEPARATOR[bytes[at - 1]!])
  }
}

const SEPARATOR = setOf('/-_+')

/** A JSON Web Token is told as a whole: its parts are no texts of their own. */
function isTokenPart(bytes: Uint8Array, start: number, end: number): boolean {
  if (bytes[end] === DOT && startsToken(bytes, start)) return true
  if (start === 0 || bytes[start - 1] !== DOT) return false
  const first = Math.max(0, start - LONGEST_HEADER)
  let before = start - 1
  while (before > first && (SEXTET[bytes[before - 1]!]! !== 255 || bytes[before - 1] === DOT)) before--
  return startsToken(bytes, before)
}

const startsToken = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === LOWER_E && bytes[at + 1] === LOWER_Y && bytes[at + 2] === UPPER_J

/** Behind `data:image/...;base64,`; a source map repeats a program that is scanned where it stands. */
function isPicture(bytes: Uint8Array, start: number): boolean {
  if (bytes[start - 1] !== COMMA || bytes[start - 2] !== FOUR) return false
  const head = String.fromCharCode(...bytes.subarray(Math.max(0, start - 80), start))
  return /data:(?:image|font|audio|video)\/[^,]*,$|sourceMappingURL=data:[^,]*,$/.test(head)
}

/** Is it text, packed data, or UTF-16, to judge by the first bytes? Nearly all runs are names: their first bytes would be none. */
function begins(bytes: Uint8Array, start: number, end: number): boolean {
  if (isHex(bytes, start, end)) return isText(fromHex(bytes, start, start + HEAD * 2))
  const two = groupAt(bytes, start) >> 8
  if (packing(two >> 8, two & 255)) return true
  if ((two & 255) === 0) return isWide(fromBase64(bytes, start, start + (HEAD / 3) * 4))
  let wide = 0
  for (let at = start; at < start + (TEXT_HEAD / 3) * 4; at += 4) {
    const group = groupAt(bytes, at)
    for (let shift = 16; shift >= 0; shift -= 8) {
      const byte = (group >> shift) & 255
      if (CONTROL[byte]) return false
      wide += byte >> 7
    }
    if (wide > (at < start + (HEAD / 3) * 4 ? MOST_WIDE : MOST_WIDE * (TEXT_HEAD / HEAD))) return false
  }
  return true
}

/** Three bytes. */
const groupAt = (bytes: Uint8Array, at: number): number =>
  (SEXTET[bytes[at]!]! << 18) |
  (SEXTET[bytes[at + 1]!]! << 12) |
  (SEXTET[bytes[at + 2]!]! << 6) |
  SEXTET[bytes[at + 3]!]!

/** Whole bytes in hex, and no base64. */
export function isHex(bytes: Uint8Array, start: number, end: number): boolean {
  if ((end - start) % 2 === 1) return false
  for (let at = start; at < end; at++) if (!HEX[bytes[at]!]) return false
  return true
}

/** The value of a hex digit. */
const nibble = (byte: number): number => (byte & 15) + (byte > 57 ? 9 : 0)

/** Hex digits only. */
export function fromHex(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const decoded = new Uint8Array((end - start) >> 1)
  for (let i = 0; i < decoded.length; i++)
    decoded[i] = (nibble(bytes[start + 2 * i]!) << 4) | nibble(bytes[start + 2 * i + 1]!)
  return decoded
}

/** Whole groups of characters of either alphabet. */
function fromBase64(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const decoded = new Uint8Array(((end - start) / 4) * 3)
  for (let at = start, i = 0; at < end; at += 4, i += 3) {
    const group = groupAt(bytes, at)
    decoded.set([group >> 16, (group >> 8) & 255, group & 255], i)
  }
  return decoded
}

const isText = (head: Uint8Array): boolean =>
  head.every((byte) => !CONTROL[byte]) && head.filter((byte) => byte >= 0x80).length <= MOST_WIDE

/** Latin text in UTF-16, as PowerShell's -EncodedCommand has it. */
export const isWide = (head: Uint8Array): boolean => head.every((byte, i) => (i % 2 === 1 ? byte === 0 : byte > 8))

/** https://www.rfc-editor.org/rfc/rfc1952#page-6, https://www.rfc-editor.org/rfc/rfc1950#page-5 */
export function packing(first: number, second: number): 'gzip' | 'zlib' | undefined {
  if (first === 0x1f && second === 0x8b) return 'gzip'
  return first === 0x78 && (second === 0x01 || second === 0x5e || second === 0x9c || second === 0xda)
    ? 'zlib'
    : undefined
}

function findEscapes(bytes: Uint8Array, text: Searched): Encoded['escapes'] {
  const short = firstEscape(text, String.raw`\x`, (at) => hexAt(bytes, at + 2))
  const long = firstEscape(text, String.raw`\u`, (at) => unicodeAt(bytes, at + 2))
  return {
    percent: firstEscape(text, '%', (at) => hexAt(bytes, at + 1)),
    unicode: short === -1 || long === -1 ? Math.max(short, long) : Math.min(short, long),
    entities: firstEscape(text, '&#', (at) => referenceAt(bytes, at + 2)),
    markup: firstHighlight(bytes, text),
  }
}

/** `0041`, `{41}` */
function unicodeAt(bytes: Uint8Array, at: number): number | undefined {
  if (bytes[at] === ZERO && bytes[at + 1] === ZERO) return hexAt(bytes, at + 2)
  return bytes[at] === OPEN && bytes[at + 3] === CLOSE ? hexAt(bytes, at + 1) : undefined
}

function firstEscape(text: Searched, mark: string, valueAt: (at: number) => number | undefined): number {
  let at = indexOfText(text, mark, 0)
  while (at !== -1 && !TELLING[valueAt(at) ?? 0]) at = indexOfText(text, mark, at + 1)
  return at
}

/** The byte that two hex digits give. */
export const hexAt = (bytes: Uint8Array, at: number): number | undefined =>
  HEX[bytes[at]!] && HEX[bytes[at + 1]!] ? (nibble(bytes[at]!) << 4) | nibble(bytes[at + 1]!) : undefined

/** `43;`, `x2b;`, when it is ASCII. */
function referenceAt(bytes: Uint8Array, at: number): number | undefined {
  if (bytes[at] === LOWER_X) return hexAt(bytes, at + 1)
  let value = 0
  let end = at
  for (; end < at + 4 && bytes[end]! >= ZERO && bytes[end]! <= NINE; end++) value = value * 10 + bytes[end]! - ZERO
  return bytes[end] === SEMICOLON && value < 128 ? value : undefined
}

function findManifests(bytes: Uint8Array, text: Searched): number[] {
  const found: number[] = []
  for (let at = indexOfText(text, 'Secret', 0); at !== -1; at = indexOfText(text, 'Secret', at + 6)) {
    const before = String.fromCharCode(...bytes.subarray(Math.max(0, at - 12), at))
    const after = String.fromCharCode(bytes[at + 6] ?? 10)
    if (/\bkind["']?: {0,3}["']?$/.test(before) && /[\s"',}]/.test(after)) found.push(at)
  }
  return found
}
