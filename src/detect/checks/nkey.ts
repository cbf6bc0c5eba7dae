// NATS keys are base32 of a prefix, 32 bytes and a CRC-16 (XMODEM), lowest byte first.
// https://github.com/nats-io/nkeys/blob/main/strkey.go
import { decodeBase32 } from '../base32.ts'
import type { Check } from '../check.ts'

export function nkeyCrc16(bytes: number[]): number {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte << 8
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff
  }
  return crc
}

function isSound(key: string): boolean {
  const bytes = decodeBase32(key)
  return nkeyCrc16(bytes.slice(0, -2)) === (bytes.at(-2)! | (bytes.at(-1)! << 8))
}

/** A user, an account, an operator, a server or a curve key, as everybody may know it. */
export const isPublicNkey = (value: string): boolean => /^[UAONCX][A-Z2-7]{55}$/.test(value) && isSound(value)

export const check: Check = (secret) => {
  return isSound(secret)
    ? { ok: true, confidence: 'high', reason: 'its checksum is right' }
    : { ok: false, reason: 'its checksum is wrong' }
}
