// GitLab's routable tokens: PREFIX PAYLOAD . [VERSION .] LENGTH CRC; the payload's length in two base36 digits, and the
// CRC-32 of all before it in seven. https://docs.gitlab.com/development/cells/routable_tokens/
import type { Check } from '../check.ts'
import { crc32 } from '../crc32.ts'

const CRC_DIGITS = 7

export const check: Check = (secret) => {
  const dot = secret.indexOf('.')
  // The older form has no structure; a job token may be a JSON Web Token.
  if (dot === -1 || secret.includes('-eyJ')) return undefined
  const counted = secret.slice(0, -CRC_DIGITS)
  const payload = dot - parseInt(counted.slice(-2), 36)
  if (!'-_'.includes(secret[payload - 1] ?? ' ')) return { ok: false, reason: 'its length field is wrong' }
  // An instance may put a prefix of its own before GitLab's; the checksum covers it, the rules do not see it.
  return crc32(counted).toString(36).padStart(CRC_DIGITS, '0') === secret.slice(-CRC_DIGITS)
    ? { ok: true, confidence: 'high', reason: 'its length and checksum are right' }
    : { ok: true, confidence: 'medium', reason: 'its length field is right' }
}
