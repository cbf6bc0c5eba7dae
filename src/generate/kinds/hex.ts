// Random bytes in hexadecimal: Python's secrets.token_hex.
import type { Generator } from '../contract.ts'
import { byteOption, FLOOR, randomBytes } from '../bytes.ts'
import { toHex } from '../encode.ts'

export const generator: Generator = {
  describe: 'Random bytes in hexadecimal (token_hex)',
  group: 'bytes',
  options: byteOption(32),
  floor: FLOOR.token,
  usualBits: 256,
  make: (random, options) => randomBytes(random, options, toHex),
}
