// CRC-32 (ISO 3309, the one of zip and gzip) and its base62 form in tokens.

/** Made when first needed: a clean commit meets no checksum. */
let table: Uint32Array | undefined
const makeTable = (): Uint32Array =>
  Uint32Array.from({ length: 256 }, (_, n) => {
    let c = n
    for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
    return c
  })

/** @param text one character a byte. */
export function crc32(text: string): number {
  const known = (table ??= makeTable())
  let crc = 0xffffffff
  for (let i = 0; i < text.length; i++) crc = known[(crc ^ text.charCodeAt(i)) & 0xff]! ^ (crc >>> 8)
  return (crc ^ 0xffffffff) >>> 0
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Six base62 digits, padded with zeros: the tail of GitHub and npm tokens. */
export function base62Crc32(text: string): string {
  let rest = crc32(text)
  let digits = ''
  for (let i = 0; i < 6; i++) {
    digits = BASE62[rest % 62]! + digits
    rest = Math.floor(rest / 62)
  }
  return digits
}
