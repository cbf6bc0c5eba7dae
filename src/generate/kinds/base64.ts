// Random bytes in base64.
import type { Generator } from '../contract.ts'
import { byteOption, FLOOR, randomBytes } from '../bytes.ts'
import { toBase64 } from '../encode.ts'

export const generator: Generator = {
  describe: 'Random bytes in base64',
  group: 'bytes',
  options: byteOption(32),
  floor: FLOOR.token,
  usualBits: 256,
  make: (random, options) => randomBytes(random, options, toBase64),
}
