// AWS access key ids made since 2019 hold their account's number: 40 bits, behind the prefix and one bit that is set.
// https://awsteele.com/blog/2020/09/26/aws-access-key-format.html
import { base32Value } from '../base32.ts'
import type { Check } from '../check.ts'

/** Tells the account; older ids hold none, so it drops nothing. */
export const check: Check = (secret) => {
  let bits = 0
  for (const char of secret.slice(4, 13)) bits = bits * 32 + base32Value(char)
  const account = Math.floor(bits / 16) - 2 ** 40
  if (account < 0 || account >= 1e12) return undefined
  return { ok: true, reason: `it belongs to account ${String(account).padStart(12, '0')}` }
}
