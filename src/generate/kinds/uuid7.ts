// A UUID of version 7: RFC 9562, section 5.7. It tells when it was made: an identifier.
import type { Generator } from '../contract.ts'
import { FLOOR } from '../bytes.ts'
import { formatUuid } from '../uuid.ts'

export const generator: Generator = {
  describe: 'UUID v7: sorts by time; an identifier rather than a secret',
  group: 'identifiers',
  options: {},
  floor: FLOOR.none,
  usualBits: 74,
  make: (random) => {
    const bytes = random.bytes(16)
    let milliseconds = Date.now()
    for (let i = 5; i >= 0; i--) {
      bytes[i] = milliseconds % 256
      milliseconds = Math.floor(milliseconds / 256)
    }
    return { value: formatUuid(bytes, 7), bits: 74 }
  },
}
