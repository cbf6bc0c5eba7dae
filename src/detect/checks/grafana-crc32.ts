// Grafana's service account tokens end in the CRC-32 of all before it, as eight hexadecimal digits, lowest byte first.
// https://github.com/grafana/grafana/blob/main/pkg/components/satokengen/satokengen.go
import type { Check } from '../check.ts'
import { crc32 } from '../crc32.ts'

export const check: Check = (secret) => {
  const end = secret.lastIndexOf('_')
  const sum = crc32(secret.slice(0, end)).toString(16).padStart(8, '0')
  return sum.replace(/(..)(..)(..)(..)/, '$4$3$2$1') === secret.slice(end + 1)
    ? { ok: true, confidence: 'high', reason: 'its checksum is right' }
    : { ok: false, reason: 'its checksum is wrong' }
}
