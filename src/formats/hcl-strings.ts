// HCL's quoted strings and here-documents, with the templates in them.
import { FormatError } from './format-error.ts'
import { checkDepth, lineOf } from './source-text.ts'

interface Literal {
  start: number
  end: number
  value: string
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' }
const TEXT = /[^"\\$%\n]+/y
const UNICODE = /\\(?:u([\da-fA-F]{4})|U([\da-fA-F]{8}))/y
const HEAD = /<<(-?)([\p{L}\p{N}_-]+)\r?\n/uy

/**
 * @param start of its quote
 * @returns the literal parts, without the quotes; `template`: expressions stand between them
 */
export function hclString(
  text: string,
  start: number,
  depth = 0,
): { end: number; literals: Literal[]; template: boolean } {
  checkDepth(text, depth, start)
  const fail = (reason: string): never => {
    throw new FormatError(reason, lineOf(text, start))
  }
  const literals: Literal[] = []
  let template = false
  let value: string[] = []
  let from = start + 1
  const cut = (end: number): void => {
    if (end > from) literals.push({ start: from, end, value: value.join('') })
    value = []
  }
  for (let at = start + 1; at < text.length; ) {
    const char = text[at]!
    TEXT.lastIndex = at
    const plain = TEXT.exec(text)?.[0]
    if (plain !== undefined) {
      value.push(plain)
      at += plain.length
    } else if (char === '"') {
      cut(at)
      return { end: at + 1, literals, template }
    } else if (char === '\n') fail('a string has no end')
    else if (char === '\\') {
      UNICODE.lastIndex = at
      const code = UNICODE.exec(text)
      const point = code === null ? undefined : Number.parseInt(code[1] ?? code[2]!, 16)
      if (point !== undefined && point > 0x10ffff) fail('a wrong escape')
      value.push(
        point === undefined ? (ESCAPES[text[at + 1] ?? ''] ?? fail('a wrong escape')) : String.fromCodePoint(point),
      )
      at += code?.[0].length ?? 2
    } else if (/^[$%]{3,}\{/.test(text.slice(at, at + 64))) fail('more than two $ before a brace')
    else if (text.startsWith(`${char}${char}{`, at)) {
      value.push(`${char}{`)
      at += 3
    } else if (text[at + 1] === '{') {
      template = true
      cut(at)
      at = templateEnd(text, at + 2, depth)
      from = at
    } else {
      value.push(char)
      at++
    }
  }
  return fail('a string has no end')
}

/** Behind the brace that ends an expression. @param start behind the one that begins it */
function templateEnd(text: string, start: number, depth: number): number {
  let open = 1
  for (let at = start; at < text.length; ) {
    if (text[at] === '"') at = hclString(text, at, depth + 1).end
    else {
      if (text[at] === '{') open++
      if (text[at] === '}') open--
      at++
      if (open === 0) return at
    }
  }
  throw new FormatError('an expression has no end', lineOf(text, start))
}

/** `<<EOT` up to the word that ends it; `template`: an expression is in it. */
export function hclHeredoc(text: string, start: number): { end: number; value: string; template: boolean } {
  HEAD.lastIndex = start
  const head = HEAD.exec(text)
  const lines: string[] = []
  for (let at = head === null ? text.length : HEAD.lastIndex; at < text.length; ) {
    const found = text.indexOf('\n', at)
    const line = text.slice(at, found === -1 ? text.length : found)
    if (line.trim() === head?.[2]) {
      const body = lines.join('\n') + (lines.length > 0 ? '\n' : '')
      const value = head?.[1] === '-' ? outdented(lines) : body
      const template = /(?<![$%])[$%]\{/.test(value)
      return { end: at + line.trimEnd().length, value: value.replace(/([$%])\1\{/g, '$1{'), template }
    }
    if (found === -1) break
    lines.push(line.replace(/\r$/, ''))
    at = found + 1
  }
  throw new FormatError('a here-document has no end', lineOf(text, start))
}

/** `<<-` takes off the indentation that all lines have. */
function outdented(lines: string[]): string {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)![0].length)
  const least = indents.length === 0 ? 0 : indents.reduce((a, b) => Math.min(a, b))
  return lines.map((line) => `${line.slice(Math.min(least, /^[ \t]*/.exec(line)![0].length))}\n`).join('')
}
