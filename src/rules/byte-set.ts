// Sets of bytes that a piece of a pattern can match, as text that travels in JSON.

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

/** 64 hexadecimal digits, a bit a byte. */
export function packSet(set: ByteSet): string {
  const digit = (at: number): string =>
    [0, 1, 2, 3].reduce((bits, i) => bits | (set.has(at * 4 + i) ? 1 << i : 0), 0).toString(16)
  return Array.from({ length: 64 }, (_, at) => digit(at)).join('')
}
