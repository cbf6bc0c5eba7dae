// Entra client secrets with the mark 8Q~ end in three characters of a Marvin32 checksum; those with 7Q~ have none.
// https://github.com/microsoft/security-utilities
import { clientSecretTail } from '../azure-keys.ts'
import type { Check } from '../check.ts'

export const check: Check = (secret) => {
  if (secret.slice(3, 6) !== '8Q~') return undefined
  return clientSecretTail(secret.slice(0, -3)) === secret.slice(-3)
    ? { ok: true, confidence: 'high', reason: 'its checksum is right' }
    : { ok: false, reason: 'its checksum is wrong' }
}
