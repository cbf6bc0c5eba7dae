// git's configuration files. https://git-scm.com/docs/git-config#_syntax
import type { Entry, Format } from '../contract.ts'
import { FormatError } from '../format-error.ts'
import { checkText, contentStart, lineOf } from '../source-text.ts'

const NAMES = /(?:^|\/)(?:\.gitconfig|\.gitmodules|\.git\/config|gitconfig|git\/config)$/
const SKIP = /(?:[ \t\r\n\f]+|[;#][^\n]*)*/y
const SECTION = /\[[ \t]*([\w.-]+)[ \t]*(?:"((?:[^"\\\n]|\\[^\n])*)")?[ \t]*\]/y
const NAME = /([A-Za-z][\w-]*)[ \t]*(=[ \t]*)?/y
const ESCAPES: Record<string, string> = { n: '\n', t: '\t', b: '\b', '"': '"', '\\': '\\' }

export const format: Format = {
  describe: "git's configuration",
  accepts: (path) => NAMES.test(path.toLowerCase()),
  entries: (text) => {
    checkText(text)
    const entries: Entry[] = []
    let section: string[] = []
    const take = (expression: RegExp, at: number): RegExpExecArray | null => {
      expression.lastIndex = at
      return expression.exec(text)
    }
    for (let at = contentStart(text); ; ) {
      at += take(SKIP, at)![0].length
      if (at >= text.length) return entries
      const header = take(SECTION, at)
      const name = header === null ? take(NAME, at) : null
      if (header !== null) {
        section = header[2] === undefined ? [header[1]!] : [header[1]!, header[2].replace(/\\(.)/g, '$1')]
        at += header[0].length
      } else if (name !== null) {
        at += name[0].length
        if (name[2] === undefined) continue
        const { value, end, next } = readValue(text, at)
        entries.push({ key: [...section, name[1]!], start: at, end, value })
        at = next
      } else throw new FormatError('neither a section nor a name', lineOf(text, at))
    }
  },
  encode: (_text, _entry, value) => {
    if (/[^\P{C}\n\t\b]/u.test(value)) throw new FormatError("git's configuration holds no such control characters")
    if (/^[^\s"\\;#]+$/.test(value)) return value
    const escaped = value.replace(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t')
    return `"${escaped.replaceAll('\b', '\\b')}"`
  },
}

/** @returns `end` behind the last character of the value, `next` behind its comment. */
function readValue(text: string, start: number): { value: string; end: number; next: number } {
  let quoted = false
  let end = start
  const parts: string[] = []
  /** How many parts belong to the value: blanks at its end do not. */
  let kept = 0
  let at = start
  for (; at < text.length && text[at] !== '\n'; at++) {
    const char = text[at]!
    if (char === '\r' && text[at + 1] === '\n') break
    if (!quoted && (char === ';' || char === '#')) break
    if (char === '\\') {
      const skipped = text[at + 1] === '\n' ? 1 : text.startsWith('\r\n', at + 1) ? 2 : 0
      const escape = ESCAPES[text[at + 1] ?? '']
      if (skipped === 0 && escape === undefined) throw new FormatError('a wrong escape', lineOf(text, at))
      at += skipped || 1
      if (skipped > 0) continue
      parts.push(escape!)
      kept = parts.length
      end = at + 1
    } else if (char === '"') {
      quoted = !quoted
      kept = parts.length
      end = at + 1
    } else {
      parts.push(char)
      if (!quoted && (char === ' ' || char === '\t')) continue
      kept = parts.length
      end = at + 1
    }
  }
  if (quoted) throw new FormatError('a quote has no end', lineOf(text, start))
  const found = text.indexOf('\n', at)
  return { value: parts.slice(0, kept).join(''), end, next: found === -1 ? text.length : found }
}
