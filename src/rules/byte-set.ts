// Sets of bytes that a piece of a pattern can match.

/** Members in any case: a superset is what a quick check needs. */
export type ByteSet = ReadonlySet<number>

const known = new Map<string, ByteSet>()

/** @param source one character class or escape of a pattern: `[a-z_]`, `\d`, `.` */
export function byteSet(source: string): ByteSet {
  const cached = known.get(source)
  if (cached) return cached
  // Of a negated class the folded form excludes both cases, so either form will do.
  const tests = [new RegExp(source), new RegExp(source, 'i')]
  const made = new Set(
    Array.from({ length: 256 }, (_, byte) => byte).filter((byte) =>
      tests.some((test) => test.test(String.fromCharCode(byte))),
    ),
  )
  known.set(source, made)
  return made
}

export const literalSet = (char: string): ByteSet =>
  new Set([char.toLowerCase().charCodeAt(0), char.toUpperCase().charCodeAt(0)])

/** 32 bytes, a bit a member; src/detect/bytes.ts asks them. */
export function packSet(set: ByteSet): Uint8Array {
  const packed = new Uint8Array(32)
  for (const byte of set) packed[byte >> 3]! |= 1 << (byte & 7)
  return packed
}
