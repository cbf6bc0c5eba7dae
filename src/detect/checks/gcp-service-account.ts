// A Google Cloud service account's key file holds a PKCS#8 key; the file may be wrapped in base64 once more.
// https://cloud.google.com/iam/docs/keys-create-delete
import type { Check } from '../check.ts'

/** A 2048-bit key has about 1620 characters. */
const SHORTEST_BODY = 700

export const check: Check = (secret) => {
  const file = /BEGIN PRIVATE KEY/.test(secret) ? secret : decoded(secret)
  const pem = /-----BEGIN PRIVATE KEY-----([^-]*)-----END/.exec(file)?.[1]
  const body = pem?.replace(/\\+[nr]/g, '').replace(/[^A-Za-z0-9+/=]/g, '') ?? ''
  if (body.length < SHORTEST_BODY || !body.startsWith('MII')) return { ok: false, reason: 'it holds no private key' }
  if (new Set(body).size < 32) return { ok: false, reason: 'its private key is a placeholder' }
  return { ok: true, confidence: 'high', reason: 'it holds a whole private key' }
}

function decoded(text: string): string {
  try {
    return atob(text)
  } catch {
    return ''
  }
}
