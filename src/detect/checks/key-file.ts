// A file with the name of a private key: what do its bytes say? Only public parts, or an encrypted file, is no secret.
// https://www.rfc-editor.org/rfc/rfc7468, https://www.rfc-editor.org/rfc/rfc5958
import { entropy } from '../entropy.ts'
import { protection } from '../protected.ts'
import { standsIn } from '../stand-in.ts'
import type { Check, Verdict } from '../check.ts'

/** Characters of base64; less is a key that was cut out. */
const SHORTEST_BODY = 60
/** Bytes of the raw keys that programs store: AES, HMAC, Ed25519, libsodium. */
const RAW_SIZES = new Set([16, 24, 32, 48, 64, 96, 128])

export const check: Check = (text) => {
  const closed = protection(text)
  if (closed) return { ok: false, reason: closed }
  const labels = [...text.matchAll(/-----? ?BEGIN ([A-Z0-9 ]+)-----?/g)].map(([, label]) => label!)
  if (labels.length > 0) return judgePem(text, labels)
  if (/^(?:ssh-|ecdsa-|sk-)[\w@.-]+ AAAA/.test(text)) return { ok: false, reason: 'it is a public key' }
  if (/^(?:Key: )?\((?:\d+:)?(?:protected-|shadowed-)?private-key/m.test(text))
    return { ok: true, confidence: 'medium', reason: "it is built as GnuPG's agent stores private keys" }
  if (text.startsWith('0')) return judgeDer(text)
  return /[^\t\n\r -~]/.test(text) ? judgeBinary(text) : judgeText(text)
}

function judgePem(text: string, labels: string[]): Verdict {
  if (!labels.some((label) => /PRIVATE|SECRET/.test(label)))
    return { ok: false, reason: 'it holds only certificates or public keys' }
  const body = text.replace(/-----? ?(?:BEGIN|END)[^\n-]*-----?/g, '').replace(/[^A-Za-z0-9+/]/g, '')
  return body.length < SHORTEST_BODY
    ? { ok: false, reason: 'its body is too short for a key' }
    : { ok: true, confidence: 'low', reason: 'it announces a private key, but none that parses' }
}

/** A private key begins with a version, 0 or 1; a certificate and a public key with another sequence. */
function judgeDer(text: string): Verdict {
  const lengthByte = text.charCodeAt(1)
  const inner = text.slice(lengthByte > 0x80 ? 2 + (lengthByte & 3) : 2)
  if (/^\x02\x01[\x00\x01]/.test(inner))
    return { ok: true, confidence: 'medium', reason: 'its bytes are those of an unencrypted private key' }
  if (inner.startsWith('0') && /[^\t\n\r -~]/.test(text))
    return { ok: false, reason: 'it is a certificate, a public key or encrypted' }
  return /[^\t\n\r -~]/.test(text) ? judgeBinary(text) : judgeText(text)
}

function judgeBinary(text: string): Verdict {
  return RAW_SIZES.has(text.length) && entropy(text) > 3
    ? { ok: true, confidence: 'medium', reason: `it is ${text.length} bytes of chance, as raw keys are` }
    : { ok: false, reason: 'it is no key of a known form' }
}

function judgeText(text: string): Verdict {
  if (standsIn(text)) return { ok: false, reason: 'it stands for a key' }
  if (!/^[\w+/=.:-]{16,4096}$/.test(text)) return { ok: true, confidence: 'low', reason: 'only its name tells' }
  return entropy(text) < 3 || !/\d.*\d/.test(text)
    ? { ok: false, reason: 'it does not look random' }
    : { ok: true, confidence: 'medium', reason: 'it is one long random word' }
}
