// A key pair on the curve P-256: FIPS 186-5, SP 800-186.
import type { Generator } from '../contract.ts'
import { FLOOR } from '../bytes.ts'
import { KEY_BITS, p256, written } from '../key-pair.ts'
import { oneOf } from '../options.ts'

export const generator: Generator = {
  describe: 'EC key pair on P-256',
  group: 'keys',
  options: { format: { default: 'pem', describe: 'pem or jwk' } },
  floor: FLOOR.key,
  make: async (random, options) => {
    const format = oneOf('ec', options, 'format', ['pem', 'jwk'])
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
    return { ...(await written(format, await p256(random), algorithm)), bits: KEY_BITS }
  },
}
