// A key pair of WireGuard: Curve25519 in base64, clamped as `wg genkey` does. https://www.wireguard.com/protocol/
import type { Generator } from '../contract.ts'
import { FLOOR } from '../bytes.ts'
import { toBase64 } from '../encode.ts'
import { curve25519, KEY_BITS } from '../key-pair.ts'

export const generator: Generator = {
  describe: 'WireGuard key pair',
  group: 'keys',
  options: {},
  floor: FLOOR.key,
  usualBits: 128,
  make: async (random) => {
    const key = Uint8Array.from(random.bytes(32))
    key[0] = key[0]! & 248
    key[31] = (key[31]! & 127) | 64
    const publicKey = toBase64((await curve25519('X25519', key)).public)
    return { value: toBase64(key), public: { publicKey }, bits: KEY_BITS }
  },
}
