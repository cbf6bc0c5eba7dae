// Laravel's APP_KEY: `base64:` and the key of AES-256-CBC (32 bytes) or AES-128-CBC (16). https://laravel.com/docs/encryption
import type { Generator } from '../contract.ts'
import { FLOOR, randomBytes } from '../bytes.ts'
import { toBase64 } from '../encode.ts'

export const generator: Generator = {
  describe: 'Laravel APP_KEY',
  group: 'frameworks',
  options: { bytes: { default: 32, choices: [16, 32], describe: 'how many random bytes' } },
  floor: FLOOR.key,
  usualBits: 256,
  make: (random, options) => randomBytes(random, options, toBase64, 'base64:'),
}
