// Cashfree's secret keys end in the CRC32 of the 32 hexadecimal digits before it, as eight digits.
import type { Check } from '../check.ts'
import { crc32 } from '../crc32.ts'

export const check: Check = (secret) => {
  const [random = '', sum = ''] = secret.split('_').slice(-2)
  return crc32(random) === Number.parseInt(sum, 16)
    ? { ok: true, confidence: 'high', reason: 'its checksum is right' }
    : { ok: false, reason: 'its checksum is wrong' }
}
