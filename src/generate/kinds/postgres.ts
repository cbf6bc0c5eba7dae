// A password and the SCRAM-SHA-256 verifier that PostgreSQL takes in its place, so that the server's log never holds it.
// https://www.postgresql.org/docs/current/catalog-pg-authid.html, RFC 5803
import type { Generator } from '../contract.ts'
import { FLOOR } from '../bytes.ts'
import { toBase64, utf8 } from '../encode.ts'
import { hmac } from '../hmac.ts'
import { lengthOption, portablePassword } from '../verified-password.ts'

const ITERATIONS = 4096

export const generator: Generator = {
  describe: 'PostgreSQL password and its SCRAM-SHA-256 verifier',
  group: 'passwords',
  options: lengthOption,
  floor: FLOOR.token,
  usualBits: 190,
  make: async (random, options) => {
    const { subtle } = globalThis.crypto
    const made = portablePassword(random, options)
    const salt = Uint8Array.from(random.bytes(16))
    const key = await subtle.importKey('raw', utf8(made.value), 'PBKDF2', false, ['deriveBits'])
    const cost = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ITERATIONS }
    const salted = new Uint8Array(await subtle.deriveBits(cost, key, 256))
    const clientKey = await hmac('SHA-256', salted, utf8('Client Key'))
    const storedKey = toBase64(new Uint8Array(await subtle.digest('SHA-256', clientKey)))
    const serverKey = toBase64(await hmac('SHA-256', salted, utf8('Server Key')))
    const verifier = `SCRAM-SHA-256$${ITERATIONS}:${toBase64(salt)}$${storedKey}:${serverKey}`
    return { ...made, public: { verifier } }
  },
}
