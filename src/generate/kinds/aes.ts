// A key of AES in hexadecimal. Data that the old key encrypted stays unreadable to a new one.
import type { Generator } from '../contract.ts'
import { FLOOR, randomBytes } from '../bytes.ts'
import { toBase64, toHex } from '../encode.ts'

export const generator: Generator = {
  describe: 'AES key',
  group: 'keys',
  options: {
    size: { default: 256, choices: [128, 192, 256], describe: 'bits' },
    encoding: { default: 'hex', choices: ['hex', 'base64'], describe: 'how it is written' },
  },
  floor: FLOOR.key,
  usualBits: 256,
  make: (random, { size, encoding }) =>
    randomBytes(random, { bytes: Number(size) / 8 }, encoding === 'hex' ? toHex : toBase64),
}
