// .netrc: machines, logins and passwords. https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html
import type { Entry, Format } from '../contract.ts'
import { FormatError } from '../format-error.ts'
import { baseName, checkText, contentStart, lineOf } from '../source-text.ts'

const TOKEN = /[ \t\r\n]*(?:"((?:[^"\\]|\\[^])*)"|([^ \t\r\n]+))/y
/** Only some readers know quotes, escapes and comments. */
const AMBIGUOUS = /["\\]|^#/

export const format: Format = {
  describe: '.netrc',
  accepts: (path) => /^[._]netrc$/.test(baseName(path)),
  entries: (text) => {
    checkText(text)
    const entries: Entry[] = []
    let machine: string | undefined
    TOKEN.lastIndex = contentStart(text)
    const next = (): { value: string; raw: string; start: number } | undefined => {
      const found = TOKEN.exec(text)
      if (found === null) return undefined
      const raw = found[1] === undefined ? found[2]! : `"${found[1]}"`
      const value = found[1] === undefined ? found[2]! : found[1].replace(/\\([^])/g, '$1')
      return { value, raw, start: TOKEN.lastIndex - raw.length }
    }
    for (let token = next(); token !== undefined; token = next()) {
      const { raw: word, start } = token
      if (word[0] === '#' || word === 'macdef') {
        // A comment ends with its line, a macro with an empty one.
        const end = word === 'macdef' ? text.slice(start).search(/\n\r?\n/) : text.indexOf('\n', start) - start
        if (end < 0) return entries
        TOKEN.lastIndex = start + end
      } else if (word === 'default') machine = word
      else {
        const given = next()
        if (given === undefined) throw new FormatError('a value is missing', lineOf(text, start))
        if (word === 'machine') machine = given.value
        else if (machine === undefined || !/^(?:login|user|password|account|port|protocol)$/.test(word))
          throw new FormatError('an unknown word', lineOf(text, start))
        else {
          const ambiguous = AMBIGUOUS.test(given.raw)
          const end = given.start + given.raw.length
          entries.push({
            key: [machine, word],
            start: given.start,
            end,
            value: given.value,
            ...(ambiguous && { ambiguous }),
          })
        }
      }
    }
    return entries
  },
  encode: (text, entry, value) => {
    if (value === '' || /[\0-\x1f\x7f]/.test(value))
      throw new FormatError('a .netrc value is not empty and holds no control characters')
    const quoted = text[entry.start] === '"'
    if (!quoted && /\s/.test(value)) throw new FormatError('a .netrc value holds no blanks')
    return quoted ? `"${value.replace(/["\\]/g, '\\$&')}"` : value
  },
}
