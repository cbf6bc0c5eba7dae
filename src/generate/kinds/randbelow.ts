// A whole number below another one: Python's secrets.randbelow.
import { UserError } from '../../errors.ts'
import type { Generator } from '../contract.ts'
import { FLOOR } from '../bytes.ts'
import { below } from '../random.ts'

export const generator: Generator = {
  describe: 'A number from 0 to below a limit (randbelow)',
  group: 'numbers',
  options: { below: { default: 1_000_000, describe: 'the limit, up to 2^53 - 1; the number stays below it' } },
  floor: FLOOR.none,
  usualBits: 19,
  make: (random, options) => {
    const limit = Number(options['below'])
    if (limit < 1) throw new UserError('generator-option', 'randbelow', 'below must be 1 or more')
    return { value: String(below(random, limit)), bits: Math.log2(limit) }
  },
}
