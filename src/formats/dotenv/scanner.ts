// Finds every assignment of a .env file and the exact place of its value; all other text is left alone.
import { FormatError } from '../format-error.ts'
import { checkText, contentStart, lineOf } from '../source-text.ts'

export type Style = 'raw' | 'single' | 'double' | 'backtick'

/** One assignment. Offsets are UTF-16 units of the text, end exclusive. */
export interface Assignment {
  key: string
  exported: boolean
  style: Style
  /** The raw value with its quotes. */
  start: number
  end: number
}

export const QUOTES: Record<Exclude<Style, 'raw'>, string> = { single: "'", double: '"', backtick: '`' }

/** Reading its classes of letters takes V8 longer than a small file takes us. */
let head: RegExp | undefined
// Spaces of a line as every reader has them; a no-break space belongs to the value.
const makeHead = (): RegExp =>
  /[ \t\f\v]*(?:(export)[ \t\f\v]+)?(?:'([^'\r\n]+)'|([\p{L}\p{N}_.[\]-]+))[ \t\f\v]*(?:=|:(?=[ \t\f\v]|\r?\n|$))/uy
const BLANK = /[ \t\f\v]*/y

/** Where the line that holds `at` ends, before its line break. */
export function lineEnd(text: string, at: number): number {
  const newline = text.indexOf('\n', at)
  if (newline === -1) return text.length
  return newline > at && text[newline - 1] === '\r' ? newline - 1 : newline
}

function skip(text: string, at: number, end: number): number {
  BLANK.lastIndex = at
  return Math.min(end, at + (BLANK.exec(text)?.[0].length ?? 0))
}

/** Nothing or a comment up to the end of the line: then a quote before it may close a value. */
function endsHere(text: string, at: number): boolean {
  const end = lineEnd(text, at)
  const next = skip(text, at, end)
  return next === end || text[next] === '#'
}

/**
 * Position of the quote that closes the one at `open`, or -1. A quote behind a backslash closes when no other can:
 * readers disagree on it, and `'C:\dir\'` is as common as `'it\'s'`.
 */
function closing(text: string, open: number): number {
  const quote = text[open] as string
  const escaped: number[] = []
  let at = text.indexOf(quote, open + 1)
  for (; at !== -1; at = text.indexOf(quote, at + 1)) {
    let backslashes = 0
    while (text[at - 1 - backslashes] === '\\') backslashes++
    if (backslashes === 0 || (quote === '"' && backslashes % 2 === 0)) break
    escaped.push(at)
  }
  if (at !== -1 && endsHere(text, at + 1)) return at
  return escaped.findLast((place) => endsHere(text, place + 1)) ?? -1
}

/** End of a value without quotes that begins at `start`: before a comment and the spaces around it. */
function rawEnd(text: string, start: number): number {
  const end = lineEnd(text, start)
  const line = text.slice(start, end)
  const comment = line.search(/[ \t\f\v]#/)
  const value = (comment === -1 ? line : line.slice(0, comment)).replace(/[ \t\f\v]+$/, '')
  if (comment !== -1 || !/(?<!\\)(?:\\\\)*\\$/.test(value)) return start + value.length
  // A shell goes on in the next line. Other readers do not: an assignment there is one for them, and stays.
  const next = text.indexOf('\n', end) + 1
  if (next === 0 || next >= text.length || assignmentAt(text, next) || lineEnd(text, next) === next)
    return start + value.length
  return rawEnd(text, next)
}

function assignmentAt(text: string, at: number): RegExpExecArray | null {
  head ??= makeHead()
  head.lastIndex = at
  return head.exec(text)
}

function refuse(text: string): void {
  checkText(text)
  if (text.includes('\uFFFD')) throw new FormatError('bytes that are not UTF-8')
  const lone = text.search(/\r(?!\n)/)
  if (lone !== -1)
    throw new FormatError('a carriage return without a line feed: readers disagree on it', lineOf(text, lone))
}

/**
 * Every assignment, in the order of the file.
 * @throws FormatError for a quote that is never closed, NUL, carriage returns alone, text that was not UTF-8
 */
export function scan(text: string): Assignment[] {
  refuse(text)
  const found: Assignment[] = []
  let at = contentStart(text)
  while (at < text.length) {
    const head = assignmentAt(text, at)
    let end = at
    if (head) {
      const after = at + head[0].length
      const value = valueAt(text, after)
      found.push({ key: (head[2] ?? head[3]) as string, exported: head[1] !== undefined, ...value })
      end = value.end
    }
    const newline = text.indexOf('\n', end)
    at = newline === -1 ? text.length : newline + 1
  }
  return found
}

function valueAt(text: string, after: number): Pick<Assignment, 'style' | 'start' | 'end'> {
  const start = skip(text, after, lineEnd(text, after))
  const first = text[start]
  const style = (Object.keys(QUOTES) as (keyof typeof QUOTES)[]).find((name) => QUOTES[name] === first)
  // Nothing there, or a comment after a space: the value goes right behind the sign, and a space before the comment stays.
  if (start === lineEnd(text, after) || (first === '#' && start > after))
    return { style: 'raw', start: after, end: after }
  if (style) {
    const close = closing(text, start)
    if (close !== -1) return { style, start, end: close + 1 }
    const again = text.indexOf(first as string, start + 1)
    if (again === -1 || again >= lineEnd(text, start))
      throw new FormatError('a quote is never closed', lineOf(text, start))
  }
  return { style: 'raw', start, end: rawEnd(text, start) }
}
