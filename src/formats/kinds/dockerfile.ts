// Dockerfiles: ENV, ARG and LABEL. https://docs.docker.com/reference/dockerfile/#env
import type { Entry, Format } from '../contract.ts'
import { FormatError } from '../format-error.ts'
import { baseName, checkText, lineOf, linesOf } from '../source-text.ts'
import { wordEntries, wordRaw } from '../shell-value.ts'
import { readWord } from '../shell-words.ts'

const NAMES = /^(?:dockerfile|containerfile)(?:\..*)?$|\.(?:dockerfile|containerfile)$/
const INSTRUCTION = /^\s*(?:ENV|ARG|LABEL)[ \t]+/i
const GAP = /(?:[ \t]|\\[ \t]*\r?\n(?:[ \t]*#[^\n]*\n)*)*/y
const NAME = /([\w.-]+)(=|[ \t]+)/y

export const format: Format = {
  describe: 'Dockerfiles: ENV, ARG, LABEL',
  accepts: (path) => NAMES.test(baseName(path)),
  entries: (text) => {
    checkText(text)
    const entries: Entry[] = []
    let done = 0
    for (const { start, end } of linesOf(text)) {
      const instruction = start < done ? null : INSTRUCTION.exec(text.slice(start, end))
      if (instruction !== null) done = readInstruction(text, start + instruction[0].length, entries)
    }
    return entries
  },
  encode: (text, entry, value) => {
    if (/[\r\n]/.test(value)) throw new FormatError('a Dockerfile holds no value of more than one line')
    return wordRaw(text, entry, value)
  },
}

/** @returns where it ends */
function readInstruction(text: string, start: number, entries: Entry[]): number {
  for (let at = start; ; ) {
    GAP.lastIndex = at
    at += GAP.exec(text)![0].length
    NAME.lastIndex = at
    const name = NAME.exec(text)
    if (name === null) return at
    at += name[0].length
    if (name[2] !== '=') return oldForm(text, name[1]!, at, entries)
    const word = readWord(text, at)
    if (/(?<!\\[ \t]*\r?)\n/.test(text.slice(word.start, word.end)))
      throw new FormatError('a quote has no end', lineOf(text, word.start))
    entries.push(...wordEntries(text, [name[1]!], word))
    at = word.end
  }
}

/** `ENV NAME all the rest`: quotes and backslashes in it are read differently by different builders. */
function oldForm(text: string, name: string, start: number, entries: Entry[]): number {
  const rest = /^[^\r\n]*/.exec(text.slice(start))![0]
  const value = rest.trimEnd()
  const ambiguous = /["'\\$]/.test(value)
  entries.push({ key: [name], start, end: start + value.length, value, ...(ambiguous && { ambiguous }) })
  return start + rest.length
}
