// Random bytes in base64url without padding: Python's secrets.token_urlsafe.
import type { Generator } from '../contract.ts'
import { byteOption, FLOOR, randomBytes } from '../bytes.ts'
import { toBase64Url } from '../encode.ts'

export const generator: Generator = {
  describe: 'Random bytes in base64url (token_urlsafe)',
  group: 'bytes',
  options: byteOption(32),
  floor: FLOOR.token,
  usualBits: 256,
  make: (random, options) => randomBytes(random, options, toBase64Url),
}
