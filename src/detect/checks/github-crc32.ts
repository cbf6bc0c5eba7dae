// GitHub and npm tokens end in the CRC32 of what stands before it, as six base62 digits.
// https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
import type { Check } from '../check.ts'
import { base62Crc32 } from '../crc32.ts'

/** The checksum covers the random part: all between the prefix's underscore and the last six characters. */
export const check: Check = (secret) => {
  const random = secret.slice(secret.lastIndexOf('_') + 1, -6)
  return base62Crc32(random) === secret.slice(-6)
    ? { ok: true, confidence: 'high', reason: 'its checksum is right' }
    : { ok: false, reason: 'its checksum is wrong' }
}
