// What every reader of a file's text asks: is it too large to be read, which line is this, where does the content begin.
import { FormatError } from './format-error.ts'

/** UTF-16 units. Larger files hold data, not settings. */
const MAX_LENGTH = 4 * 1024 * 1024
/** Nesting, in objects and lists. */
export const MAX_DEPTH = 64

/** @throws FormatError when the text is too large, or holds NULs: it is no text then */
export function checkText(text: string): void {
  if (text.length > MAX_LENGTH) throw new FormatError('the file is too large to be rewritten (over 4 MB)')
  const nul = text.indexOf('\0')
  if (nul !== -1) throw new FormatError('a NUL character: this is no text', lineOf(text, nul))
}

/** @throws FormatError beyond MAX_DEPTH */
export function checkDepth(text: string, depth: number, offset: number): void {
  if (depth > MAX_DEPTH) throw new FormatError(`nested deeper than ${MAX_DEPTH} levels`, lineOf(text, offset))
}

/** The line of an offset, from 1; `\r\n` ends one line. */
export function lineOf(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

/** Offset behind a byte order mark. */
export const contentStart = (text: string): number => (text.charCodeAt(0) === 0xfeff ? 1 : 0)

/** The last part of a path, lower case. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1).toLowerCase()

/** A line and where it is: `end` stands before its line break, `next` behind it. */
export interface Line {
  start: number
  end: number
  next: number
}

/** All lines; `\n` and `\r\n` end one. */
export function* linesOf(text: string): Generator<Line> {
  for (let start = contentStart(text); start < text.length; ) {
    const found = text.indexOf('\n', start)
    const next = found === -1 ? text.length : found + 1
    const end = found === -1 ? next : text[found - 1] === '\r' && found > start ? found - 1 : found
    yield { start, end, next }
    start = next
  }
}
