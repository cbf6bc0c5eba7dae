// One of some items: Python's secrets.choice.
import { UserError } from '../../errors.ts'
import type { Generator } from '../contract.ts'
import { FLOOR } from '../bytes.ts'
import { choice } from '../random.ts'

export const generator: Generator = {
  describe: 'One of some items (choice)',
  group: 'numbers',
  options: { from: { default: 'heads,tails', describe: 'the items, a comma between them' } },
  floor: FLOOR.none,
  usualBits: 1,
  make: (random, options) => {
    const items = String(options['from']).split(',')
    if (new Set(items).size !== items.length)
      throw new UserError('generator-option', 'choice', 'from holds an item twice')
    return { value: choice(random, items), bits: Math.log2(items.length) }
  },
}
