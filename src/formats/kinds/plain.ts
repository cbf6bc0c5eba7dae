// Everything else, source code above all: it has no entries; src/formats/plain.ts replaces in it.
import type { Format } from '../contract.ts'
import { FormatError } from '../format-error.ts'

export const format: Format = {
  describe: 'any other text: a value is replaced where it stands exactly',
  accepts: () => true,
  entries: () => [],
  encode: () => {
    throw new FormatError('plain text has no entries')
  },
}
