// The checksums that Microsoft's identifiable keys end in. https://github.com/microsoft/security-utilities
import { decodeBase32 } from './base32.ts'
import { crc32 } from './crc32.ts'
import { marvin32 } from './marvin32.ts'

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const SECRET = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890.-_~'
/** They tell the checksums of two kinds of Azure DevOps tokens apart. */
export const DEVOPS_MASKS = { user: 0xe0b9692d, application: 0x1019f92e }
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'

/**
 * The six characters behind a key's mark.
 * @param body base64, the mark at its end
 * @param seed the kind of key
 */
export function markedTail(body: string, seed: string): string {
  const data = decode(body)
  return btoa(data + littleEndian(marvin32(data, seed))).slice(body.length, body.length + 6)
}

/** What stands behind the first 80 characters of a common annotated key, in the two encodings that are in use. */
export function annotatedTails(body: string): [base64: string, base62: string] {
  const checksum = littleEndian(marvin32(decode(body), 'Default0'))
  return [btoa(checksum).slice(0, 6), digits(number(checksum), BASE62).padEnd(6, '0')]
}

/** The last three characters of an Entra client secret. */
export const clientSecretTail = (body: string): string =>
  digits(marvin32(body, 'AadPwd00'), SECRET).padStart(6, SECRET[0]).slice(0, 3)

/** A legacy Azure DevOps token: bytes 2, 7, 8 and 22 of 32 are a checksum of the others. */
export function devopsChecksums(token: string): { kept: number; computed: number } {
  const all = String.fromCharCode(...decodeBase32(token))
  const others = all.slice(0, 2) + all.slice(3, 7) + all.slice(9, 22) + all.slice(23, 32)
  return { kept: number([2, 7, 8, 22].map((at) => all[at]).join('')), computed: crc32(others) }
}

/** The token with the right checksum of a user's token put into it. */
export function devopsToken(token: string): string {
  const all = decodeBase32(token).map((byte) => String.fromCharCode(byte))
  const checksum = littleEndian((devopsChecksums(token).computed ^ DEVOPS_MASKS.user) >>> 0)
  for (const [i, at] of [22, 8, 7, 2].entries()) all[at] = checksum[i]!
  const bits = all.map((byte) => byte.charCodeAt(0).toString(2).padStart(8, '0')).join('')
  return bits.replace(/.{1,5}/g, (five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]!)
}

/** Bits that do not fill a byte are kept as a byte's first bits. */
function decode(body: string): string {
  const plain = body.replaceAll('-', '+').replaceAll('_', '/')
  return atob(plain.padEnd(Math.ceil(plain.length / 4) * 4, 'A')).slice(0, Math.ceil((plain.length * 6) / 8))
}

function digits(value: number, alphabet: string): string {
  let text = ''
  for (let rest = value; rest > 0; rest = Math.floor(rest / alphabet.length))
    text = alphabet[rest % alphabet.length] + text
  return text
}

const littleEndian = (value: number): string =>
  String.fromCharCode(...[0, 8, 16, 24].map((bits) => (value >>> bits) & 255))

const number = (bigEndian: string): number => [...bigEndian].reduce((sum, byte) => sum * 256 + byte.charCodeAt(0), 0)
