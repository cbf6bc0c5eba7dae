// TOML 1.0.
import type { Format } from '../contract.ts'
import { baseName } from '../source-text.ts'
import { tomlEntries } from '../toml-entries.ts'

const NAMES = /\.toml$|^(?:pipfile|cargo\.lock|poetry\.lock|uv\.lock|pdm\.lock)$/

export const format: Format = {
  describe: 'TOML',
  accepts: (path) => NAMES.test(baseName(path)),
  entries: tomlEntries,
  encode: (text, entry, value) => {
    const raw = text.slice(entry.start, entry.end)
    if (raw.startsWith("'") && !/[\0-\x08\x0a-\x1f\x7f']/.test(value)) return `'${value}'`
    const newline = /^("""|''')(\r?\n)/.exec(raw)
    const escaped = JSON.stringify(value).slice(1, -1).replaceAll('\x7f', '\\u007f')
    if (!/^("""|''')/.test(raw) || !value.includes('\n')) return `"${escaped}"`
    // Lines stay lines; a quote is escaped, so that three of them end nothing.
    const eol = newline?.[2] ?? (raw.includes('\r\n') ? '\r\n' : '\n')
    return `"""${newline === null ? '' : eol}${escaped.replaceAll('\\n', (_all, at: number) => (isEscaped(escaped, at) ? '\\n' : eol))}"""`
  },
}

/** Is the backslash there itself escaped? */
function isEscaped(text: string, at: number): boolean {
  let before = 0
  while (text[at - 1 - before] === '\\') before++
  return before % 2 === 1
}
