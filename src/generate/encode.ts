// Bytes as text: the encodings of secrets, for every platform.
import { ALPHABETS } from './alphabets.ts'

/** Lower case. */
export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** RFC 4648, section 4, with padding. */
export const toBase64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))

/** RFC 4648, section 5, with padding. */
export const toBase64UrlPadded = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll('+', '-').replaceAll('/', '_')

/** RFC 4648, section 5, without padding. */
export const toBase64Url = (bytes: Uint8Array): string => toBase64UrlPadded(bytes).replaceAll('=', '')

/** RFC 4648, section 4: white space and missing padding are passed over. @throws DOMException for other characters */
export const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (char) => char.charCodeAt(0))

/** RFC 4648, section 6, with padding. */
export function toBase32(bytes: Uint8Array): string {
  const digits = fiveBits(bytes).map((value) => ALPHABETS.base32[value])
  return digits.join('').padEnd(Math.ceil(bytes.length / 5) * 8, '=')
}

/** Groups of five bits, highest first; the last one filled up with zeros. */
export function fiveBits(bytes: Uint8Array): number[] {
  const groups: number[] = []
  let buffer = 0
  let held = 0
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff
    for (held += 8; held >= 5; held -= 5) groups.push((buffer >>> (held - 5)) & 31)
  }
  if (held > 0) groups.push((buffer << (5 - held)) & 31)
  return groups
}

/** As Bitcoin writes it: each leading zero byte is a `1`, the rest one large number. */
export function toBase58(bytes: Uint8Array): string {
  const zeros = bytes.findIndex((byte) => byte !== 0)
  return '1'.repeat(zeros === -1 ? bytes.length : zeros) + digits(bytes, ALPHABETS.base58)
}

/** One large number, filled up with zeros to the length that the largest one of as many bytes has. */
export const toBase62 = (bytes: Uint8Array): string =>
  digits(bytes, ALPHABETS.base62).padStart(Math.ceil((bytes.length * 8) / Math.log2(62)), '0')

function digits(bytes: Uint8Array, alphabet: string): string {
  let number = bytes.length === 0 ? 0n : BigInt(`0x${toHex(bytes)}`)
  let text = ''
  for (const base = BigInt(alphabet.length); number > 0n; number /= base) text = alphabet[Number(number % base)] + text
  return text
}

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(new TextEncoder().encode(text))

export const concat = (...parts: ArrayLike<number>[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => Array.from(part)))
