// Node itself: `--env-file`, `process.loadEnvFile`, `util.parseEnv` (20 to 24): https://nodejs.org/api/cli.html
import { differs } from '../dotenv/dollar.ts'
import { FormatError } from '../format-error.ts'
import type { Reader, ReadValue } from '../reader.ts'
import { lineOf } from '../source-text.ts'

const NAME = /^(?:export +)?([\w.-]+) *$/

export const reader: Reader = {
  describe: 'Node: --env-file, loadEnvFile',
  read(input) {
    const found = new Map<string, ReadValue>()
    // A carriage return is dropped wherever it stands.
    const text = input.replaceAll('\r', '')
    for (let at = 0; at < text.length; ) {
      const newline = text.indexOf('\n', at)
      const end = newline === -1 ? text.length : newline
      const line = text.slice(at, end)
      const sign = line.indexOf('=')
      if (line === '' || line.startsWith('#') || (end === text.length && line.trim() === '')) at = end + 1
      else {
        const name = sign === -1 ? null : NAME.exec(line.slice(0, sign).replace(/^ +/, ''))
        // Version 20 takes the lines up to the next sign for one name, or stops; later ones read on.
        if (!name) throw new FormatError('a line that is no assignment: versions differ', lineOf(text, at))
        const read = valueAt(text, at + sign + 1, end)
        found.set(name[1] as string, read.value)
        at = read.end
      }
    }
    return found
  },
}

function valueAt(text: string, after: number, end: number): { value: ReadValue; end: number } {
  let start = after
  while (text[start] === ' ') start++
  const quote = start < end ? (text[start] as string) : ''
  const close = quote !== '' && '\'"`'.includes(quote) ? text.indexOf(quote, start + 1) : -1
  if (close !== -1) {
    const inner = text.slice(start + 1, close)
    const newline = text.indexOf('\n', close)
    const value = quote === '"' ? inner.replaceAll('\\n', '\n') : inner
    return { value: { value }, end: newline === -1 ? text.length : newline + 1 }
  }
  const line = text.slice(start, end)
  const value = line.replace(/#.*/, '').replace(/ +$/, '')
  // Tabs, and quotes that are never closed, are read as the version likes.
  const unsure = value.includes('\t') || /^['"`]/.test(value)
  return { value: unsure ? differs : { value }, end: end + 1 }
}
