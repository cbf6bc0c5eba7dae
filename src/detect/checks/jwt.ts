// A JSON Web Token's header and payload are JSON; its header names an algorithm. https://www.rfc-editor.org/rfc/rfc7515
import type { Check } from '../check.ts'

export const check: Check = (secret) => {
  const [header, payload] = secret.split('.').map(json)
  if (!header || typeof header['alg'] !== 'string') return { ok: false, reason: 'it is no JSON Web Token' }
  if (header['alg'].toLowerCase() === 'none') return { ok: false, reason: 'it is not signed' }
  // Supabase's key for web pages: what it may do is decided by the tables' policies.
  if (payload?.['role'] === 'anon' && String(payload['iss']).startsWith('supabase'))
    return { ok: false, reason: 'it is public by design' }
  return payload
    ? { ok: true, confidence: 'high', reason: 'its header and payload are JSON' }
    : { ok: true, confidence: 'medium', reason: 'its header is that of a signed token, its payload is not readable' }
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
