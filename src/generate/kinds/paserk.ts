// A PASETO key of local use, as PASERK writes it. https://github.com/paseto-standard/paserk/blob/master/types/local.md
import type { Generator } from '../contract.ts'
import { FLOOR, randomBytes } from '../bytes.ts'
import { toBase64Url } from '../encode.ts'

export const generator: Generator = {
  describe: 'PASETO local key (PASERK)',
  group: 'keys',
  options: { version: { default: 4, choices: [1, 2, 3, 4], describe: 'of PASETO' } },
  floor: FLOOR.key,
  usualBits: 256,
  make: (random, { version }) => randomBytes(random, { bytes: 32 }, toBase64Url, `k${version}.local.`),
}
