// Java's .properties. https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Properties.html#load(java.io.Reader)
import type { Entry, Format } from '../contract.ts'
import { FormatError } from '../format-error.ts'
import { baseName, checkText, contentStart, lineOf } from '../source-text.ts'

const BLANK = /[ \t\f\r\n]*/y
const COMMENT = /[^\r\n]*/y
const NAME = /(?:[^\\ \t\f\r\n=:]|\\(?:\r\n|[^]|$))*/y
const SEPARATOR = /(?:[ \t\f]|\\(?:\r\n|\r|\n)[ \t\f]*)*[=:]?(?:[ \t\f]|\\(?:\r\n|\r|\n)[ \t\f]*)*/y
const VALUE = /(?:[^\\\r\n]+|\\(?:\r\n|[^]|$))*/y
const ESCAPES: Record<string, string> = { n: '\n', t: '\t', f: '\f', r: '\r' }

export const format: Format = {
  describe: 'Java properties',
  accepts: (path) => baseName(path).endsWith('.properties'),
  entries: (text) => {
    checkText(text)
    const entries: Entry[] = []
    const length = (expression: RegExp, at: number): number => {
      expression.lastIndex = at
      return expression.exec(text)![0].length
    }
    for (let at = contentStart(text); ; ) {
      at += length(BLANK, at)
      if (at >= text.length) return entries
      if (text[at] === '#' || text[at] === '!') {
        at += length(COMMENT, at)
        continue
      }
      const name = text.slice(at, (at += length(NAME, at)))
      const start = (at += length(SEPARATOR, at))
      at += length(VALUE, at)
      const raw = text.slice(start, at)
      const value = unescaped(text, raw, start)
      // Read as Latin-1 by older Java, as UTF-8 by Spring and by Java's resource bundles since 9.
      const ambiguous = /[\u0080-\uffff]/.test(raw)
      entries.push({ key: [unescaped(text, name, start)], start, end: at, value, ...(ambiguous && { ambiguous }) })
    }
  },
  encode: (_text, _entry, value) =>
    value
      .replace(/[\\\n\t\f\r]/g, (char) => `\\${{ '\n': 'n', '\t': 't', '\f': 'f', '\r': 'r' }[char] ?? char}`)
      .replace(/^ /, '\\ ')
      .replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
}

/** @param offset for the line of an error */
function unescaped(text: string, raw: string, offset: number): string {
  return raw.replace(/\\(?:(\r\n|\r|\n)[ \t\f]*|u([0-9a-fA-F]{4})|([^])|$)/g, (_all, line, code, char) => {
    if (line !== undefined) return ''
    if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16))
    if (char === 'u') throw new FormatError('a wrong \\u escape', lineOf(text, offset))
    return ESCAPES[char] ?? char ?? ''
  })
}
