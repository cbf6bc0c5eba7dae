// A Nostr key is Bech32: 52 digits of data and 6 of a checksum over them and the prefix.
// https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki, https://github.com/nostr-protocol/nips/blob/master/19.md
import type { Check } from '../check.ts'

export const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3]

/** 1 for a right `prefix` + '1' + `digits`. */
export function bech32Remainder(prefix: string, digits: string): number {
  const codes = [...prefix].map((char) => char.charCodeAt(0))
  const values = [
    ...codes.map((c) => c >> 5),
    0,
    ...codes.map((c) => c & 31),
    ...[...digits].map((d) => BECH32.indexOf(d)),
  ]
  let sum = 1
  for (const value of values) {
    const top = sum >>> 25
    sum = ((sum & 0x1ffffff) << 5) ^ value
    for (const [bit, term] of GENERATOR.entries()) if ((top >>> bit) & 1) sum ^= term
  }
  return sum >>> 0
}

export const check: Check = (secret) =>
  bech32Remainder('nsec', secret.slice('nsec1'.length)) === 1
    ? { ok: true, confidence: 'high', reason: 'its checksum is right' }
    : { ok: false, reason: 'its checksum is wrong' }
