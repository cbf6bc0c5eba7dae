// The strings of HCL and where they stand. https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
import type { Entry } from './contract.ts'
import { FormatError } from './format-error.ts'
import { hclHeredoc, hclString } from './hcl-strings.ts'
import { checkDepth, checkText, contentStart, lineOf } from './source-text.ts'

type Key = (string | number)[]

const BLANK = /[ \t\r]+/y
const COMMENT = /(?:#|\/\/)[^\n]*/y
const NAME = /[\p{L}_][\p{L}\p{N}_.-]*/uy
const NUMBER = /\d[\w.]*/y
const HEREDOC = /<<-?[\p{L}_]/uy
/** Behind a name or a string: it is a key, no value. */
const KEY = /[ \t]*(?:=(?![=>])|:(?!:))/y
const LABEL = /[ \t]*["{]/y

/** One brace, bracket or parenthesis that is open. */
interface Level {
  close: string
  key: Key
  /** In a list: how many values were passed. */
  index: number | undefined
}

/** @throws FormatError when strings or brackets have no end */
export function hclEntries(text: string): Entry[] {
  checkText(text)
  const entries: Entry[] = []
  const levels: Level[] = [{ close: '', key: [], index: undefined }]
  /** Of the value that is read now; nothing between values. */
  let name: string | undefined
  /** The names before a block's brace. */
  let labels: string[] = []
  const fail = (reason: string, at: number): never => {
    throw new FormatError(reason, lineOf(text, at))
  }
  const length = (expression: RegExp, at: number): number => {
    expression.lastIndex = at
    return expression.exec(text)?.[0].length ?? 0
  }
  for (let at = contentStart(text); at < text.length; ) {
    const level = levels.at(-1)!
    const char = text[at]!
    const key = (): Key => [
      ...level.key,
      ...(name === undefined ? [] : [name]),
      ...(level.index === undefined ? [] : [level.index]),
    ]
    const skipped = length(BLANK, at) || length(COMMENT, at)
    if (skipped > 0) {
      at += skipped
      continue
    }
    if (text.startsWith('/*', at)) {
      const end = text.indexOf('*/', at + 2)
      at = end === -1 ? fail('a comment has no end', at) : end + 2
      continue
    }
    if (char === '"') {
      const parts = hclString(text, at)
      const whole = text.slice(at + 1, parts.end - 1)
      if (name === undefined && level.index === undefined) {
        if (length(KEY, parts.end) > 0) name = whole
        else labels.push(whole)
      } else if (parts.template)
        entries.push(...parts.literals.map((part, index) => ({ ...part, key: [...key(), index] })))
      else entries.push({ key: key(), start: at, end: parts.end, value: parts.literals[0]?.value ?? '' })
      at = parts.end
      continue
    }
    if (length(HEREDOC, at) > 0) {
      const { end, value, template } = hclHeredoc(text, at)
      entries.push({ key: key(), start: at, end, value, ...(template && { ambiguous: true as const }) })
      at = end
      continue
    }
    const word = length(NAME, at) || length(NUMBER, at)
    if (word > 0) {
      const end = at + word
      if (name === undefined && level.index === undefined) {
        if (length(KEY, end) > 0) name = text.slice(at, end)
        else if (length(LABEL, end) > 0 || labels.length > 0) labels.push(text.slice(at, end))
      }
      at = end
      continue
    }
    if (char === '{' || char === '[' || char === '(') {
      const block = name === undefined && level.index === undefined ? labels : key().slice(level.key.length)
      levels.push({
        close: { '{': '}', '[': ']', '(': ')' }[char],
        key: [...level.key, ...block],
        index: char === '{' ? undefined : 0,
      })
      checkDepth(text, levels.length, at)
      labels = []
      // The name goes on when this is closed: `a = f(x) ? "b" : "c"`.
      name = undefined
    } else if (char === '}' || char === ']' || char === ')') {
      if (levels.length === 1 || level.close !== char) fail('a bracket is closed that is not open', at)
      levels.pop()
    } else if (char === ',' && level.index !== undefined) level.index++
    else if (char === ',' || (char === '\n' && level.index === undefined)) {
      name = undefined
      labels = []
    }
    at++
  }
  if (levels.length > 1) fail('a bracket has no end', text.length)
  return entries
}
