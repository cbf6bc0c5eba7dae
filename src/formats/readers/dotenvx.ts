// dotenvx (2): https://github.com/dotenvx/dotenvx
import type { Reader, ReadValue } from '../reader.ts'
import { encrypted, expandJs } from '../dotenv/dollar.ts'
import { JS, type Line, newlines, readLines } from '../dotenv/lines.ts'

function read(line: Line): ReadValue {
  if (line.quote === "'") {
    const value = line.value.replaceAll("\\'", "'")
    return value.startsWith('encrypted:') ? encrypted : { value }
  }
  return expandJs(line.quote === '"' ? newlines(line).replaceAll('\\t', '\t') : line.value)
}

export const reader: Reader = {
  describe: 'dotenvx',
  read: (text) => new Map(readLines(text, JS).map((line) => [line.key, read(line)])),
}
