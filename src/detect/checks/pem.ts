// A private key block must have a body that is base64 and long enough for a key, in whatever form it was quoted.
// https://www.rfc-editor.org/rfc/rfc7468
import type { Check } from '../check.ts'

/** The shortest real one: an Ed25519 key in PKCS#8 has 64 characters. */
const SHORTEST_BODY = 60

export const check: Check = (secret) => {
  const body = secret
    .replace(/^-----BEGIN [A-Z0-9 ]+-----/, '')
    .replace(/-----END [A-Z0-9 ]+-----$/, '')
    // Quoted in source code: escapes, quotes, joins.
    .replace(/\\[nrt]/g, '\n')
    .replace(/["'+,;\\]\s*\n\s*["']?/g, '\n')
    // Headers of encrypted keys.
    .replace(/^[A-Za-z-]+: .*$/gm, '')
  const text = body.replace(/[^A-Za-z0-9+/=]/g, '')
  if (text.length < SHORTEST_BODY) return { ok: false, reason: 'its body is too short for a key' }
  if (new Set(text).size < 16) return { ok: false, reason: 'its body is no key' }
  const encrypted = /ENCRYPTED/.test(secret.slice(0, 200))
  return encrypted
    ? { ok: true, confidence: 'medium', reason: 'it is encrypted with a passphrase' }
    : { ok: true, confidence: 'high', reason: 'it is not encrypted' }
}
