// Every reader of a format comes to an end on any text, and fails in no other way than it says.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FormatError } from '../src/formats/format-error.ts'
import { formats } from '../src/formats/kinds/index.ts'

/** What grammars are made of: in any order, and cut off anywhere. */
const PARTS = [
  ...'\\"\'=:#\n\r\t {}[]<>$%&;/!-|ab',
  '\\\n',
  '${',
  '<<EOF',
  '"""',
  "'''",
  '/*',
  '*/',
  '<!--',
  '-->',
  '>-',
  '\ufeff',
  '\u2028',
  'key',
  'export ',
  'ENV ',
  'machine ',
  'password ',
]
const text = fc.array(fc.constantFrom(...PARTS), { maxLength: 14 }).map((parts) => parts.join(''))

test.each(Object.entries(formats))('%s', (_name, { entries }) => {
  fc.assert(
    fc.property(text, (broken) => {
      try {
        for (const { start, end } of entries(broken))
          expect(start >= 0 && start <= end && end <= broken.length).toBe(true)
      } catch (error) {
        if (!(error instanceof FormatError)) throw error
      }
    }),
    { numRuns: 3000 },
  )
})
