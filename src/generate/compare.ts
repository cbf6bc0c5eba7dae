// Equal or not, without telling by the time it takes how much of it is: Python's secrets.compare_digest.
import { utf8 } from './encode.ts'

/**
 * Takes as long for every `a` as for any other; the time may tell the length of `b`.
 * @param a two texts of ASCII, or two arrays of bytes.
 * @throws TypeError for anything else, as Python's does
 */
export function compareDigest(a: string | Uint8Array, b: string | Uint8Array): boolean {
  const left = bytesOf(a)
  const right = bytesOf(b)
  if (typeof a !== typeof b) throw new TypeError('compare two texts, or two arrays of bytes')
  let difference = left.length ^ right.length
  for (let i = 0; i < right.length; i++) difference |= (left[i] ?? 0) ^ right[i]!
  return difference === 0
}

function bytesOf(value: string | Uint8Array): Uint8Array {
  if (typeof value !== 'string') return value
  if (!/^[\u0000-\u007f]*$/.test(value)) throw new TypeError('only texts of ASCII can be compared; give their bytes')
  return utf8(value)
}
