// Random bytes in base58: no characters that look alike.
import type { Generator } from '../contract.ts'
import { byteOption, FLOOR, randomBytes } from '../bytes.ts'
import { toBase58 } from '../encode.ts'

export const generator: Generator = {
  describe: 'Random bytes in base58',
  group: 'bytes',
  options: byteOption(32),
  floor: FLOOR.token,
  usualBits: 256,
  make: (random, options) => randomBytes(random, options, toBase58),
}
