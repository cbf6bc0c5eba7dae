// A key pair of Ed25519 for signatures: RFC 8032, RFC 8410.
import type { Generator } from '../contract.ts'
import { FLOOR } from '../bytes.ts'
import { curve25519, ed25519Spki, KEY_BITS, written } from '../key-pair.ts'

export const generator: Generator = {
  describe: 'Ed25519 key pair',
  group: 'keys',
  options: { format: { default: 'pem', choices: ['pem', 'jwk'], describe: 'how it is written' } },
  floor: FLOOR.key,
  usualBits: 128,
  make: async (random, options) => {
    const made = await curve25519('Ed25519', random.bytes(32))
    const pair = { pkcs8: made.pkcs8, spki: ed25519Spki(made.public) }
    return { ...(await written(options, pair, { name: 'Ed25519' })), bits: KEY_BITS }
  },
}
