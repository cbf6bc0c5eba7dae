// Where a name ends, and where it begins: over the bytes that names are made of in code and settings.
import { NAME } from './bytes.ts'

/** @param most bytes */
export function skipName(bytes: Uint8Array, from: number, most: number): number {
  let at = from
  while (at - from < most && NAME[bytes[at]!]) at++
  return at
}

/** Backwards. @param end behind the name @param most bytes */
export function skipNameBack(bytes: Uint8Array, end: number, most: number): number {
  let at = end
  while (end - at < most && NAME[bytes[at - 1]!]) at--
  return at
}
