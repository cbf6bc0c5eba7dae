// The password of `scheme://user:password@host`: documentation and local databases have many that protect nothing.
// https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1
import { entropy } from '../entropy.ts'
import { isLocal, isReserved, isWellKnown, standsIn } from '../stand-in.ts'
import type { Check } from '../check.ts'

export const check: Check = (secret, match) => {
  const password = decoded(secret)
  if (standsIn(password)) return { ok: false, reason: 'it stands for a password' }
  const [, user = '', host = ''] = /:\/\/(.*)@([\w.-]*|\[[\d:.a-f]*\])[^@]*$/s.exec(match) ?? []
  const name = user.slice(0, user.indexOf(':'))
  if (/^anonymous$/i.test(name)) return { ok: false, reason: 'anonymous logins take any password' }
  if (isWellKnown(password) || password === name)
    return { ok: true, confidence: 'low', reason: 'its password is one that everybody knows' }
  if (isReserved(host) && /^[A-Za-z]{1,8}$/.test(password))
    return { ok: true, confidence: 'low', reason: 'it logs in to a machine that exists only in documentation' }
  const random = password.length >= 12 && entropy(password) >= 3 && /\d/.test(password)
  if (isLocal(host) && !random)
    return { ok: true, confidence: 'medium', reason: 'it logs in to a local or made-up machine' }
  return { ok: true, reason: 'it logs in to a machine with user and password' }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
