// Symfony's APP_SECRET. https://symfony.com/doc/current/reference/configuration/framework.html#secret
import type { Generator } from '../contract.ts'
import { FLOOR, randomBytes } from '../bytes.ts'
import { toHex } from '../encode.ts'

export const generator: Generator = {
  describe: 'Symfony APP_SECRET',
  group: 'frameworks',
  options: {},
  floor: FLOOR.key,
  usualBits: 128,
  make: (random) => randomBytes(random, { bytes: 16 }, toHex),
}
