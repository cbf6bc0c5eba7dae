// An SSH key pair of Ed25519 as ssh-keygen writes it, without a passphrase.
// https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key, RFC 4253 section 6.6
import { UserError } from '../../errors.ts'
import type { Generator } from '../contract.ts'
import { FLOOR } from '../bytes.ts'
import { concat, toBase64, utf8 } from '../encode.ts'
import { curve25519, KEY_BITS, pem } from '../key-pair.ts'

const ALGORITHM = 'ssh-ed25519'
const BLOCK = 8

const uint32 = (number: number): number[] => [number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255]
const field = (data: Uint8Array | string): Uint8Array => {
  const bytes = typeof data === 'string' ? utf8(data) : data
  return concat(uint32(bytes.length), bytes)
}

export const generator: Generator = {
  describe: 'SSH key pair (Ed25519)',
  group: 'keys',
  options: { comment: { default: '', describe: 'stands behind the public key' } },
  floor: FLOOR.key,
  usualBits: 128,
  make: async (random, options) => {
    const comment = String(options['comment'])
    if (/[\u0000-\u001f\u007f]/.test(comment))
      throw new UserError('generator-option', 'ssh', 'comment must be one line')
    const seed = random.bytes(32)
    const key = (await curve25519('Ed25519', seed)).public
    const blob = concat(field(ALGORITHM), field(key))
    // Twice the same number: whoever decrypts it sees whether the passphrase was right.
    const check = random.bytes(4)
    const secret = concat(check, check, field(ALGORITHM), field(key), field(concat(seed, key)), field(comment))
    const padding = Array.from({ length: (BLOCK - (secret.length % BLOCK)) % BLOCK }, (_, i) => i + 1)
    const file = concat(
      utf8('openssh-key-v1\0'),
      ...['none', 'none', ''].map(field),
      uint32(1),
      field(blob),
      field(concat(secret, padding)),
    )
    return {
      value: pem('OPENSSH PRIVATE KEY', file, 70),
      public: { publicKey: `${ALGORITHM} ${toBase64(blob)}${comment && ` ${comment}`}` },
      bits: KEY_BITS,
    }
  },
}
