// INI files as Python's configparser and its many relatives read them. https://docs.python.org/3/library/configparser.html
import type { Entry, Format } from '../contract.ts'
import { FormatError } from '../format-error.ts'
import { iniLines } from '../ini-lines.ts'
import { baseName } from '../source-text.ts'

const NAMES =
  /\.(?:ini|cfg|conf|cnf|inf|desktop|service)$|^\.(?:pypirc|boto|s3cfg|passwd-s3fs|editorconfig|pylintrc|flake8)$/
const AWS = /(?:^|\/)\.aws\/(?:config|credentials)$/
/** Relatives differ: comments behind values, escapes, interpolation, quotes. */
const AMBIGUOUS = /[;#%$\\"'`\p{Cc}\u2028\u2029]/u
const QUOTED = /^(["'])(.*)\1$/

export const format: Format = {
  describe: 'INI: .ini, .cfg, .conf, .pypirc, AWS credentials',
  accepts: (path) => NAMES.test(baseName(path)) || AWS.test(path),
  entries: (text) =>
    [...iniLines(text, /[=:]/, true)].map(({ key, start, end }): Entry => {
      const raw = text.slice(start, end)
      const value = QUOTED.exec(raw)?.[2] ?? raw
      return { key, start, end, value, ...(AMBIGUOUS.test(value) && { ambiguous: true as const }) }
    }),
  encode: (text, entry, value) => {
    const quote = QUOTED.exec(text.slice(entry.start, entry.end))?.[1] ?? ''
    if (/[\r\n]/.test(value) || (quote === '' && value.trim() !== value))
      throw new FormatError('an INI value is one line without blanks around it')
    return quote + value + quote
  },
}
