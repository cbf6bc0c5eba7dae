// The key of a JWT's HMAC, as long as its hash: RFC 7518, section 3.2.
import type { Generator } from '../contract.ts'
import { FLOOR, randomBytes } from '../bytes.ts'
import { toBase64Url } from '../encode.ts'
import { oneOf } from '../options.ts'

export const generator: Generator = {
  describe: 'JWT signing secret',
  group: 'tokens',
  options: { algorithm: { default: 'HS256', describe: 'HS256, HS384 or HS512' } },
  floor: FLOOR.key,
  make: (random, options) => {
    const algorithm = oneOf('jwt-secret', options, 'algorithm', ['HS256', 'HS384', 'HS512'])
    return randomBytes(random, { bytes: Number(algorithm.slice(2)) / 8 }, toBase64Url)
  },
}
