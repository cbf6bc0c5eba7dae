// The grammar that npm's dotenv, dotenv-expand, dotenvx and Ruby's dotenv share: a line that fits is read, others are not.
// https://github.com/motdotla/dotenv, https://github.com/bkeepers/dotenv

export interface Line {
  key: string
  /** Without the spaces around it and the quotes. */
  value: string
  /** The character that it begins with when that is a quote, closed or not. */
  quote: string
  /** True when a quote of the same kind also stands inside the value, or behind it in a comment. */
  doubtful: boolean
}

interface Dialect {
  key: RegExp
  quotes: string
  space: RegExp
  trim: (text: string) => string
  /** A name alone, without a sign, is an empty value. */
  bare: boolean
}

export const JS: Dialect = { key: /[\w.-]+/y, quotes: '\'"`', space: /\s*/y, trim: (text) => text.trim(), bare: false }
export const RUBY: Dialect = {
  key: /[\w.]+/y,
  quotes: '\'"',
  space: /[ \t\r\n\f\v]*/y,
  trim: (text) => text.replace(/^[ \t\r\n\f\v]+|[ \t\r\n\f\v]+$/g, ''),
  bare: true,
}

const EXPORT = /export(?=\s)/y

/** @param input may have any line ends */
export function readLines(input: string, dialect: Dialect): Line[] {
  const text = input.replace(/\r\n?/g, '\n')
  const match = (pattern: RegExp, at: number): string => {
    pattern.lastIndex = at
    return pattern.exec(text)?.[0] ?? ''
  }
  const space = (at: number): number => at + match(dialect.space, at).length
  const lineEnd = (at: number): number => {
    const newline = text.indexOf('\n', at)
    return newline === -1 ? text.length : newline
  }
  /** Nothing but spaces and a comment up to the end of its line. */
  const closes = (at: number): boolean => {
    const next = space(at)
    return next >= lineEnd(at) || text[next] === '#'
  }
  const found: Line[] = []

  /** Reads one line. @returns where the next begins */
  function read(start: number): number {
    const begin = space(start)
    let at = begin
    if (match(EXPORT, at) !== '') {
      const name = space(at + 6)
      if (match(dialect.key, name) !== '') at = name
    }
    const key = match(dialect.key, at)
    if (key === '') return lineEnd(begin) + 1
    at += key.length
    const sign = space(at)
    if (text[sign] === '=') at = sign + 1
    else if (text[at] === ':' && space(at + 1) > at + 1) at += 2
    else {
      if (dialect.bare && closes(at)) found.push({ key, value: '', quote: '', doubtful: true })
      // `export` alone may be a name too, but no line that readers agree on begins so.
      return lineEnd(begin) + 1
    }
    const value = quoted(at) ?? plain(at)
    found.push({ key, value: value.value, quote: value.quote, doubtful: value.doubtful })
    return lineEnd(value.end) + 1
  }

  function quoted(from: number): (Omit<Line, 'key'> & { end: number }) | undefined {
    const open = space(from)
    const quote = text[open]
    if (quote === undefined || !dialect.quotes.includes(quote)) return undefined
    // The first quote without a backslash before it ends the value; if it cannot, the last one before it that can.
    const places: number[] = []
    let at = text.indexOf(quote, open + 1)
    for (; at !== -1; at = text.indexOf(quote, at + 1)) {
      places.push(at)
      if (text[at - 1] !== '\\' || at - 1 === open) break
    }
    const close = places.findLast((place) => closes(place + 1))
    if (close === undefined) return undefined
    const value = text.slice(open + 1, close)
    const doubtful = value.includes(quote) || text.slice(close + 1, lineEnd(close)).includes(quote)
    return { value, quote, doubtful, end: close }
  }

  function plain(from: number): Omit<Line, 'key'> & { end: number } {
    const end = lineEnd(from)
    const comment = text.indexOf('#', from)
    const raw = dialect.trim(text.slice(from, comment === -1 || comment > end ? end : comment))
    const quote = dialect.quotes.includes(raw[0] ?? ' ') ? (raw[0] as string) : ''
    const wrapped = raw.length > 1 && quote !== '' && raw.endsWith(quote)
    return { value: wrapped ? raw.slice(1, -1) : raw, quote, doubtful: quote !== '', end: from }
  }

  for (let at = 0; at < text.length; ) at = read(at)
  return found
}

/** `\n` and `\r` in double quotes, as npm's dotenv and its kin read them. */
export const newlines = ({ value, quote }: Line): string =>
  quote === '"' ? value.replaceAll('\\n', '\n').replaceAll('\\r', '\r') : value
