// What the generators of random bytes share: how many, how they are written, and how weak is too weak.
import type { Generated, Generator, GeneratorOptions, Random } from './contract.ts'

/** Fewest bits for a use. NIST SP 800-63B-4 asks 64 of session secrets, SP 800-131A rev. 2 asks 112 of keys. */
export const FLOOR = { none: 0, token: 64, key: 112 } as const

export const byteOption = (bytes: number): Generator['options'] => ({
  bytes: { default: bytes, describe: 'how many random bytes' },
})

/** As many bytes as `options.bytes` says, written by `encode` behind `prefix`. */
export function randomBytes(
  random: Random,
  options: GeneratorOptions,
  encode: (bytes: Uint8Array) => string,
  prefix = '',
): Generated {
  const bytes = random.bytes(Number(options['bytes']))
  return { value: prefix + encode(bytes), bits: bytes.length * 8 }
}
