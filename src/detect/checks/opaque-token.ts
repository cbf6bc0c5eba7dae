// A token without a form of its own, behind a word that promises one: it must look random, not like a name.
import { entropy } from '../entropy.ts'
import { standsIn } from '../stand-in.ts'
import type { Check } from '../check.ts'

export const check: Check = (secret) => {
  if (standsIn(secret)) return { ok: false, reason: 'it stands for a token' }
  // Names: `my-access-token-2`, `config.auth.token`, `some/path/to-it`.
  const words = secret.split(/[-_./~+=]+/).filter(Boolean)
  if (words.every((word) => /^(?:[A-Z]?[a-z]+|[A-Z]+|v?\d{1,3})$/.test(word)))
    return { ok: false, reason: 'it is a name' }
  const digits = secret.replace(/\D/g, '').length
  if (digits < 2) return { ok: false, reason: 'it does not look random' }
  const least = /^[0-9a-f-]+$/i.test(secret) ? 3 : 3.3
  return entropy(secret) >= least ? undefined : { ok: false, reason: 'it does not look random' }
}
