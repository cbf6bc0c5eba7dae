// Values that stand for a secret: `xxxx`, `your-api-key`, `<token>`, `AKIA...EXAMPLE`, 1234567890.
import { fromBase64 } from '../detect/der.ts'
import { standsIn } from '../detect/stand-in.ts'

const WORDS =
  /example|placeholder|change[-_ ]?me|changeit|replace[-_ ]?(?:me|this|with)|your[-_ ]?(?:own|api|app|auth|access|secret|token|key|password|client|\w{0,12}(?:key|token|secret|password))|(?:insert|enter|put|add)[-_ ]?(?:your|here|the)|dummy|redacted|not[-_ ]?(?:a[-_ ]?)?(?:real|secret)|\bfoo(?:bar)?\b|lorem(?:\b|[-_ ]?ipsum(?!\w{0,20}\d))|some[-_ ]?random|random[-_ ]?string|todo|fixme|xxxx|\*{3,}|\.{3,}|^_{4}|_{6}|#{4,}/i
/** `This is a file.`, `invalid json` */
const SENTENCE = /^(?:this|that|the|an?|some|any|no|not|my|your|here|in?valid)(?: [a-z,'-]{1,20}){1,20}[.!]?$/i
const SEQUENCES = [
  '0123456789',
  '1234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  '9876543210',
  'fedcba9876543210',
  '0123456789abcdef',
  '0123456789abcdefghijklmnopqrstuvwxyz',
]

/** @param prefix the fixed beginning of the rule's format, which says nothing. */
export function isPlaceholder(secret: string, prefix = ''): boolean {
  const value = secret.toLowerCase().startsWith(prefix.toLowerCase()) ? secret.slice(prefix.length) : secret
  // A word in a long block of base64 is chance.
  if (value.length <= 200 && WORDS.test(value)) return true
  // A place to fill in: `{0}`, `{}`.
  if (/^\{\d{0,2}\}$/.test(value)) return true
  const plain = value.toLowerCase().replace(/[^a-z0-9]/g, '')
  if (plain.length >= 4 && new Set(plain).size <= (plain.length < 32 ? 2 : 4)) return true
  if (/^(.{1,4})\1{2,}$/.test(plain)) return true
  return (plain.length >= 6 && SEQUENCES.some((sequence) => covers(sequence, plain))) || isEncoded(value)
}

const LONGEST_TEXT = 120

/** The same in base64, or only words that stand for something else. */
function isEncoded(value: string): boolean {
  if (value.length > LONGEST_TEXT || value.length % 4 !== 0 || !/^[A-Za-z\d+/]{8,}={0,2}$/.test(value)) return false
  const text = fromBase64(value)?.trim() ?? ''
  // Bytes of a key are hardly ever all of ASCII; JSON may hold what is none.
  return /^[A-Za-z][\x20-\x7e]{5,}$/.test(text) && (SENTENCE.test(text) || WORDS.test(text) || standsIn(text))
}

/** True when `text` is runs of the sequence and little else: `abcdefghij1234567890`. */
function covers(sequence: string, text: string): boolean {
  let inSequence = 0
  for (let i = 1; i < text.length; i++) {
    const at = sequence.indexOf(text[i - 1]!)
    if (at >= 0 && (sequence[at + 1] === text[i] || (at === sequence.length - 1 && text[i] === sequence[0])))
      inSequence++
  }
  return inSequence >= (text.length - 1) * (text.length < 12 || text.length > 32 ? 0.75 : 0.6)
}
