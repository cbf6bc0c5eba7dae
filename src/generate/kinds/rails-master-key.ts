// Rails' master key, of AES-128-GCM. https://guides.rubyonrails.org/security.html#custom-credentials
import type { Generator } from '../contract.ts'
import { FLOOR, randomBytes } from '../bytes.ts'
import { toHex } from '../encode.ts'

export const generator: Generator = {
  describe: 'Rails master.key',
  group: 'frameworks',
  options: {},
  floor: FLOOR.key,
  usualBits: 128,
  make: (random) => randomBytes(random, { bytes: 16 }, toHex),
}
