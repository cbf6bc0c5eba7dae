// An age identity is Bech32 in capitals: 52 digits of data and 6 of a checksum over them and the prefix.
// https://github.com/C2SP/C2SP/blob/main/age.md, https://github.com/bitcoin/bips/blob/master/bip-0173.mediawiki
import { bech32Remainder } from './nostr.ts'
import type { Check } from '../check.ts'

export const check: Check = (secret) => {
  const text = secret.toLowerCase()
  const separator = text.lastIndexOf('1', text.length - 58)
  return bech32Remainder(text.slice(0, separator), text.slice(separator + 1)) === 1
    ? { ok: true, confidence: 'high', reason: 'its checksum is right' }
    : { ok: false, reason: 'its checksum is wrong' }
}
