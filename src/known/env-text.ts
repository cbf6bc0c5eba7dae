// Names and values of a `.env` file for the search of known values: what one broken line hides, the others still tell. Pure.
import { decode } from '../formats/dotenv/decode.ts'
import { scan } from '../formats/dotenv/scanner.ts'
import { FormatError } from '../formats/format-error.ts'

export interface NamedValue {
  key: string
  value: string
}

export function envValues(text: string): NamedValue[] {
  return read(text) ?? text.split(/\r?\n|\r/).flatMap((line) => read(line) ?? [])
}

/** @returns undefined when the text is broken */
function read(text: string): NamedValue[] | undefined {
  try {
    return scan(text).map((found) => ({ key: found.key, value: decode(text, found) }))
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}
