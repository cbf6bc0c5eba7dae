// Ruby's dotenv (2 and 3): https://github.com/bkeepers/dotenv
import { FormatError } from '../format-error.ts'
import type { Reader, ReadValue } from '../reader.ts'
import { differs, expands, runs } from '../dotenv/dollar.ts'
import { type Line, readLines, RUBY } from '../dotenv/lines.ts'

function read(line: Line): ReadValue {
  // Version 2 takes the last quote of a line for the end, version 3 the first.
  if (line.doubtful) return differs
  if (line.quote === "'") return { value: line.value }
  if (line.value.includes('$(')) return runs
  // Version 3 drops backslashes without quotes too, and keeps `\n`, which version 2 makes a line break.
  if (line.quote === '' ? line.value.includes('\\') : /\\[nr]/.test(line.value)) return differs
  const value = line.value.replace(/\\([^$])/g, '$1')
  if (/(?<!\\)\$\{?\w/.test(value)) return expands
  return { value: value.replaceAll('\\$', '$') }
}

export const reader: Reader = {
  describe: "Ruby's dotenv: Rails",
  read(text) {
    // It refuses a file that exports a name without a value which is not set yet.
    if (/^[ \t]*export[ \t]+(?![\w.]+[ \t]*(?:=|:[ \t]))/m.test(text)) throw new FormatError('`export` of a name alone')
    // Version 3 looks for the value in the next line, version 2 does not.
    if (/^[ \t]*(?:export[ \t]+)?[\w.]+:[ \t]*\r?$/m.test(text))
      throw new FormatError('a name with a colon at the end of a line')
    return new Map(readLines(text.replace(/^\uFEFF/, ''), RUBY).map((line) => [line.key, read(line)]))
  },
}
