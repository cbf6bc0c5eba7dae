// .npmrc, as npm's own `ini` package reads it. https://docs.npmjs.com/cli/configuring-npm/npmrc
import type { Entry, Format } from '../contract.ts'
import { FormatError } from '../format-error.ts'
import { iniLines } from '../ini-lines.ts'
import { baseName } from '../source-text.ts'

/** What npm takes for a boolean or null, and what it expands. */
const AMBIGUOUS = /^(?:true|false|null)$|\$\{/
const BARE = /^[^\s"'=[\]](?:.*\S)?$/

export const format: Format = {
  describe: '.npmrc',
  accepts: (path) => /^\.?npmrc$/.test(baseName(path)),
  entries: (text) =>
    [...iniLines(text, /=/, false)].map(({ key, start, end }): Entry => {
      const raw = text.slice(start, end)
      const { value, length } = read(raw)
      return { key, start, end: start + length, value, ...(AMBIGUOUS.test(value) && { ambiguous: true as const }) }
    }),
  encode: (_text, _entry, value) => {
    if (/[^\P{C}\t]/u.test(value)) throw new FormatError('an .npmrc value holds no control characters')
    // Quotes are none to npm when a comment stands behind them; escapes always are.
    return BARE.test(value) ? value.replace(/[\\;#]/g, '\\$&') : JSON.stringify(value)
  },
}

/** @returns the value, and how much of the raw text is it and no comment. */
function read(raw: string): { value: string; length: number } {
  const quoted = /^(["']).*\1$/.test(raw) && raw.length > 1
  if (quoted) return { value: unquoted(raw), length: raw.length }
  let value = ''
  let at = 0
  for (; at < raw.length && raw[at] !== ';' && raw[at] !== '#'; at++) {
    if (raw[at] === '\\' && /[\\;#]/.test(raw[at + 1] ?? '')) at++
    value += raw[at]
  }
  return { value: value.trim(), length: raw.slice(0, at).trimEnd().length }
}

/** Single quotes are taken off first; then all that is JSON is read as such. */
function unquoted(raw: string): string {
  const text = raw[0] === "'" ? raw.slice(1, -1) : raw
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'string' ? value : text
  } catch {
    return text
  }
}
