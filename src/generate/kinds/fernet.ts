// A Fernet key: signing and encryption key in base64url with padding. https://github.com/fernet/spec/blob/master/Spec.md
import type { Generator } from '../contract.ts'
import { FLOOR, randomBytes } from '../bytes.ts'
import { toBase64UrlPadded } from '../encode.ts'

export const generator: Generator = {
  describe: 'Fernet key',
  group: 'keys',
  options: {},
  floor: FLOOR.key,
  usualBits: 256,
  make: (random) => randomBytes(random, { bytes: 32 }, toBase64UrlPadded),
}
