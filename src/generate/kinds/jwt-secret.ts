// The key of a JWT's HMAC, as long as its hash: RFC 7518, section 3.2.
import type { Generator } from '../contract.ts'
import { FLOOR, randomBytes } from '../bytes.ts'
import { toBase64Url } from '../encode.ts'

export const generator: Generator = {
  describe: 'JWT signing secret',
  group: 'tokens',
  options: {
    algorithm: { default: 'HS256', choices: ['HS256', 'HS384', 'HS512'], describe: 'it is as long as the hash of it' },
  },
  floor: FLOOR.key,
  usualBits: 256,
  make: (random, { algorithm }) => randomBytes(random, { bytes: Number(String(algorithm).slice(2)) / 8 }, toBase64Url),
}
