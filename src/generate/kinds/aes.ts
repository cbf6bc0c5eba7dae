// A key of AES in hexadecimal. Data that the old key encrypted stays unreadable to a new one.
import type { Generator } from '../contract.ts'
import { FLOOR, randomBytes } from '../bytes.ts'
import { toBase64, toHex } from '../encode.ts'
import { oneOf } from '../options.ts'

const ENCODINGS = { hex: toHex, base64: toBase64 }

export const generator: Generator = {
  describe: 'AES key',
  group: 'keys',
  options: {
    size: { default: 256, describe: 'bits: 128, 192 or 256' },
    encoding: { default: 'hex', describe: 'hex or base64' },
  },
  floor: FLOOR.key,
  make: (random, options) => {
    const encoding = oneOf('aes', options, 'encoding', ['hex', 'base64'])
    return randomBytes(random, { bytes: oneOf('aes', options, 'size', [128, 192, 256]) / 8 }, ENCODINGS[encoding])
  },
}
