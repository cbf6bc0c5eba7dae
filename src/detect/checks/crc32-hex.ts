// Trello tokens (and others of Atlassian) end in the CRC32 of all that stands before it, as eight hexadecimal digits.
// https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/
import type { Check } from '../check.ts'
import { crc32 } from '../crc32.ts'

export const check: Check = (secret) =>
  crc32(secret.slice(0, -8)) === Number.parseInt(secret.slice(-8), 16)
    ? { ok: true, confidence: 'high', reason: 'its checksum is right' }
    : { ok: false, reason: 'its checksum is wrong' }
