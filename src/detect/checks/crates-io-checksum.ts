// crates.io's trusted publishing tokens end in one character: all others behind the prefix, combined with exclusive or.
// https://github.com/rust-lang/crates.io/blob/main/crates/crates_io_trustpub/src/access_token.rs
import type { Check } from '../check.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export const check: Check = (secret) => {
  const random = secret.slice('cio_tp_'.length, -1)
  let sum = 0
  for (let i = 0; i < random.length; i++) sum ^= random.charCodeAt(i)
  return ALPHABET[sum % ALPHABET.length] === secret.at(-1)
    ? { ok: true, confidence: 'high', reason: 'its checksum is right' }
    : { ok: false, reason: 'its checksum is wrong' }
}
