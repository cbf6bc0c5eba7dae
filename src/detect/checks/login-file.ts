// A file that programs read logins from: does one stand in it, or only comments, variables and placeholders?
import { protection } from '../protected.ts'
import { isWellKnown, standsIn } from '../stand-in.ts'
import type { Check } from '../check.ts'

/** The last field of `host:port:db:user:password` and of `user:hash`; what stands behind a word that announces a secret. */
const VALUES = [
  /^[^#\s][^\s]*:(?:\{\w+\})?([^:\s]+)$/gm,
  /(?<![\w-])(?:password|passwd|secret|token|client_secret|refresh_token|access_token|private_key|secret_key|api_key|apiKey|accessToken|refreshToken)["']?(?:\s*[:=]\s*|\s+)["']?([^\s"',}]{4,4096})/g,
]

export const check: Check = (text) => {
  const closed = protection(text)
  if (closed) return { ok: false, reason: closed }
  const values = VALUES.flatMap((expression) => [...text.matchAll(expression)].map(([, value]) => value!))
  return values.some((value) => !standsIn(value) && !isWellKnown(value))
    ? { ok: true, confidence: 'medium', reason: 'a login stands in it' }
    : { ok: false, reason: 'no login stands in it' }
}
