// Private Packagist tokens end in the CRC32 of what stands before it, prefix included, as eight hexadecimal digits.
// https://packagist.com/docs/composer-authentication#token-format
import type { Check } from '../check.ts'
import { crc32 } from '../crc32.ts'

const DIGITS = 8

export const check: Check = (secret) =>
  crc32(secret.slice(0, -DIGITS)).toString(16).padStart(DIGITS, '0') === secret.slice(-DIGITS)
    ? { ok: true, confidence: 'high', reason: 'its checksum is right' }
    : { ok: false, reason: 'its checksum is wrong' }
