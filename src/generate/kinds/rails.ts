// Rails' secret_key_base: SecureRandom.hex(64). https://api.rubyonrails.org/classes/Rails/Application.html#method-i-secret_key_base
import type { Generator } from '../contract.ts'
import { FLOOR, randomBytes } from '../bytes.ts'
import { toHex } from '../encode.ts'

export const generator: Generator = {
  describe: 'Rails secret_key_base',
  group: 'frameworks',
  options: {},
  floor: FLOOR.key,
  usualBits: 512,
  make: (random) => randomBytes(random, { bytes: 64 }, toHex),
}
