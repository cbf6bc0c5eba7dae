// Azure DevOps tokens of 52 base32 characters hold a CRC32 of their other bytes, masked by the kind of token.
// https://github.com/microsoft/security-utilities
import { DEVOPS_MASKS, devopsChecksums } from '../azure-keys.ts'
import type { Check } from '../check.ts'

export const check: Check = (secret) => {
  const { kept, computed } = devopsChecksums(secret)
  const mask = (kept ^ computed) >>> 0
  return Object.values(DEVOPS_MASKS).includes(mask)
    ? { ok: true, confidence: 'high', reason: 'its checksum is right' }
    : { ok: false, reason: 'its checksum is wrong' }
}
