// Finds many byte strings in one pass: a rolling hash over eight bytes says where one may begin, a comparison whether it does. Pure.
import type { Stretch } from '../types.ts'
import { SHORTEST } from './forms.ts'

/** A byte string to look for; the finder need not know its bytes. */
export interface Target<T> {
  /** `headOf` its first eight bytes. */
  head: number
  length: number
  /** Do these bytes equal it? Asked only where the head fits. */
  equals: (bytes: Uint8Array) => boolean
  of: T
}

export interface Found<T> {
  start: number
  end: number
  of: T
}

/** One random 32-bit word for each byte, the same in every run: heads are stored in files. */
let words: Int32Array | undefined

/** Made when first needed: most commits have no value to look for. */
const wordsOfBytes = (): Int32Array =>
  (words ??= Int32Array.from({ length: 256 }, (_, byte) => {
    // The mixing step of https://github.com/aappleby/smhasher/wiki/MurmurHash3
    let word = Math.imul(byte + 1, 0x9e3779b1)
    word = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35)
    return word ^ (word >>> 16)
  }))

/**
 * A gear hash: each step shifts by four bits, so that after eight steps a byte has left the 32 bits and nothing need be
 * taken out. The lowest eight bits know only the last two bytes and are dropped.
 * @param bytes eight or more. @returns 24 bits
 */
export function headOf(bytes: Uint8Array): number {
  const word = wordsOfBytes()
  let hash = 0
  for (let i = 0; i < SHORTEST; i++) hash = ((hash << 4) + word[bytes[i]!]!) | 0
  return hash >>> 8
}

/** @param fresh in order. Given: what touches none of these may be left out. @returns in order of their beginning; they may overlap. */
export type Finder<T> = (bytes: Uint8Array, fresh?: Stretch[]) => Found<T>[]

export function createFinder<T>(targets: Iterable<Target<T>>): Finder<T> {
  const byHead = new Map<number, Target<T>[]>()
  // A table of 16 bits stays in the processor's cache and answers for nearly every byte.
  const maybe = new Uint8Array(2 ** 16)
  let longest = 0
  for (const target of targets) {
    longest = Math.max(longest, target.length)
    const same = byHead.get(target.head)
    if (same) same.push(target)
    else byHead.set(target.head, [target])
    maybe[target.head >>> 8] = 1
  }
  return (bytes, fresh = [[0, bytes.length]]) => {
    const found: Found<T>[] = []
    if (longest === 0) return found
    const word = wordsOfBytes()
    let at = 0
    let first = 0
    let hash = 0
    for (const [start, end] of fresh) {
      if (start - longest > at) {
        at = first = start - longest
        hash = 0
      }
      const stop = Math.min(bytes.length, end + longest)
      for (; at < stop; at++) {
        hash = ((hash << 4) + word[bytes[at]!]!) | 0
        if (maybe[hash >>> 16] !== 0 && at + 1 - first >= SHORTEST) check(bytes, at + 1 - SHORTEST, hash >>> 8, found)
      }
    }
    return found
  }

  function check(bytes: Uint8Array, start: number, head: number, found: Found<T>[]): void {
    for (const { length, equals, of } of byHead.get(head) ?? []) {
      const end = start + length
      if (end <= bytes.length && equals(bytes.subarray(start, end))) found.push({ start, end, of })
    }
  }
}
