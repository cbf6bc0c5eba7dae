// Words to remember, of the EFF's long list (CC BY 3.0 US, see NOTICE). https://www.eff.org/dice
import type { Generator } from '../contract.ts'
import { FLOOR } from '../bytes.ts'
import { choice, entropyBits } from '../random.ts'

export const generator: Generator = {
  describe: "Passphrase of the EFF's long word list (CC BY 3.0 US)",
  group: 'passwords',
  options: {
    words: { default: 6, describe: 'how many words; 12.9 bits each' },
    // Four words of the list have a hyphen in them.
    separator: { default: '.', describe: 'what stands between them' },
  },
  floor: FLOOR.token,
  usualBits: 77,
  make: async (random, options) => {
    const { EFF_WORDS } = await import('../eff-words.ts')
    const words = Number(options['words'])
    const drawn = Array.from({ length: words }, () => choice(random, EFF_WORDS))
    return { value: drawn.join(String(options['separator'])), bits: entropyBits(EFF_WORDS.length, words) }
  },
}
