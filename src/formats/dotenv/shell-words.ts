// Words of a shell script, as far as files of assignments need them; nothing is run.
// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
import type { ReadValue } from '../reader.ts'
import { FormatError } from '../format-error.ts'
import { lineOf } from '../source-text.ts'
import { expands, runs } from './dollar.ts'

export interface Word {
  /** Without quotes; true text only when `live` is unset. */
  text: string
  /** Characters of `text` before the first quote or backslash: a name and its `=` must stand there. */
  plain: number
  /** What the shell would compute in it. */
  live?: ReadValue
  /** Holds `{` without quotes, or a `~` where a home directory may begin. */
  expansion: boolean
}

/** A word, an operator, or the end of a line. */
export type Token = Word | { operator: string }

/** Means itself wherever it stands in a word. */
const PLAIN = /[A-Za-z0-9_./+,@%^-]*/y
const BLANK = ' \t'
const OPERATORS = ';&|<>()'

/** @throws FormatError when a quote is never closed */
export function* shellTokens(text: string): Generator<Token> {
  for (let at = 0; at < text.length; ) {
    const char = text[at] as string
    if (BLANK.includes(char)) at++
    else if (char === '\\' && text[at + 1] === '\n') at += 2
    else if (char === '\n' || OPERATORS.includes(char)) {
      yield { operator: char }
      at++
    } else if (char === '#') {
      const end = text.indexOf('\n', at)
      at = end === -1 ? text.length : end
    } else {
      const { word, end } = readWord(text, at)
      yield word
      at = end
    }
  }
}

function readWord(text: string, start: number): { word: Word; end: number } {
  const word: Word = { text: '', plain: -1, expansion: false }
  const quoted = (): void => {
    if (word.plain === -1) word.plain = word.text.length
  }
  const unclosed = (at: number): never => {
    throw new FormatError('a quote is never closed', lineOf(text, at))
  }
  const live = (value: ReadValue): void => {
    if (word.live === undefined || 'value' in word.live || !('runs' in word.live)) word.live = value
  }
  let at = start
  for (; at < text.length; at++) {
    PLAIN.lastIndex = at
    const run = PLAIN.exec(text)?.[0] ?? ''
    word.text += run
    at += run.length
    if (at >= text.length) break
    const char = text[at] as string
    if (BLANK.includes(char) || char === '\n' || OPERATORS.includes(char)) break
    if (char === '\\') {
      quoted()
      at++
      if (at < text.length && text[at] !== '\n') word.text += text[at]
      // A backslash at the very end stays.
      else if (at >= text.length) word.text += char
    } else if (char === "'") {
      quoted()
      const close = text.indexOf("'", at + 1)
      word.text += text.slice(at + 1, close === -1 ? unclosed(at) : close)
      at = close
    } else if (char === '"') {
      quoted()
      at = doubleQuoted(at)
    } else {
      dollar(at, false)
      if (char === '{' || (char === '~' && (word.text === '' || '=:'.includes(word.text.at(-1) as string))))
        word.expansion = true
      word.text += char
    }
  }
  if (word.plain === -1) word.plain = word.text.length
  return { word, end: at }

  function doubleQuoted(open: number): number {
    for (let place = open + 1; place < text.length; place++) {
      const char = text[place] as string
      if (char === '"') return place
      if (char === '\\' && '$`"\\\n'.includes(text[place + 1] ?? 'x')) {
        place++
        if (text[place] !== '\n') word.text += text[place]
      } else {
        dollar(place, true)
        word.text += char
      }
    }
    return unclosed(open)
  }

  function dollar(place: number, inQuotes: boolean): void {
    const next = text[place + 1] ?? ''
    if (text[place] === '`' || (text[place] === '$' && next === '(')) live(runs)
    else if (text[place] === '$' && (/[A-Za-z0-9_{[@*#?$!-]/.test(next) || (!inQuotes && /['"]/.test(next))))
      live(expands)
  }
}
