// Where may an encoded text stand in these bytes? A quick look, so that most files never load what decodes. Pure.
import { HEX, indexOfText } from './bytes.ts'
import type { Stretch } from '../types.ts'

/** What deserves a closer look. */
export interface Encoded {
  /** Runs of base64 or hex whose beginning decodes to text or to packed data: start, end, start, end ... */
  runs: number[]
  /** Some byte of ASCII text is written as an escape: `%2F`, `\u003d`, `\x41`, `&#43;`. */
  escapes: boolean
  /** Places of the word `Secret` in `kind: Secret`. */
  manifests: number[]
  /** Given: what touches none of these stretches need not be decoded. */
  fresh?: Stretch[]
}

/** Base64 characters: 20 bytes take as many, and no token that a rule knows by its form alone is shorter. */
const SHORTEST_RUN = 27
/** Base64 characters that tell text from other data; whole groups of four. */
const LOOKED_AT = 16
/** A word in Latin letters among them would need more than chance. */
const MOST_WIDE = 4
const code = (char: string): number => char.charCodeAt(0)
const DOT = code('.')

/** Values of the characters of base64 and base64url, 255 for all others. https://www.rfc-editor.org/rfc/rfc4648 */
export const SEXTET = new Uint8Array(256).fill(255)
for (const end of ['+/', '-_']) {
  const alphabet = `ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789${end}`
  for (let value = 0; value < 64; value++) SEXTET[alphabet.charCodeAt(value)] = value
}

