// The secret of NextAuth and Auth.js. https://authjs.dev/getting-started/deployment#auth_secret
import type { Generator } from '../contract.ts'
import { FLOOR, randomBytes } from '../bytes.ts'
import { toBase64 } from '../encode.ts'

export const generator: Generator = {
  describe: 'NextAuth and Auth.js secret',
  group: 'frameworks',
  options: {},
  floor: FLOOR.key,
  usualBits: 256,
  make: (random) => randomBytes(random, { bytes: 32 }, toBase64),
}
