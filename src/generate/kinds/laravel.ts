// Laravel's APP_KEY: `base64:` and the key of AES-256-CBC (32 bytes) or AES-128-CBC (16). https://laravel.com/docs/encryption
import type { Generator } from '../contract.ts'
import { byteOption, FLOOR, randomBytes } from '../bytes.ts'
import { toBase64 } from '../encode.ts'
import { oneOf } from '../options.ts'

export const generator: Generator = {
  describe: 'Laravel APP_KEY',
  group: 'frameworks',
  options: byteOption(32),
  floor: FLOOR.key,
  make: (random, options) => {
    oneOf('laravel', options, 'bytes', [16, 32])
    return randomBytes(random, options, toBase64, 'base64:')
  },
}
