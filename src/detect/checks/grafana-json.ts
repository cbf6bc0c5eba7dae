// Grafana Cloud's access policy tokens and Grafana's legacy API keys are a JSON object in base64, the key itself under "k".
import type { Check } from '../check.ts'

export const check: Check = (secret) => {
  try {
    const value: unknown = JSON.parse(atob(secret.replace(/^glc_/, '')))
    if (typeof value === 'object' && value !== null && 'k' in value && typeof value.k === 'string')
      return { ok: true, confidence: 'high', reason: 'it holds JSON with a key' }
  } catch {
    // No base64, or no JSON.
  }
  return { ok: false, reason: 'it holds no JSON with a key' }
}
