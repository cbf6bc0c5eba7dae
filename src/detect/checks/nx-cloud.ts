// A token of Nx Cloud is base64 of a UUID, a bar and what it may do. https://nx.dev/ci/recipes/security/access-tokens
import type { Check } from '../check.ts'

export const check: Check = (secret) => {
  let text = ''
  try {
    text = atob(secret)
  } catch {
    // No base64: no token.
  }
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\|/.test(text)
    ? { ok: true, confidence: 'high', reason: 'it holds the id of a workspace token' }
    : { ok: false, reason: 'it holds no token id' }
}
