// Shell scripts and profiles: every NAME=value in them.
import type { Entry, Format } from '../contract.ts'
import { FormatError } from '../format-error.ts'
import { baseName, checkText, contentStart, lineOf } from '../source-text.ts'
import { wordEntries, wordRaw } from '../shell-value.ts'
import { readWord } from '../shell-words.ts'

const NAMES =
  /\.(?:sh|bash|zsh|ksh)$|^\.(?:profile|bash_?(?:rc|profile|login|aliases)|zsh(?:rc|env)|zprofile|zlogin|kshrc|xprofile)$/
const SHEBANG = /^\ufeff?#![^\n]*\b(?:ba|z|k|da|a)?sh\b/
const GAP = /(?:[ \t\r\n;&|()]|\\\r?\n)+/y
const COMMENT = /#[^\n]*/y
const NAME = /(?:-{0,2}[A-Za-z][\w-]*|[A-Za-z_]\w*)\+?=/y
const REDIRECT = /<<<|<<(-?)[ \t]*(["']?\\?)([\w.-]+)["']?|[<>]/y

export const format: Format = {
  describe: 'shell scripts and profiles: NAME=value, export NAME=value',
  accepts: (path, text) => NAMES.test(baseName(path)) || (!baseName(path).includes('.') && SHEBANG.test(text)),
  entries: (text) => {
    checkText(text)
    const entries: Entry[] = []
    const heredocs: { tabs: boolean; word: string }[] = []
    const take = (expression: RegExp, at: number): RegExpExecArray | null => {
      expression.lastIndex = at
      return expression.exec(text)
    }
    for (let at = contentStart(text); at < text.length; ) {
      const gap = take(GAP, at)?.[0]
      if (gap !== undefined) {
        const newline = heredocs.length > 0 ? gap.search(/(?<!\\)\n/) : -1
        at += newline === -1 ? gap.length : newline + 1
        if (newline !== -1) for (const { tabs, word } of heredocs.splice(0)) at = heredocEnd(text, at, tabs, word)
        continue
      }
      const redirect = take(REDIRECT, at)
      if (redirect !== null) {
        if (redirect[3] !== undefined) heredocs.push({ tabs: redirect[1] === '-', word: redirect[3] })
        at += redirect[0].length
        continue
      }
      const comment = take(COMMENT, at)
      if (comment !== null) {
        at += comment[0].length
        continue
      }
      const name = take(NAME, at)?.[0] ?? ''
      const word = readWord(text, at + name.length)
      // `NAME=(` begins a list: its words are no values with names.
      const list = word.end === word.start && text[word.end] === '('
      if (name !== '' && !list) entries.push(...wordEntries(text, [name.replace(/\+?=$/, '')], word))
      at = Math.max(word.end, at + Math.max(1, name.length))
    }
    return entries
  },
  encode: wordRaw,
}

function heredocEnd(text: string, start: number, tabs: boolean, word: string): number {
  for (let at = start; at < text.length; ) {
    const found = text.indexOf('\n', at)
    const end = found === -1 ? text.length : found
    const line = text.slice(at, end).replace(/\r$/, '')
    if ((tabs ? line.replace(/^\t+/, '') : line) === word) return end
    at = end + 1
  }
  throw new FormatError('a here-document has no end', lineOf(text, start))
}
