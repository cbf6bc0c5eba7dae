// The contract of an encoding: src/detect/decode/kinds/NAME.ts exports `encoding`.
import type { Encoded } from '../encoded.ts'

/** A text that was read out of other bytes. Positions are in bytes, ends exclusive. */
export interface Decoded {
  /** What it was written in, for people; the outermost first. */
  how: string[]
  bytes: Uint8Array
  /** Where its bytes `from`..`to` stand in the others. */
  origin: (from: number, to: number) => [start: number, end: number]
  /** Escapes among plain text, so that most of it was read before. */
  escaped?: true
  /** What a page shows: names tell in it what a value is, in a program too. */
  page?: true
  /** Packed: which byte comes from where cannot be told, `origin` gives all of it. */
  packed?: true
  /** Number of a notebook's cell, from 1. */
  cell?: number
  /** A whole value, known to be encoded: what a rule sees in the encoded text by itself does not count. */
  claimed?: true
  /** A value that its manifest declares to be a secret, under its name. `start` is its place in `bytes`; one character a byte. */
  declared?: { name: string; value: string; start: number }
}

export interface Encoding {
  /** All texts in this encoding, in order. @param encoded what a quick look at the bytes showed */
  find: (bytes: Uint8Array, encoded: Encoded) => Decoded[]
}

/**
 * Unpacks gzip or zlib; of a cut stream what there is.
 * @param most bytes; more are not unpacked.
 * @returns undefined when it is neither
 */
export type Inflate = (packed: Uint8Array, most: number) => Uint8Array | 'too large' | undefined
