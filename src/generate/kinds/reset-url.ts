// A link that resets a password: the last of the recipes of Python's secrets. https://docs.python.org/3/library/secrets.html#recipes-and-best-practices
import type { Generator } from '../contract.ts'
import { FLOOR, randomBytes } from '../bytes.ts'
import { toBase64Url } from '../encode.ts'

export const generator: Generator = {
  describe: 'URL with a token, to reset a password',
  group: 'tokens',
  options: {
    bytes: { default: 32, describe: 'how many random bytes' },
    url: { default: 'https://example.com/reset=', describe: 'what stands before the token' },
  },
  floor: FLOOR.token,
  usualBits: 256,
  make: (random, options) => randomBytes(random, options, toBase64Url, String(options['url'])),
}
