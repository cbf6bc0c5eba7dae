// An RSA key pair. WebCrypto finds the primes with its own chance: the given stream has no part in it.
import type { Generator } from '../contract.ts'
import { FLOOR } from '../bytes.ts'
import { KEY_BITS, written } from '../key-pair.ts'

export const generator: Generator = {
  describe: 'RSA key pair',
  group: 'keys',
  options: {
    size: { default: 3072, choices: [3072, 4096], describe: 'bits' },
    format: { default: 'pem', choices: ['pem', 'jwk'], describe: 'how it is written' },
  },
  floor: FLOOR.key,
  usualBits: 128,
  make: async (_random, options) => {
    const { subtle } = globalThis.crypto
    const modulusLength = Number(options['size'])
    const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
    const made = await subtle.generateKey(
      { ...algorithm, modulusLength, publicExponent: Uint8Array.of(1, 0, 1) },
      true,
      ['sign', 'verify'],
    )
    const pkcs8 = new Uint8Array(await subtle.exportKey('pkcs8', made.privateKey))
    const spki = new Uint8Array(await subtle.exportKey('spki', made.publicKey))
    return { ...(await written(options, { pkcs8, spki }, algorithm)), bits: KEY_BITS }
  },
}
