// Confluent Cloud secrets end in the CRC32 of the 54 characters behind `cflt`: its four bytes, lowest first, in base64.
// https://docs.confluent.io/cloud/current/security/authenticate/workload-identities/service-accounts/api-keys/overview.html
import type { Check } from '../check.ts'
import { crc32 } from '../crc32.ts'

export const check: Check = (secret) => {
  const crc = crc32(secret.slice(4, -6))
  const bytes = String.fromCharCode(crc & 255, (crc >>> 8) & 255, (crc >>> 16) & 255, crc >>> 24)
  return btoa(bytes).slice(0, 6) === secret.slice(-6)
    ? { ok: true, confidence: 'high', reason: 'its checksum is right' }
    : { ok: false, reason: 'its checksum is wrong' }
}
