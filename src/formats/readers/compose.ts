// Docker Compose, also for `env_file:`; https://github.com/compose-spec/compose-go/tree/main/dotenv
import type { Reader, ReadValue } from '../reader.ts'
import { expandCompose } from '../dotenv/dollar.ts'
import { FormatError } from '../format-error.ts'
import { lineOf } from '../source-text.ts'

const SPACE = /[\s\u0085]*/y
const BLANK = /[\t\v\f\r \u0085\u00A0]*/y
const KEY = /[\p{L}\p{N}_.[\]\-\t\v\f\r \u0085\u00A0]*/uy
const CONTROL: Record<string, string> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** `\x` in double quotes: control characters, octal numbers, the backslash and the quote; `\$` is a dollar sign. */
const unescape = (value: string): string =>
  value.replace(/\\(?:([abfnrtv"\\$])|0(\d{3}))/g, (all, char?: string, octal?: string) => {
    if (octal !== undefined)
      return /^[0-3][0-7]{2}$/.test(octal) ? String.fromCodePoint(Number.parseInt(octal, 8)) : all
    if (char === '$') return '$$'
    return CONTROL[char as string] ?? (char as string)
  })

export const reader: Reader = {
  describe: 'Docker Compose',
  read(input) {
    const text = input.replace(/^\uFEFF/, '')
    const found = new Map<string, ReadValue>()
    const skip = (pattern: RegExp, at: number): number => {
      pattern.lastIndex = at
      return at + (pattern.exec(text)?.[0].length ?? 0)
    }
    const lineEnd = (at: number): number => {
      const newline = text.indexOf('\n', at)
      return newline === -1 ? text.length : newline
    }
    for (let at = skip(SPACE, 0); at < text.length; at = skip(SPACE, at)) {
      if (text[at] === '#') {
        at = lineEnd(at)
        continue
      }
      const exported = /^export[\t\n\f\r ]+/.exec(text.slice(at, at + 8)) ? skip(BLANK, at + 6) : at
      const sign = skip(KEY, exported)
      const key = text.slice(exported, sign).trimEnd()
      const refuse = (reason: string): never => {
        throw new FormatError(`${reason} stops it`, lineOf(text, at))
      }
      if (sign < text.length && !'=:\n'.includes(text[sign] as string)) refuse('a name that it does not allow')
      if (key.includes(' ')) refuse('a name with a space')
      // A name alone is taken from the environment; at the very end of the text it is an empty key.
      if (sign >= text.length) refuse('a last line without a sign and a line break')
      if (text[sign] === '\n') at = sign + 1
      else at = value(key, skip(BLANK, sign + 1), refuse)
    }
    return found

    function value(key: string, start: number, refuse: (reason: string) => never): number {
      const quote = text[start]
      if (quote !== '"' && quote !== "'") {
        const end = lineEnd(start)
        const raw = text
          .slice(start, end)
          .replace(/ #[\s\S]*/, '')
          .replace(/[\s\u0085]+$/, '')
        found.set(key, expandCompose(raw) ?? refuse('a variable that it cannot expand'))
        return end
      }
      let inner = ''
      for (let at = start + 1; at < text.length; at++) {
        const char = text[at] as string
        if (char === quote) {
          const read = quote === '"' ? expandCompose(unescape(inner)) : { value: inner }
          found.set(key, read ?? refuse('a variable that it cannot expand'))
          return at + 1
        }
        if (char === '\\' && text[at + 1] === quote) inner += text[++at]
        else if (char === '\\' && text[at + 1] === '\\') {
          // The second of two is no escape of its own.
          inner += '\\\\'
          at++
        } else inner += char
      }
      return refuse('a quote that is never closed')
    }
  },
}
