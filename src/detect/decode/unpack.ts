// What base64 and hex hold is often packed, or text of two bytes a character: takes that off.
import { isWide, packing } from '../encoded.ts'
import type { Decoded, Inflate } from './contract.ts'

/** A header, a block and a checksum. */
const SHORTEST_PACKED = 12

/** @returns undefined when it is packed and cannot be unpacked */
export function unpack(text: Decoded, inflate: Inflate, most: number): Decoded | 'too large' | undefined {
  const { bytes, how, origin } = text
  const packed = bytes.length < SHORTEST_PACKED ? undefined : packing(bytes[0]!, bytes[1]!)
  if (packed) {
    const inflated = inflate(bytes, most)
    if (inflated === undefined || inflated === 'too large') return inflated
    return { how: [...how, packed], bytes: inflated, origin: () => origin(0, bytes.length), packed: true }
  }
  if (bytes.length < 4 || !isWide(bytes.subarray(0, 12))) return text
  return {
    how: [...how, 'UTF-16'],
    bytes: bytes.filter((_, i) => i % 2 === 0),
    origin: (from, to) => origin(2 * from, 2 * to),
  }
}
