// Reads escapes among plain text: the stretch around them, decoded, with the place that each byte comes from.
import { TELLING } from '../encoded.ts'
import { NEWLINE } from '../bytes.ts'
import type { Decoded } from './contract.ts'

/** Bytes that an escape takes, and what it stands for: a code point, or `byte` one byte of the text, or nothing. */
export interface Escape {
  length: number
  stands: number | undefined
  byte?: true
}

/** The escape at a place that holds its mark, if there is one. */
export type ReadEscape = (at: number) => Escape | undefined

type Text = Pick<Decoded, 'bytes' | 'origin'>

/** Bytes of the line on either side of an escape that may belong to what it hides a part of. */
const REACH = 512

const encoder = new TextEncoder()

/** @param first the first escape that tells something, or -1. */
export function findEscaped(bytes: Uint8Array, how: string, first: number, read: ReadEscape): Decoded[] {
  const found: Decoded[] = []
  const mark = bytes[first]!
  for (let at = first; at !== -1; ) {
    const escape = read(at)
    if (!tells(escape)) {
      at = bytes.indexOf(mark, at + (escape?.length ?? 1))
      continue
    }
    const start = lineStart(bytes, at)
    // Stretches that touch are one.
    let end = lineEnd(bytes, at)
    let next = at
    while (next !== -1 && next < end) {
      const other = read(next)
      if (tells(other)) end = Math.max(end, lineEnd(bytes, next))
      next = bytes.indexOf(mark, next + (other?.length ?? 1))
    }
    found.push({ ...decodeSpans(bytes, [[start, end]], mark, read), how: [how], escaped: true })
    at = bytes.indexOf(mark, end)
  }
  return found
}

const tells = (escape: Escape | undefined): boolean => escape?.stands !== undefined && TELLING[escape.stands] === 1

export function lineStart(bytes: Uint8Array, from: number): number {
  let at = from
  while (at > 0 && from - at < REACH && bytes[at - 1] !== NEWLINE) at--
  return at
}

export function lineEnd(bytes: Uint8Array, from: number): number {
  let at = from
  while (at < bytes.length && at - from < REACH && bytes[at] !== NEWLINE) at++
  return at
}

/** The bytes of all spans as one text, escapes decoded. */
export function decodeSpans(
  bytes: Uint8Array,
  spans: [start: number, end: number][],
  mark: number,
  read: ReadEscape,
): Text {
  // No escape is shorter than what it stands for in UTF-8.
  const most = spans.reduce((sum, [start, end]) => sum + end - start, 0)
  const decoded = new Uint8Array(most)
  const starts = new Uint32Array(most)
  const ends = new Uint32Array(most)
  let length = 0
  for (const [start, end] of spans) {
    for (let at = start; at < end; ) {
      const escape = bytes[at] === mark ? read(at) : undefined
      const whole: Escape = escape && at + escape.length <= end ? escape : { length: 1, stands: bytes[at]!, byte: true }
      const { stands, byte } = whole
      const text =
        stands === undefined ? [] : byte || stands < 0x80 ? [stands] : encoder.encode(String.fromCodePoint(stands))
      for (const part of text) {
        starts[length] = at
        ends[length] = at + whole.length
        decoded[length++] = part
      }
      at += whole.length
    }
  }
  return { bytes: decoded.subarray(0, length), origin: (from, to) => [starts[from]!, ends[to - 1]!] }
}
