// Base32 to bytes (RFC 4648, section 6), upper or lower case, without padding; bits that fill no byte are dropped.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The five bits of a character, as a number; -1 for one that is no base32. */
export const base32Value = (char: string): number => ALPHABET.indexOf(char.toUpperCase())

export function decodeBase32(text: string): number[] {
  const bytes: number[] = []
  let buffer = 0
  let bits = 0
  for (const char of text) {
    buffer = ((buffer << 5) | base32Value(char)) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    bytes.push((buffer >>> bits) & 255)
  }
  return bytes
}
