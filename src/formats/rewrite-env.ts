// Puts new values into a .env file in a form that all the programs that read it get back.
import { encodeFor } from './choose-encoding.ts'
import { FormatError } from './format-error.ts'
import { lineOf } from './source-text.ts'
import type { Edit } from './rewrite.ts'

/**
 * @param edits entries of this very text
 * @param readers names in src/formats/readers
 * @throws FormatError with the readers that would misread a value
 */
export function rewriteEnv(text: string, edits: readonly Edit[], readers: readonly string[]): string {
  // From the end, so that the places of the others stay right.
  const fromEnd = edits.toSorted((a, b) => b.entry.start - a.entry.start)
  return fromEnd.reduce((whole, { entry, value }) => {
    const written = encodeFor(whole, entry, value, readers)
    if ('misread' in written)
      throw new FormatError(
        `the new value would be misread by ${written.misread.join(', ')}`,
        lineOf(text, entry.start),
      )
    return whole.slice(0, entry.start) + written.raw + whole.slice(entry.end)
  }, text)
}
