// A preshared key of WireGuard. https://www.wireguard.com/protocol/
import type { Generator } from '../contract.ts'
import { FLOOR, randomBytes } from '../bytes.ts'
import { toBase64 } from '../encode.ts'

export const generator: Generator = {
  describe: 'WireGuard preshared key',
  group: 'keys',
  options: {},
  floor: FLOOR.key,
  usualBits: 256,
  make: (random) => randomBytes(random, { bytes: 32 }, toBase64),
}
