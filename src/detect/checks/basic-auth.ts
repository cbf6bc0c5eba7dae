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

let utf8: InstanceType<typeof TextDecoder> | undefined

/** Undefined also when the bytes are no UTF-8: any word of the right length is base64 of some bytes. No error is thrown for what is none: that takes longest. */
function decode(secret: string): string | undefined {
  const padding = secret.endsWith('==') ? 2 : secret.endsWith('=') ? 1 : 0
  const length = secret.length - padding
  if (length % 4 === 1 || (padding > 0 && secret.length % 4 !== 0) || !BASE64.test(secret)) return undefined
  const text = (utf8 ??= new TextDecoder()).decode(Uint8Array.from(atob(secret), (char) => char.charCodeAt(0)))
  return text.includes(REPLACED) ? undefined : text
}
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/
/** What a decoder writes for bytes that are no text. */
const REPLACED = '\ufffd'
