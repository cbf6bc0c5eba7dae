// Slack's rotating tokens hold base64 of numbers and a hash, joined by dashes: generation, kind, team, user, time ...
import type { Check } from '../check.ts'

export const check: Check = (secret) => {
  const body = secret.slice(secret.lastIndexOf('-') + 1)
  return /^\d-\d-(?:\d{9,15}-){2,4}[0-9a-f]{64}$/.test(decode(body))
    ? { ok: true, confidence: 'high', reason: 'the team and user numbers in it are right' }
    : undefined
}

function decode(body: string): string {
  try {
    return atob(body)
  } catch {
    return ''
  }
}
