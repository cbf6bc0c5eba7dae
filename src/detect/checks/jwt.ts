// A JSON Web Token's header and payload are JSON; its header names an algorithm, its payload when it expires.
// https://www.rfc-editor.org/rfc/rfc7515, https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4
import type { Check, Verdict } from '../check.ts'

export const check: Check = (secret, _match, now) => {
  const [first = '', second = ''] = secret.split('.')
  const header = json(first)
  if (!header || typeof header['alg'] !== 'string') return { ok: false, reason: 'it is no JSON Web Token' }
  if (header['alg'].toLowerCase() === 'none') return { ok: false, reason: 'it is not signed' }
  const payload = json(second)
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

/** A part that is a JSON object, or undefined. An error takes 20 us, so what is no such thing at a look causes none. */
function json(part: string): Record<string, unknown> | undefined {
  if (part.length % 4 === 1) return undefined
  try {
    const text = atob(part.replaceAll('-', '+').replaceAll('_', '/')).trim()
    return text.startsWith('{') && text.endsWith('}') ? (JSON.parse(text) as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
