// A UUID of version 4: RFC 9562, section 5.4. An identifier; where it must not be guessed, take a token.
import type { Generator } from '../contract.ts'
import { FLOOR } from '../bytes.ts'
import { formatUuid } from '../uuid.ts'

export const generator: Generator = {
  describe: 'UUID v4: random; an identifier rather than a secret',
  group: 'identifiers',
  options: {},
  floor: FLOOR.none,
  usualBits: 122,
  make: (random) => ({ value: formatUuid(random.bytes(16), 4), bits: 122 }),
}
