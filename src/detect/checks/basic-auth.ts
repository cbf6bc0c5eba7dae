// HTTP Basic credentials are base64 of `user:password`. https://www.rfc-editor.org/rfc/rfc7617
import { isWellKnown, standsIn } from '../stand-in.ts'
import type { Check } from '../check.ts'

export const check: Check = (secret) => {
  const text = decode(secret)
  // eslint-disable-next-line no-control-regex
  const [, user, password] = (text === undefined ? null : /^([^:\x00-\x1f\x7f]*):([^\x00-\x1f\x7f]*)$/.exec(text)) ?? []
  if (user !== undefined && password !== undefined) {
    // Some services take a key as the user, and no password.
    const own = password === '' || /^x-?oauth|^x$/i.test(password) ? user : password
    if (standsIn(own) || own === '' || (standsIn(user) && own === user))
      return { ok: false, reason: 'it stands for a password' }
    return isWellKnown(own) || user === password
      ? { ok: true, confidence: 'low', reason: 'its password is one that everybody knows' }
      : { ok: true, confidence: 'high', reason: 'it decodes to user and password' }
  }
  const random = /\d/.test(secret) && /[A-Z]/.test(secret) && /[a-z]/.test(secret)
  return random && secret.length >= 12 && (secret.length % 4 === 0 || secret.endsWith('='))
    ? { ok: true, confidence: 'medium', reason: 'it does not decode to user and password' }
    : { ok: false, reason: 'it is no base64 of user and password' }
}

/** Undefined also when the bytes are no UTF-8: any word of the right length is base64 of some bytes. */
function decode(secret: string): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(secret), (char) => char.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
