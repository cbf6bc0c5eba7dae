// Bitcoin's Base58Check: the last four bytes begin the double SHA-256 of all before them.
// https://en.bitcoin.it/wiki/Base58Check_encoding
import { sha256 } from '../sha256.ts'
import type { Check } from '../check.ts'

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** The number's bytes, highest first; a leading `1` is a zero. */
export function fromBase58(text: string): number[] {
  const bytes: number[] = []
  for (const char of text) {
    let carry = ALPHABET.indexOf(char)
    for (let i = 0; i < bytes.length; i++) {
      carry += bytes[i]! * 58
      bytes[i] = carry & 255
      carry >>= 8
    }
    for (; carry > 0; carry >>= 8) bytes.push(carry & 255)
  }
  return [...Array.from(/^1*/.exec(text)![0], () => 0), ...bytes.toReversed()]
}

export const base58Sum = (payload: number[]): number[] => sha256(sha256(payload)).slice(0, 4)

export const check: Check = (secret) => {
  const bytes = fromBase58(secret)
  return base58Sum(bytes.slice(0, -4)).join() === bytes.slice(-4).join()
    ? { ok: true, confidence: 'high', reason: 'its checksum is right' }
    : { ok: false, reason: 'its checksum is wrong' }
}
