// A JSON Web Token's header and payload are JSON; its header names an algorithm, its payload when it expires.
// https://www.rfc-editor.org/rfc/rfc7515, https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4
import type { Check, Verdict } from '../check.ts'

export const check: Check = (secret, _match, now) => {
  const [header, payload] = secret.split('.').map(json)
  if (!header || typeof header['alg'] !== 'string') return { ok: false, reason: 'it is no JSON Web Token' }
  if (header['alg'].toLowerCase() === 'none') return { ok: false, reason: 'it is not signed' }
  // Supabase's key for web pages: what it may do is decided by the tables' policies.
  if (payload?.['role'] === 'anon' && String(payload['iss']).startsWith('supabase'))
    return { ok: false, reason: 'it is public by design' }
  return payload
    ? judgeLife(payload['exp'], now)
    : { ok: true, confidence: 'medium', reason: 'its header is that of a signed token, its payload is not readable' }
}

/** Seconds since 1970 that a Date can hold. */
const LATEST = 8.64e12

function judgeLife(expires: unknown, now?: number): Verdict {
  const reason = 'its header and payload are JSON'
  if (typeof expires !== 'number' || !(expires >= 0 && expires <= LATEST))
    return { ok: true, confidence: 'high', reason: `${reason}, and it never expires` }
  const date = new Date(expires * 1000).toISOString().slice(0, 10)
  return now !== undefined && expires <= now
    ? { ok: true, confidence: 'low', reason: `expired on ${date}` }
    : { ok: true, confidence: 'high', reason: `${reason}, and it is valid until ${date}` }
}

/** A part that is a JSON object, or undefined. */
function json(part: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(atob(part.replaceAll('-', '+').replaceAll('_', '/')))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
