// A key pair of Ed25519 for signatures: RFC 8032, RFC 8410.
import type { Generator } from '../contract.ts'
import { FLOOR } from '../bytes.ts'
import { curve25519, ed25519Spki, KEY_BITS, written } from '../key-pair.ts'
import { oneOf } from '../options.ts'

export const generator: Generator = {
  describe: 'Ed25519 key pair',
  group: 'keys',
  options: { format: { default: 'pem', describe: 'pem or jwk' } },
  floor: FLOOR.key,
  make: async (random, options) => {
    const format = oneOf('ed25519', options, 'format', ['pem', 'jwk'])
    const made = await curve25519('Ed25519', random.bytes(32))
    const pair = { pkcs8: made.pkcs8, spki: ed25519Spki(made.public) }
    return { ...(await written(format, pair, { name: 'Ed25519' })), bits: KEY_BITS }
  },
}
