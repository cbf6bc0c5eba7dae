// Characters of an alphabet, each as likely as the others.
import type { Generator } from '../contract.ts'
import { ALPHABETS } from '../alphabets.ts'
import { FLOOR } from '../bytes.ts'
import { checkAlphabet } from '../options.ts'
import { characters, entropyBits } from '../random.ts'

export const generator: Generator = {
  describe: 'Characters of an alphabet: letters and digits by default',
  group: 'tokens',
  options: {
    length: { default: 32, describe: 'how many characters' },
    alphabet: {
      default: 'alphanumeric',
      describe: `${Object.keys(ALPHABETS).join(', ')}, or the characters themselves`,
    },
  },
  floor: FLOOR.token,
  usualBits: 190,
  make: (random, options) => {
    const length = Number(options['length'])
    const named = String(options['alphabet'])
    const alphabet = Object.hasOwn(ALPHABETS, named) ? ALPHABETS[named as keyof typeof ALPHABETS] : named
    checkAlphabet('token', 'alphabet', alphabet)
    return { value: characters(random, alphabet, length), bits: entropyBits(alphabet.length, length) }
  },
}
