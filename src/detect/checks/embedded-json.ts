// Some tokens carry a JSON object in base64 between prefix and signature: Sentry's sntrys_, Snyk's snyk_uat.
// https://docs.sentry.io/security-legal-pii/security/token-formats/
import type { Check } from '../check.ts'

export const check: Check = (secret) => {
  const begin = secret.indexOf('eyJ')
  const body = /^[A-Za-z0-9+/-]*/.exec(secret.slice(begin))![0]
  return begin !== -1 && isObject(body)
    ? { ok: true, confidence: 'high', reason: 'the JSON in it is right' }
    : { ok: false, reason: 'it holds no JSON' }
}

function isObject(body: string): boolean {
  try {
    const value: unknown = JSON.parse(atob(body.replaceAll('-', '+')))
    return typeof value === 'object' && value !== null
  } catch {
    return false
  }
}
