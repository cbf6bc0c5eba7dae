// Words of a POSIX shell and the literal texts in them. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
import { FormatError } from './format-error.ts'
import { checkDepth, lineOf } from './source-text.ts'

/** A stretch of a word without expansions in it, and how the shell reads it. */
export interface Literal {
  start: number
  end: number
  value: string
}

export interface Word {
  start: number
  end: number
  /** One, when nothing is expanded in it. */
  literals: Literal[]
  /** True: the literals are only parts of the value. */
  expanded: boolean
}

const BARE = /[^\s"'`\\$;&|<>()]+/y
/** In double quotes a backslash escapes these only. */
const ESCAPED_IN_QUOTES = /["\\$`\n]/
const ANSI: Record<string, string> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  v: '\v',
}
const EXPANSION = /\$(?:\w|[@*#?!$-])\w*/y

/** @param start where a word begins @throws FormatError when a quote has no end */
export function readWord(text: string, start: number): Word {
  const literals: Literal[] = []
  let expanded = false
  let at = start
  let from = start
  let value: string[] = []
  const cut = (end: number, next: number): void => {
    if (end > from) literals.push({ start: from, end, value: value.join('') })
    value = []
    from = next
  }
  const expansion = (): boolean => {
    const end = expansionEnd(text, at, 0)
    if (end === at) return false
    expanded = true
    cut(at, end)
    at = end
    return true
  }
  while (at < text.length) {
    const char = text[at]!
    if (char === "'" || text.startsWith("$'", at)) {
      const { content, end } = char === "'" ? single(text, at) : ansi(text, at)
      value.push(content)
      at = end
    } else if (char === '"') {
      const open = at++
      for (; text[at] !== '"'; ) {
        if (at >= text.length) throw new FormatError('a quote has no end', lineOf(text, open))
        if (text[at] === '\\' && ESCAPED_IN_QUOTES.test(text[at + 1] ?? '')) {
          if (text[at + 1] !== '\n') value.push(text[at + 1]!)
          at += 2
        } else if (!expansion()) value.push(text[at++]!)
      }
      at++
    } else if (char === '\\') {
      const skipped = text.startsWith('\r\n', at + 1) ? 3 : 2
      if (text[at + 1] !== '\n' && skipped === 2) value.push(text[at + 1] ?? '')
      at = Math.min(text.length, at + skipped)
    } else if (char === '$' || char === '`') {
      if (!expansion()) value.push(text[at++]!)
    } else {
      BARE.lastIndex = at
      const bare = BARE.exec(text)?.[0]
      if (bare === undefined) break
      value.push(bare)
      at += bare.length
    }
  }
  if (!expanded) return { start, end: at, literals: [{ start, end: at, value: value.join('') }], expanded }
  cut(at, at)
  // What is left of quotes around an expansion holds nothing.
  return { start, end: at, literals: literals.filter((part) => part.value !== ''), expanded }
}

function single(text: string, at: number): { content: string; end: number } {
  const end = text.indexOf("'", at + 1)
  if (end === -1) throw new FormatError('a quote has no end', lineOf(text, at))
  return { content: text.slice(at + 1, end), end: end + 1 }
}

/** `$'...'`. https://www.gnu.org/software/bash/manual/bash.html#ANSI_002dC-Quoting */
function ansi(text: string, start: number): { content: string; end: number } {
  const parts: string[] = []
  for (let at = start + 2; at < text.length; at++) {
    if (text[at] === "'") return { content: parts.join(''), end: at + 1 }
    const code =
      text[at] === '\\'
        ? /^\\(?:x([\da-fA-F]{1,2})|u([\da-fA-F]{1,4})|([0-7]{1,3}))/.exec(text.slice(at, at + 8))
        : null
    if (code !== null) {
      parts.push(
        String.fromCharCode(
          code[3] === undefined ? Number.parseInt(code[1] ?? code[2]!, 16) : Number.parseInt(code[3], 8),
        ),
      )
      at += code[0].length - 1
    } else if (text[at] === '\\') parts.push(ANSI[text[++at] ?? ''] ?? text[at] ?? '')
    else parts.push(text[at]!)
  }
  throw new FormatError('a quote has no end', lineOf(text, start))
}

/** Behind `$NAME`, `${...}`, `$(...)` or backquotes; `at` itself when none of them begins there. */
export function expansionEnd(text: string, at: number, depth: number): number {
  checkDepth(text, depth, at)
  if (text[at] === '`') {
    for (let end = at + 1; end < text.length; end++) {
      if (text[end] === '\\') end++
      else if (text[end] === '`') return end + 1
    }
    throw new FormatError('a backquote has no end', lineOf(text, at))
  }
  if (text[at] !== '$') return at
  const close = text[at + 1] === '{' ? '}' : text[at + 1] === '(' ? ')' : undefined
  if (close === undefined) {
    EXPANSION.lastIndex = at
    return at + (EXPANSION.exec(text)?.[0].length ?? 0)
  }
  let nested = 0
  for (let end = at + 2; end < text.length; ) {
    const char = text[end]!
    if (char === '\\') end += 2
    else if (char === "'" && close === ')') end = single(text, end).end
    else if (char === '"') end = quotedEnd(text, end, depth)
    else if (char === '$' || char === '`') end = Math.max(end + 1, expansionEnd(text, end, depth + 1))
    else {
      if (char === text[at + 1]) nested++
      end++
      if (char === close && nested-- === 0) return end
    }
  }
  throw new FormatError('an expansion has no end', lineOf(text, at))
}

function quotedEnd(text: string, at: number, depth: number): number {
  for (let end = at + 1; end < text.length; ) {
    if (text[end] === '"') return end + 1
    if (text[end] === '\\') end += 2
    else end = Math.max(end + 1, expansionEnd(text, end, depth + 1))
  }
  throw new FormatError('a quote has no end', lineOf(text, at))
}
