// An NKEY in a block whose header calls it a seed: a wrong checksum makes it doubtful, and the header speaks against a mere likeness.
// https://github.com/nats-io/nkeys/blob/main/creds_utils.go
import type { Check } from '../check.ts'
import { check as nkey } from './nkey.ts'

export const check: Check = (secret, match, now) => {
  const proof = nkey(secret, match, now)
  return proof?.ok
    ? proof
    : { ok: true, confidence: 'medium', reason: 'its header says that it is a seed, but its checksum is wrong' }
}
