// A private key's DER in base64, without armour: it must be as long as it says.
import { fromBase64, sequenceLength } from '../der.ts'
import type { Check } from '../check.ts'

export const check: Check = (secret) => {
  const bytes = fromBase64(secret.replace(/\\[nr]/g, '')) ?? ''
  const length = sequenceLength(bytes)
  if (length === undefined || new Set(secret.slice(20)).size < 20) return { ok: false, reason: 'it is no key' }
  return Math.abs(length - bytes.length) <= 2
    ? { ok: true, confidence: 'high', reason: 'its body is whole' }
    : { ok: true, confidence: 'medium', reason: 'it is cut off or changed' }
}
