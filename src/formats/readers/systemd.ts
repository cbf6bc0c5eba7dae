// systemd: environment.d, and `EnvironmentFile=` of units, which expands no variables.
// https://www.freedesktop.org/software/systemd/man/latest/environment.d.html
import type { Reader, ReadValue } from '../reader.ts'
import { differs, expandSystemd } from '../dotenv/dollar.ts'

const PLAIN = /[^\s\\]*/y

/** EnvironmentFile= keeps a `$`, environment.d expands: only a value without any is the same. */
const value = (text: string): ReadValue => (text.includes('$$') ? differs : expandSystemd(text))

export const reader: Reader = {
  describe: 'systemd: EnvironmentFile, environment.d',
  read(text) {
    const found = new Map<string, ReadValue>()
    let at = 0
    while (at < text.length) {
      const char = text[at] as string
      if (/[ \t\n\r]/.test(char)) at++
      else if (char === '#' || char === ';') at = commentEnd(text, at)
      else {
        const end = lineEnd(text, at)
        // The first character belongs to the name, whatever it is.
        const sign = text.indexOf('=', at + 1)
        if (sign === -1 || sign > end) at = end
        else {
          const key = text.slice(at, sign).replace(/[ \t]+$/, '')
          const read = valueAt(text, sign + 1)
          // Other names are left out, and empty values; those that only come out empty, not always.
          const empty = read.value === '' && text.slice(sign + 1, read.end).trim() === ''
          if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && !empty)
            found.set(key, read.value === '' ? differs : value(read.value))
          at = read.end
        }
      }
    }
    return found
  },
}

function lineEnd(text: string, at: number): number {
  const end = /[\n\r]/g
  end.lastIndex = at
  return end.exec(text)?.index ?? text.length
}

/** A backslash at its end makes a comment go on. */
function commentEnd(text: string, at: number): number {
  for (; at < text.length; at++) {
    if (text[at] === '\\') at++
    else if (/[\n\r]/.test(text[at] as string)) return at
  }
  return at
}

/** Quotes stand only where a part begins; parts in quotes are joined, spaces between them fall away. */
function valueAt(text: string, start: number): { value: string; end: number } {
  let value = ''
  let at = start
  while (at < text.length && !/[\n\r]/.test(text[at] as string)) {
    const char = text[at] as string
    if (char === ' ' || char === '\t') at++
    else if (char === "'") {
      const close = text.indexOf("'", at + 1)
      value += text.slice(at + 1, close === -1 ? text.length : close)
      at = close === -1 ? text.length : close + 1
    } else if (char === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) {
        if (text[at] !== '\\') value += text[at]
        else if ('"\\`$'.includes(text[++at] ?? 'x')) value += text[at]
        else if (text[at] !== '\n' && at < text.length) value += `\\${text[at]}`
      }
      at++
    } else {
      let kept = value.length
      for (; at < text.length && !/[\n\r]/.test(text[at] as string); at++) {
        PLAIN.lastIndex = at
        const run = PLAIN.exec(text)?.[0] ?? ''
        if (run !== '') {
          value += run
          kept = value.length
          at += run.length - 1
          continue
        }
        if (text[at] === '\\') {
          at++
          if (at < text.length && !/[\n\r]/.test(text[at] as string)) value += text[at]
          kept = value.length
        } else {
          value += text[at]
          if (!/[ \t]/.test(text[at] as string)) kept = value.length
        }
      }
      value = value.slice(0, kept)
    }
  }
  return { value, end: Math.min(at, text.length) }
}
