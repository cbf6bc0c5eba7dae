// A password and its Argon2id hash. RFC 9106; costs of https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
import type { Generator } from '../contract.ts'
import { FLOOR } from '../bytes.ts'
import { toBase64, utf8 } from '../encode.ts'
import { lengthOption, portablePassword } from '../verified-password.ts'

const COST = { m: 19_456, t: 2, p: 1 }
const unpadded = (bytes: Uint8Array): string => toBase64(bytes).replace(/=+$/, '')

export const generator: Generator = {
  describe: 'Password and its Argon2id hash',
  group: 'passwords',
  options: lengthOption,
  floor: FLOOR.token,
  usualBits: 190,
  make: async (random, options) => {
    const { argon2idAsync } = await import('@noble/hashes/argon2.js')
    const made = portablePassword(random, options)
    const salt = random.bytes(16)
    const hash = await argon2idAsync(utf8(made.value), salt, { ...COST, dkLen: 32 })
    const costs = `m=${COST.m},t=${COST.t},p=${COST.p}`
    return { ...made, public: { hash: `$argon2id$v=19$${costs}$${unpadded(salt)}$${unpadded(hash)}` } }
  },
}
