// A password for people and forms. One that misses a demand is thrown away whole: mending it would make some likelier than others.
import { UserError } from '../../errors.ts'
import type { Generator } from '../contract.ts'
import { DIGITS, LOOK_ALIKES, LOWER, UPPER } from '../alphabets.ts'
import { FLOOR } from '../bytes.ts'
import { checkAlphabet } from '../options.ts'
import { meets, shareThatMeets } from '../password-classes.ts'
import { characters, entropyBits } from '../random.ts'

export const generator: Generator = {
  describe: 'Password with symbols',
  group: 'passwords',
  options: {
    length: { default: 20, describe: 'how many characters' },
    symbols: { default: '-_.~!@%^*=+?', describe: 'the symbols that may stand in it; empty for none' },
    'min-lower': { default: 1, describe: 'fewest lower-case letters' },
    'min-upper': { default: 1, describe: 'fewest upper-case letters' },
    'min-digits': { default: 1, describe: 'fewest digits' },
    'min-symbols': { default: 0, describe: 'fewest symbols' },
    'look-alikes': { default: true, describe: 'allow characters that look alike: 0O1Il|' },
  },
  floor: FLOOR.token,
  usualBits: 124,
  make: (random, options) => {
    const allowed = (alphabet: string): string =>
      options['look-alikes'] ? alphabet : [...alphabet].filter((char) => !LOOK_ALIKES.includes(char)).join('')
    const classes = [
      { characters: allowed(LOWER), least: Number(options['min-lower']) },
      { characters: allowed(UPPER), least: Number(options['min-upper']) },
      { characters: allowed(DIGITS), least: Number(options['min-digits']) },
      { characters: allowed(String(options['symbols'])), least: Number(options['min-symbols']) },
    ]
    const length = Number(options['length'])
    const alphabet = classes.map((one) => one.characters).join('')
    checkAlphabet('password', 'symbols', alphabet)
    const share = shareThatMeets(classes, length)
    if (share < 1e-4)
      throw new UserError('generator-option', 'password', 'hardly any password of this length meets these demands')
    for (;;) {
      const value = characters(random, alphabet, length)
      if (meets(value, classes)) return { value, bits: entropyBits(alphabet.length, length) + Math.log2(share) }
    }
  },
}
