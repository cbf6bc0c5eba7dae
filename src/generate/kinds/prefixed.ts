// A token that scanners know without doubt, in the form of GitHub's: prefix, 30 characters of base62, their CRC32.
// https://github.blog/engineering/platform-security/behind-githubs-new-authentication-token-formats/
import { base62Crc32 } from '../../detect/crc32.ts'
import { UserError } from '../../errors.ts'
import type { Generator } from '../contract.ts'
import { ALPHABETS } from '../alphabets.ts'
import { FLOOR } from '../bytes.ts'
import { characters, entropyBits } from '../random.ts'

const LENGTH = 30

export const generator: Generator = {
  describe: 'Token with a prefix and a checksum, easy to find when it leaks',
  group: 'tokens',
  options: { prefix: { default: 'app', describe: 'says whose token it is' } },
  floor: FLOOR.key,
  usualBits: 178,
  make: (random, { prefix }) => {
    if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(String(prefix)))
      throw new UserError('generator-option', 'prefixed', 'prefix must be letters, digits and _')
    const drawn = characters(random, ALPHABETS.base62, LENGTH)
    return { value: `${prefix}_${drawn}${base62Crc32(drawn)}`, bits: entropyBits(62, LENGTH) }
  },
}
