// A whole number of so many random bits: Python's secrets.randbits.
import type { Generator } from '../contract.ts'
import { FLOOR } from '../bytes.ts'
import { randbits } from '../random.ts'

export const generator: Generator = {
  describe: 'A number of so many random bits (randbits)',
  group: 'numbers',
  options: { bits: { default: 128, describe: 'how many bits' } },
  floor: FLOOR.none,
  usualBits: 128,
  make: (random, options) => {
    const bits = Number(options['bits'])
    return { value: String(randbits(random, bits)), bits }
  },
}
