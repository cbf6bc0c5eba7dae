// One key or salt of WordPress.
import type { Generator } from '../contract.ts'
import { FLOOR } from '../bytes.ts'
import { entropyBits } from '../random.ts'
import { SALT_LENGTH, WORDPRESS, wordpressSalt } from '../wordpress.ts'

export const generator: Generator = {
  describe: 'One WordPress key or salt',
  group: 'frameworks',
  options: {},
  floor: FLOOR.key,
  usualBits: 417,
  make: (random) => ({ value: wordpressSalt(random), bits: entropyBits(WORDPRESS.length, SALT_LENGTH) }),
}
