// Random bytes in base62: letters and digits only.
import type { Generator } from '../contract.ts'
import { byteOption, FLOOR, randomBytes } from '../bytes.ts'
import { toBase62 } from '../encode.ts'

export const generator: Generator = {
  describe: 'Random bytes in base62',
  group: 'bytes',
  options: byteOption(32),
  floor: FLOOR.token,
  usualBits: 256,
  make: (random, options) => randomBytes(random, options, toBase62),
}
