// Base64 and base64url, in one line or in lines of equal length as mail and `base64 -w 76` write them. https://www.rfc-editor.org/rfc/rfc4648
import { SEXTET, SHORTEST_LINE } from '../../base64-lines.ts'
import { isHex, isWide, packing } from '../../encoded.ts'
import { isMostlyText } from '../looks.ts'
import { NEWLINE } from '../../bytes.ts'
import { touches } from '../../windows.ts'
import type { Decoded, Encoding } from '../contract.ts'

/** Characters. */
const LOOKED_AT = 256
const LONGEST_INDENT = 64
const code = (char: string): number => char.charCodeAt(0)
const EQUALS = code('=')

export const encoding: Encoding = {
  find(bytes, { runs, fresh }) {
    const found: Decoded[] = []
    let free = 0
    for (let i = 0; i < runs.length; i += 2) {
      const [start, end] = [runs[i]!, runs[i + 1]!]
      // A line of one that was read already.
      if (start < free || isHex(bytes, start, end)) continue
      // What only begins like text is left before all of it is decoded.
      const { bytes: head } = base64At(bytes, start, Math.min(end, start + LOOKED_AT))
      if (!isMostlyText(head) && packing(head[0]!, head[1]!) === undefined && !isWide(head.subarray(0, 12))) continue
      const last = lastLine(bytes, start, end)
      free = last
      if (!fresh || touches(fresh, start, last)) found.push(base64At(bytes, start, last))
    }
    return found
  },
}

/** @param end of the last character; white space within, and escaped line ends, are passed over. */
export function base64At(bytes: Uint8Array, start: number, end: number): Decoded {
  const places = new Uint32Array(end - start)
  const decoded = new Uint8Array(Math.ceil(((end - start) * 3) / 4))
  let count = 0
  let bits = 0
  let url = false
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!
    if (byte === code('\\')) {
      // The letter of `\n` is none of the text.
      at++
      continue
    }
    const value = SEXTET[byte]!
    if (value === 255) continue
    if (byte === code('-') || byte === code('_')) url = true
    places[count++] = at
    bits = ((bits << 6) | value) & 0xffffff
    if (count % 4 === 0) {
      const to = (count / 4) * 3
      decoded[to - 3] = bits >> 16
      decoded[to - 2] = (bits >> 8) & 255
      decoded[to - 1] = bits & 255
    }
  }
  const length = Math.floor((count * 3) / 4)
  const rest = count % 4
  if (rest === 2) decoded[length - 1] = bits >> 4
  if (rest === 3) {
    decoded[length - 2] = bits >> 10
    decoded[length - 1] = (bits >> 2) & 255
  }
  let padded = end
  while (padded - end < 2 && bytes[padded] === EQUALS) padded++
  return {
    how: [url ? 'base64url' : 'base64'],
    bytes: decoded.subarray(0, length),
    origin: (from, to) => [
      places[Math.floor((from * 4) / 3)] ?? end,
      to >= length ? padded : places[Math.ceil((to * 4) / 3) - 1]! + 1,
    ],
  }
}

/** The end of the last of the lines that begin with this run. */
function lastLine(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start
  if (length < SHORTEST_LINE || length % 4 !== 0) return end
  let last = end
  for (;;) {
    const next = lineBelow(bytes, last)
    if (next === undefined) return last
    let stop = next
    while (stop - next <= length && SEXTET[bytes[stop]!]! !== 255) stop++
    if (stop === next || stop - next > length) return last
    last = stop
    if (stop - next < length) return last
  }
}

/** Where the next line's text begins, when a line ends there, escaped or not. */
function lineBelow(bytes: Uint8Array, from: number): number | undefined {
  let at = from
  while (bytes[at] === code('\\') && (bytes[at + 1] === code('r') || bytes[at + 1] === code('n'))) at += 2
  if (at === from) {
    if (bytes[at] === code('\r')) at++
    if (bytes[at] !== NEWLINE) return undefined
    at++
  }
  const line = at
  while (at - line < LONGEST_INDENT && (bytes[at] === code(' ') || bytes[at] === code('\t'))) at++
  return at
}
