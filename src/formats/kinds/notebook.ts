// Jupyter notebooks: JSON, of which the lines of cells and their outputs matter. https://nbformat.readthedocs.io
import type { Format } from '../contract.ts'
import { jsonEntries, jsonString } from '../json-entries.ts'
import { baseName } from '../source-text.ts'

export const format: Format = {
  describe: 'Jupyter notebooks: lines of cells and of their outputs',
  accepts: (path) => baseName(path).endsWith('.ipynb'),
  // Counts and versions are no values that anybody replaces.
  entries: (text) => jsonEntries(text).filter((entry) => entry.key[0] === 'cells' && !entry.ambiguous),
  encode: (text, entry, value) => jsonString(text.slice(entry.start, entry.end), value),
}
