// Intercom's access tokens are base64 of `tok:`, an identifier in five groups, and two flags.
// https://developers.intercom.com/docs/build-an-integration/learn-more/authentication
import type { Check } from '../check.ts'

export const check: Check = (secret) => {
  let text = ''
  try {
    text = atob(secret)
  } catch {
    // No base64.
  }
  return /^tok:[0-9a-f]{8}(?:_[0-9a-f]{4}){3}_[0-9a-f]{12}:\d+:\d+$/.test(text)
    ? { ok: true, confidence: 'high', reason: 'it holds an Intercom token id' }
    : { ok: false, reason: 'it is no Intercom token' }
}
