// OneSignal's older keys and PubNub's secret keys are UUIDs in base64, behind a prefix or none.
import type { Check } from '../check.ts'

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
/** 36 bytes in base64. */
const LENGTH = 48

export const check: Check = (secret) => {
  try {
    if (UUID.test(atob(secret.slice(-LENGTH)))) return { ok: true, confidence: 'high', reason: 'it holds a UUID' }
  } catch {
    // No base64.
  }
  return { ok: false, reason: 'it holds no UUID' }
}
