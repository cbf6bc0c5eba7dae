// The functions of Python's module `secrets`, byte for byte: the same stream of bytes gives the same results.
// https://docs.python.org/3/library/secrets.html
import type { Random } from './contract.ts'
import { toBase64Url, toHex } from './encode.ts'
import { below, choice as chooseFrom, randbits as drawBits, webRandom } from './random.ts'

export { compareDigest } from './compare.ts'

/** Bytes of a token when none are asked for, as in Python. */
const DEFAULT_ENTROPY = 32

export const tokenBytes = (bytes = DEFAULT_ENTROPY, random: Random = webRandom): Uint8Array => random.bytes(bytes)

/** Two hexadecimal digits a byte. */
export const tokenHex = (bytes = DEFAULT_ENTROPY, random: Random = webRandom): string =>
  toHex(tokenBytes(bytes, random))

/** About 1.3 characters a byte, without padding. */
export const tokenUrlsafe = (bytes = DEFAULT_ENTROPY, random: Random = webRandom): string =>
  toBase64Url(tokenBytes(bytes, random))

/** A whole number from 0 to `n - 1`. @throws RangeError unless `n` is a whole number from 1 to 2^53 - 1 */
export const randbelow = (n: number, random: Random = webRandom): number => below(random, n)

/** A number of so many random bits. */
export const randbits = (bits: number, random: Random = webRandom): bigint => drawBits(random, bits)

/** @throws RangeError when there is nothing to choose from */
export const choice = <T>(items: ArrayLike<T>, random: Random = webRandom): T => chooseFrom(random, items)
