// Random bytes in base32: what TOTP seeds are written in.
import type { Generator } from '../contract.ts'
import { byteOption, FLOOR, randomBytes } from '../bytes.ts'
import { toBase32 } from '../encode.ts'

export const generator: Generator = {
  describe: 'Random bytes in base32',
  group: 'bytes',
  options: byteOption(20),
  floor: FLOOR.token,
  usualBits: 160,
  make: (random, options) => randomBytes(random, options, toBase32),
}
