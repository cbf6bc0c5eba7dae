// A key pair on the curve P-256: FIPS 186-5, SP 800-186.
import type { Generator } from '../contract.ts'
import { FLOOR } from '../bytes.ts'
import { KEY_BITS, p256, written } from '../key-pair.ts'

export const generator: Generator = {
  describe: 'EC key pair on P-256',
  group: 'keys',
  options: { format: { default: 'pem', choices: ['pem', 'jwk'], describe: 'how it is written' } },
  floor: FLOOR.key,
  usualBits: 128,
  make: async (random, options) => {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
    return { ...(await written(options, await p256(random), algorithm)), bits: KEY_BITS }
  },
}
