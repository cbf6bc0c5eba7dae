// .env files: one assignment a line.
import type { Format } from '../contract.ts'
import { encodeFor, readersOf } from '../choose-encoding.ts'
import { decode } from '../dotenv/decode.ts'
import { scan } from '../dotenv/scanner.ts'
import { FormatError } from '../format-error.ts'
import { baseName, lineOf } from '../source-text.ts'

const NAMES = /^\.env(?:rc|\..+)?$|.\.env$|^env$/i

export const format: Format = {
  describe: '.env files',
  accepts: (path) => NAMES.test(baseName(path)),
  entries: (text) =>
    scan(text).map((found) => ({
      key: [found.key],
      start: found.start,
      end: found.end,
      value: decode(text, found),
    })),
  /** Right for every reader that reads the old entry; who knows the project's readers asks `encodeFor`. */
  encode(text, entry, value) {
    const written = encodeFor(text, entry, value, readersOf(text, entry))
    if ('raw' in written) return written.raw
    throw new FormatError(`the value would be misread by ${written.misread.join(', ')}`, lineOf(text, entry.start))
  },
}
