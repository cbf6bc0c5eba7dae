// Chance without bias: bytes from the platform, and whole numbers, items and characters drawn from them as Python's `secrets` does.
import type { Random } from './contract.ts'

/** The most that one call of getRandomValues may ask for. https://www.w3.org/TR/WebCryptoAPI/#Crypto-method-getRandomValues */
const QUOTA = 65_536

export const webRandom: Random = {
  bytes: (length) => {
    const bytes = new Uint8Array(length)
    for (let at = 0; at < length; at += QUOTA) globalThis.crypto.getRandomValues(bytes.subarray(at, at + QUOTA))
    return bytes
  },
}

/** A number of `bits` random bits: the highest ones of as few bytes as hold them, the first byte highest. */
export function randbits(random: Random, bits: number): bigint {
  const bytes = random.bytes(Math.ceil(bits / 8))
  let number = 0n
  for (const byte of bytes) number = (number << 8n) | BigInt(byte)
  return number >> BigInt(bytes.length * 8 - bits)
}

/**
 * A whole number from 0 to `n - 1`, each as likely as the others: bits are drawn again while they make `n` or more.
 * @throws RangeError unless `n` is a whole number from 1 to 2^53 - 1
 */
export function below(random: Random, n: number): number {
  if (!Number.isSafeInteger(n) || n < 1) throw new RangeError(`${n} is no number to stay below`)
  const bits = n.toString(2).length
  for (;;) {
    const drawn = Number(randbits(random, bits))
    if (drawn < n) return drawn
  }
}

/** One of the items. */
export const choice = <T>(random: Random, items: ArrayLike<T>): T => items[below(random, items.length)]!

/** A text of characters that are drawn one by one. @param alphabet UTF-16 units, each given once. */
export const characters = (random: Random, alphabet: string, length: number): string =>
  Array.from({ length }, () => choice(random, alphabet)).join('')

/** Entropy of `length` drawn items, in bits. @param choices how many items there are to draw from. */
export const entropyBits = (choices: number, length: number): number => Math.log2(choices) * length
