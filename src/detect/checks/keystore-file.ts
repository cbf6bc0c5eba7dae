// A file with the name of a key store or password safe: its first bytes say which, and whether it may hold only certificates.
// https://www.rfc-editor.org/rfc/rfc7292, https://web.mit.edu/kerberos/krb5-latest/doc/formats/keytab_file_format.html
import { protection } from '../protected.ts'
import type { Check } from '../check.ts'

const FORMS: [form: RegExp, reason: string][] = [
  [/^PWS3/, 'it is a Password Safe'],
  [/^kych\0/, 'it is a keychain of macOS'],
  [/^\x05\x02\0/, 'it is a Kerberos keytab: its keys are not encrypted'],
  [/^\x03\xd9\xa2\x9a/, 'it is a KeePass database'],
  [/^\0\0\0[\x01\x02]\0\0\0\x14/, 'it is a Bouncy Castle key store'],
]
/** Java's own key stores. */
const JAVA = /^(?:\xfe\xed\xfe\xed|\xce\xce\xce\xce)/

export const check: Check = (text) => {
  const closed = protection(text)
  if (closed) return { ok: false, reason: closed }
  const known = FORMS.find(([form]) => form.test(text))
  if (known) return { ok: true, confidence: 'medium', reason: known[1] }
  if (JAVA.test(text)) {
    return text.includes('SealedObject')
      ? { ok: true, confidence: 'medium', reason: 'it holds a secret key' }
      : { ok: false, reason: 'it holds only certificates' }
  }
  // Version 3 of a PFX; the rule for its content finds those whose key bags show.
  if (/^0[\x80-\x84][\s\S]{0,4}?\x02\x01\x03/.test(text))
    return {
      ok: true,
      confidence: 'low',
      reason: 'it is a PKCS#12 file that shows no key; it may hold certificates only',
    }
  return /[^\t\n\r -~]/.test(text)
    ? { ok: true, confidence: 'low', reason: 'only its name tells' }
    : { ok: false, reason: 'it is text, no key store' }
}
