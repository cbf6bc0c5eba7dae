// A private key block must have a body that is base64 and long enough for a key, in whatever form it was quoted.
// https://www.rfc-editor.org/rfc/rfc7468, https://github.com/openssh/openssh-portable/blob/master/PROTOCOL.key
import { fromBase64, sequenceLength } from '../der.ts'
import type { Check, Verdict } from '../check.ts'

/** The shortest real one: an Ed25519 key in PKCS#8 has 64 characters. */
const SHORTEST_BODY = 60
/** RSA and DSA of 512 bits have more; less is the first line of a sample. */
const SHORTEST_RSA_BODY = 300
const OPENSSH = 'openssh-key-v1\0'

export const check: Check = (secret) => {
  const body = secret.replace(/^-{4,5} ?BEGIN [A-Z0-9 ]+-{4,5}/, '').replace(/-{4,5} ?END [A-Z0-9 ]+-{4,5}$/, '')
  // A `+` or `//` at a line's edge belongs to a plain body; around a quoted one it joins, comments or marks a change.
  const plain = body.replace(/\s+/g, '')
  const text = isWhole(plain) ? plain : unquoted(body)
  const least = /^-{4,5}BEGIN [RD]SA (?![\s\S]{0,120}ENCRYPTED)/.test(secret) ? SHORTEST_RSA_BODY : SHORTEST_BODY
  if (text.length < least) return { ok: false, reason: 'its body is too short for a key' }
  if (new Set(text).size < 16) return { ok: false, reason: 'its body is no key' }
  return judgeBody(text, secret.slice(0, 200))
}

const unquoted = (body: string): string =>
  body
    // Quoted in source code: escapes, quotes, joins, comments.
    .replace(/\\+r?\\*n|\\+[rt]|&#(?:10|13|xA|xD);|<br ?\/?>/gi, '\n')
    .replace(/["'`+,;.\\ \t]*\n[ \t]*(?:\/\/|[#*>|]+)?[ \t]*["'`+]*/g, '\n')
    // Headers of encrypted keys; PGP's checksum.
    .replace(/^[ \t]*[A-Za-z0-9-]+: .*$/gm, '')
    .replace(/\n=[A-Za-z0-9+/]{4}\s*$/, '')
    .replace(/[^A-Za-z0-9+/=]/g, '')

/** DER says how long it is; a byte or two more is the padding of another tool. */
function isWhole(text: string): boolean {
  const bytes = /^[A-Za-z0-9+/=]+$/.test(text) ? (fromBase64(text) ?? '') : ''
  const length = sequenceLength(bytes)
  return length !== undefined && Math.abs(length - bytes.length) <= 2
}

function judgeBody(text: string, head: string): Verdict {
  const reason = 'it is encrypted with a passphrase'
  if (/ENCRYPTED/.test(head)) return { ok: true, reason }
  const bytes = fromBase64(text) ?? ''
  if (bytes.startsWith(OPENSSH)) {
    const cipher = bytes.slice(OPENSSH.length + 4, OPENSSH.length + 4 + (bytes.charCodeAt(OPENSSH.length + 3) & 63))
    return cipher === 'none'
      ? { ok: true, confidence: 'high', reason: 'it is not encrypted' }
      : { ok: true, confidence: 'medium', reason }
  }
  // Other formats are no DER.
  if (/OPENSSH|SSH2|PGP|OpenVPN/.test(head))
    return { ok: true, confidence: 'high', reason: 'its body is long enough for a key' }
  return isWhole(text)
    ? { ok: true, confidence: 'high', reason: 'its body is whole and not encrypted' }
    : { ok: true, confidence: 'medium', reason: 'its body does not parse: cut, changed or no key' }
}
