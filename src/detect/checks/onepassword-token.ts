// A 1Password service account token is JSON in base64: where to sign in, and the keys that decrypt the vaults.
// https://developer.1password.com/docs/service-accounts/security/
import type { Check } from '../check.ts'

export const check: Check = (secret) => {
  try {
    const text = atob(secret.slice('ops_'.length).replaceAll('-', '+').replaceAll('_', '/'))
    const { signInAddress } = JSON.parse(text) as { signInAddress?: unknown }
    if (typeof signInAddress === 'string') {
      return { ok: true, confidence: 'high', reason: `it signs in at ${signInAddress}` }
    }
  } catch {
    // Cut off or wrapped: still most of a token.
  }
  return { ok: true, confidence: 'medium', reason: 'it cannot be decoded' }
}