/** What names and tokens are made of. An escaped blank, quote or comma hides nothing from a rule. */
export const TELLING = Uint8Array.from({ length: 256 }, (_, b) =>
  Number(/[\w+/.=:~@$!*#{%-]/.test(String.fromCharCode(b))),
)

/** @param fresh in order. Given: only what touches one of these is wanted. */
export function findEncoded(bytes: Uint8Array, fresh?: Stretch[]): Encoded {
  const manifests = findManifests(bytes)
  if (!fresh) return { runs: findRuns(bytes), escapes: hasEscapes(bytes), manifests }
  const parts = fresh.map(([start, end]) => bytes.subarray(start, end))
  // A text in several lines begins before the new ones.
  const runs = parts.some((part) => findRuns(part).length > 0) ? findRuns(bytes) : []
  return { runs, escapes: parts.some(hasEscapes), manifests, fresh }
}

export const isPlain = ({ runs, escapes, manifests }: Encoded): boolean =>
  runs.length === 0 && !escapes && manifests.length === 0

/** A run that is long enough covers every window of that length: from each place back to the last byte that is no part of one. */
function findRuns(bytes: Uint8Array): number[] {
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
    addRun(bytes, before + 1, end, runs)
    free = end
    at = end + SHORTEST_RUN
  }
  return runs
}

/** The run, or, where a path or a name stands before the base64, what follows its last separators. */
function addRun(bytes: Uint8Array, start: number, end: number, runs: number[]): void {
  if (isTokenPart(bytes, start, end) || isPicture(bytes, start)) return
  for (let at = start; end - at >= SHORTEST_RUN; ) {
    if (begins(bytes, at, end)) {
      runs.push(at, end)
      return
    }
    do at++
    while (at < end && !SEPARATOR[bytes[at - 1]!])
  }
}

const SEPARATOR = Uint8Array.from({ length: 256 }, (_, b) => Number('/-_+'.includes(String.fromCharCode(b))))

/** A JSON Web Token is told as a whole: its parts are no texts of their own. */
function isTokenPart(bytes: Uint8Array, start: number, end: number): boolean {
  if (bytes[end] === DOT && startsToken(bytes, start)) return true
  if (start === 0 || bytes[start - 1] !== DOT) return false
  let before = start - 1
  while (before > 0 && (SEXTET[bytes[before - 1]!]! !== 255 || bytes[before - 1] === DOT)) before--
  return startsToken(bytes, before)
}

const startsToken = (bytes: Uint8Array, at: number): boolean =>
  bytes[at] === code('e') && bytes[at + 1] === code('y') && bytes[at + 2] === code('J')

/** Behind `data:image/...;base64,`; a source map repeats a program that is scanned where it stands. */
function isPicture(bytes: Uint8Array, start: number): boolean {
  if (bytes[start - 1] !== code(',') || bytes[start - 2] !== code('4')) return false
  const head = String.fromCharCode(...bytes.subarray(Math.max(0, start - 80), start))
  return /data:(?:image|font|audio|video)\/[^,]*,$|sourceMappingURL=data:[^,]*,$/.test(head)
}

/** Is it text, packed data, or UTF-16, to judge by the first bytes? */
function begins(bytes: Uint8Array, start: number, end: number): boolean {
  if (isHex(bytes, start, end)) return isText(fromHex(bytes, start, start + 2 * ((LOOKED_AT / 4) * 3)))
  const first = SEXTET[bytes[start]!]!
  // H4s, eJ and their like.
  if ((first === 7 || first === 30) && packing(fromBase64(bytes, start, start + 4))) return true
  // Cheap, and enough for nearly all names: the first byte of a group is ASCII when its first character is one of A to f.
  let wide = 0
  for (let at = start; at < start + LOOKED_AT; at += 4) wide += SEXTET[bytes[at]!]! >> 5
  if (wide > 1) return false
  const head = fromBase64(bytes, start, start + LOOKED_AT)
  return isText(head) || isWide(head)
}

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

/** Characters of either alphabet only. A single last one says nothing. */
export function fromBase64(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const decoded = new Uint8Array(Math.floor(((end - start) * 3) / 4))
  for (let at = start, i = 0; i < decoded.length; at += 4, i += 3) {
    const group =
      (SEXTET[bytes[at]!]! << 18) |
      (SEXTET[bytes[at + 1]!]! << 12) |
      ((at + 2 < end ? SEXTET[bytes[at + 2]!]! : 0) << 6) |
      (at + 3 < end ? SEXTET[bytes[at + 3]!]! : 0)
    decoded[i] = group >> 16
    decoded[i + 1] = (group >> 8) & 255
    decoded[i + 2] = group & 255
  }
  return decoded
}

function isText(head: Uint8Array): boolean {
  let wide = 0
  for (const byte of head) {
    if (byte >= 0x80) wide++
    else if (byte < 32 ? byte < 9 || (byte > 10 && byte !== 13) : byte === 127) return false
  }
  return wide <= MOST_WIDE
}

/** Latin text in UTF-16, as PowerShell's -EncodedCommand has it. */
export const isWide = (head: Uint8Array): boolean => head.every((byte, i) => (i % 2 === 1 ? byte === 0 : byte > 8))

/** https://www.rfc-editor.org/rfc/rfc1952#page-6, https://www.rfc-editor.org/rfc/rfc1950#page-5 */
export function packing([first, second]: Uint8Array): 'gzip' | 'zlib' | undefined {
  if (first === 0x1f && second === 0x8b) return 'gzip'
  return first === 0x78 && (second === 0x01 || second === 0x5e || second === 0x9c || second === 0xda)
    ? 'zlib'
    : undefined
}

/** Asked in the order of their cost. */
const hasEscapes = (bytes: Uint8Array): boolean =>
  hasEscape(bytes, '%', (at) => hexAt(bytes, at + 1)) ||
  hasEscape(bytes, String.raw`\u00`, (at) => hexAt(bytes, at + 4)) ||
  hasEscape(bytes, String.raw`\u{`, (at) => (bytes[at + 5] === code('}') ? hexAt(bytes, at + 3) : undefined)) ||
  hasEscape(bytes, String.raw`\x`, (at) => hexAt(bytes, at + 2)) ||
  hasEscape(bytes, '&#x', (at) => hexAt(bytes, at + 3)) ||
  hasEscape(bytes, '&#', (at) => decimalAt(bytes, at + 2))

function hasEscape(bytes: Uint8Array, mark: string, valueAt: (at: number) => number | undefined): boolean {
  for (let at = indexOfText(bytes, mark, 0); at !== -1; at = indexOfText(bytes, mark, at + 1))
    if (TELLING[valueAt(at) ?? 0]) return true
  return false
}

/** The byte that two hex digits give. */
export const hexAt = (bytes: Uint8Array, at: number): number | undefined =>
  HEX[bytes[at]!] && HEX[bytes[at + 1]!] ? (nibble(bytes[at]!) << 4) | nibble(bytes[at + 1]!) : undefined

/** What the number before a semicolon gives, when it is ASCII. */
function decimalAt(bytes: Uint8Array, at: number): number | undefined {
  let value = 0
  let end = at
  for (; end < at + 4 && bytes[end]! >= 48 && bytes[end]! <= 57; end++) value = value * 10 + bytes[end]! - 48
  return bytes[end] === code(';') && value < 128 ? value : undefined
}

function findManifests(bytes: Uint8Array): number[] {
  const found: number[] = []
  for (let at = indexOfText(bytes, 'Secret', 0); at !== -1; at = indexOfText(bytes, 'Secret', at + 6)) {
    const before = String.fromCharCode(...bytes.subarray(Math.max(0, at - 12), at))
    const after = String.fromCharCode(bytes[at + 6] ?? 10)
    if (/\bkind["']?: {0,3}["']?$/.test(before) && /[\s"',}]/.test(after)) found.push(at)
  }
  return found
}
