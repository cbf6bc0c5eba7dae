// The eight keys and salts of WordPress as lines of wp-config.php. https://api.wordpress.org/secret-key/1.1/salt/
import type { Generator } from '../contract.ts'
import { FLOOR } from '../bytes.ts'
import { entropyBits } from '../random.ts'
import { SALT_LENGTH, SALT_NAMES, WORDPRESS, wordpressSalt } from '../wordpress.ts'

export const generator: Generator = {
  describe: 'WordPress keys and salts',
  group: 'frameworks',
  options: {},
  floor: FLOOR.key,
  usualBits: 3340,
  make: (random) => ({
    value: SALT_NAMES.map(
      (name) => `define('${name}',${' '.repeat(17 - name.length)}'${wordpressSalt(random)}');`,
    ).join('\n'),
    bits: entropyBits(WORDPRESS.length, SALT_LENGTH * SALT_NAMES.length),
  }),
}
