// An API key of one's own: a public id, a secret, and the digest to store in the secret's place.
import { sha256 } from '../../detect/sha256.ts'
import type { Generator } from '../contract.ts'
import { ALPHABETS } from '../alphabets.ts'
import { FLOOR } from '../bytes.ts'
import { toBase64Url, toHex, utf8 } from '../encode.ts'
import { characters } from '../random.ts'

const BYTES = 32

export const generator: Generator = {
  describe: 'API key: id, secret, and the SHA-256 to store',
  group: 'tokens',
  options: { prefix: { default: 'ak', describe: 'begins the id' } },
  floor: FLOOR.key,
  usualBits: 256,
  make: (random, { prefix }) => {
    const id = `${prefix}_${characters(random, ALPHABETS.alphanumeric, 16)}`
    const value = toBase64Url(random.bytes(BYTES))
    return { value, public: { id, sha256: toHex(Uint8Array.from(sha256([...utf8(value)]))) }, bits: BYTES * 8 }
  },
}
