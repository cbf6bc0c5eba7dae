// python-dotenv (1): https://github.com/theskumar/python-dotenv
import type { Reader, ReadValue } from '../reader.ts'
import { differs, expands } from '../dotenv/dollar.ts'

const HEAD = /\s*(?:export[^\S\n]+)?(?:(?=#)|'([^']+)'|([^=#\s'][^=#\s]*))[^\S\n]*/y
const TAIL = /[^\S\n]*(?:#[^\n]*)?(?:\n|$)/y
const REST = /[^\n]*(?:\n|$)/y
const CONTROL: Record<string, string> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' }

/** Where the quote that opens at `open` is closed, by the rule of now and by that of before 1.2; -1 for never. */
function closings(text: string, open: number): [number, number] {
  const quote = text[open] as string
  const find = (pairs: boolean): number => {
    for (let at = open + 1; at < text.length; at++) {
      if (text[at] === quote) return at
      if (text[at] === '\\' && (pairs || text[at + 1] === quote)) at++
    }
    return -1
  }
  return [find(true), find(false)]
}

function decode(quote: string, inner: string): string {
  if (quote === "'") return inner.replace(/\\([\\'])/g, '$1')
  return inner.replace(/\\([\\'"abfnrtv])/g, (_, char: string) => CONTROL[char] ?? char)
}

const expand = (value: string): ReadValue => (/\$\{[^}:]*(?::-[^}]*)?\}/.test(value) ? expands : { value })

export const reader: Reader = {
  describe: 'python-dotenv: Django, Flask',
  read(input) {
    // Python opens files with every line end made `\n`.
    const text = input.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
    const found = new Map<string, ReadValue>()
    const step = (pattern: RegExp, at: number): RegExpExecArray | null => {
      pattern.lastIndex = at
      return pattern.exec(text)
    }
    let at = 0
    while (at < text.length) {
      const head = step(HEAD, at)
      const key = head?.[1] ?? head?.[2]
      const after = at + (head?.[0].length ?? 0)
      let end = after
      let value: ReadValue | undefined
      if (head && key !== undefined && text[after] === '=') {
        const start = after + (/^[^\S\n]*/.exec(text.slice(after + 1, lineEnd(text, after)))?.[0].length ?? 0) + 1
        const read = valueAt(text, start, start > after + 1)
        value = read.value
        end = read.end
      }
      const tail = head && end !== -1 ? step(TAIL, end) : null
      // A name alone is no value, and takes away an earlier one.
      if (tail && key !== undefined && value) found.set(key, value)
      else if (tail && key !== undefined) found.delete(key)
      // A line that does not fit is left out, and read on behind its end.
      const next = tail ? end + tail[0].length : lineAfter(text, head && end !== -1 ? end : after)
      at = next > at ? next : at + 1
    }
    return found
  },
}

const lineEnd = (text: string, at: number): number => {
  const end = text.slice(at).search(/\n/)
  return end === -1 ? text.length : at + end
}

function lineAfter(text: string, at: number): number {
  REST.lastIndex = at
  return at + (REST.exec(text)?.[0].length ?? 0)
}

function valueAt(text: string, start: number, spaced: boolean): { value: ReadValue; end: number } {
  const quote = text[start]
  if (quote === "'" || quote === '"') {
    const [now, before] = closings(text, start)
    if (now === -1) return { value: differs, end: -1 }
    return { value: now === before ? expand(decode(quote, text.slice(start + 1, now))) : differs, end: now + 1 }
  }
  // Before 1.2 a `#` behind a space was a value here.
  if (quote === '#' && spaced) return { value: differs, end: start }
  const end = lineEnd(text, start)
  return {
    value: expand(
      text
        .slice(start, end)
        .replace(/\s+#.*/, '')
        .trimEnd(),
    ),
    end,
  }
}
