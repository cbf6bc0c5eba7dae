// JSON, with or without comments and trailing commas.
import type { Format } from '../contract.ts'
import { jsonEntries, jsonString } from '../json-entries.ts'
import { baseName } from '../source-text.ts'

const NAMES =
  /\.(?:json|jsonc|json5|webmanifest|code-workspace|tfstate|map|geojson)$|^\.(?:babelrc|eslintrc|prettierrc|jshintrc|firebaserc)$/

export const format: Format = {
  describe: 'JSON, also with comments and trailing commas',
  accepts: (path) => NAMES.test(baseName(path)),
  entries: jsonEntries,
  encode: (text, entry, value) => jsonString(text.slice(entry.start, entry.end), value),
}
