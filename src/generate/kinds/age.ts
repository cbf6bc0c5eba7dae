// An identity of age and its recipient. https://github.com/C2SP/C2SP/blob/main/age.md#the-x25519-recipient-type
import { BECH32, bech32Remainder } from '../../detect/checks/nostr.ts'
import type { Generator } from '../contract.ts'
import { FLOOR } from '../bytes.ts'
import { fiveBits } from '../encode.ts'
import { curve25519, KEY_BITS } from '../key-pair.ts'

/** https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki */
function bech32(prefix: string, bytes: Uint8Array): string {
  const digits = fiveBits(bytes).map((value) => BECH32[value])
  const sum = bech32Remainder(prefix, `${digits.join('')}qqqqqq`) ^ 1
  const checksum = [25, 20, 15, 10, 5, 0].map((shift) => BECH32[(sum >>> shift) & 31])
  return [prefix, '1', ...digits, ...checksum].join('')
}

export const generator: Generator = {
  describe: 'age identity and recipient',
  group: 'keys',
  options: {},
  floor: FLOOR.key,
  usualBits: 128,
  make: async (random) => {
    const secret = random.bytes(32)
    const recipient = bech32('age', (await curve25519('X25519', secret)).public)
    return { value: bech32('age-secret-key-', secret).toUpperCase(), public: { recipient }, bits: KEY_BITS }
  },
}
