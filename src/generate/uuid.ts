// UUIDs: RFC 9562, section 4.
import { toHex } from './encode.ts'

/** @param bytes 16; six of their bits become the version and the variant. */
export function uuidBytes(bytes: Uint8Array, version: number): Uint8Array<ArrayBuffer> {
  const marked = Uint8Array.from(bytes)
  marked[6] = (version << 4) | (bytes[6]! & 0x0f)
  marked[8] = 0x80 | (bytes[8]! & 0x3f)
  return marked
}

export const formatUuid = (bytes: Uint8Array, version: number): string =>
  toHex(uuidBytes(bytes, version)).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
