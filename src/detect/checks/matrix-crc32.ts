// Matrix tokens of Synapse and of the Matrix Authentication Service end in the CRC32 of all that stands before it.
// https://github.com/element-hq/synapse/blob/develop/synapse/handlers/auth.py (generate_access_token)
// https://github.com/element-hq/matrix-authentication-service/blob/main/crates/data-model/src/tokens.rs
import type { Check } from '../check.ts'
import { base62Crc32 } from '../crc32.ts'

/** The six digits behind `base`. The authentication service writes the lowest digit first and pads on the left. */
export function matrixChecksum(base: string): string {
  const digits = base62Crc32(base)
  if (base.startsWith('sy')) return digits
  return [...digits.replace(/^0+/, '')].toReversed().join('').padStart(6, '0')
}

export const check: Check = (secret) =>
  matrixChecksum(secret.slice(0, -7)) === secret.slice(-6)
    ? { ok: true, confidence: 'high', reason: 'its checksum is right' }
    : { ok: false, reason: 'its checksum is wrong' }
