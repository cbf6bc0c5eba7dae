// Replaces a value in text of no known grammar, source code above all: only where it stands alone, and by what cannot end its literal.
import { FormatError } from './format-error.ts'
import { checkText, lineOf } from './source-text.ts'

/** What may end a literal, begin an escape or an expansion in some language. */
const DANGEROUS = /["'`\\$\r\n]/g
const LETTER_FIRST = /^[\p{L}\p{N}_]/u
const LETTER_LAST = /[\p{L}\p{N}_]$/u

/**
 * Every exact occurrence that is not part of a longer token. The same text when there is none.
 * @throws FormatError when the new value could break the literal around the old one
 */
export function replaceExact(text: string, old: string, value: string): string {
  checkText(text)
  if (old === '') return text
  const parts: string[] = []
  let from = 0
  for (let at = text.indexOf(old); at !== -1; at = text.indexOf(old, at + 1)) {
    if (at < from || isPart(text, at, old)) continue
    if (!isSafe(old, value))
      throw new FormatError(
        'the new value holds a quote, backslash, $ or line break: it could break the code here',
        lineOf(text, at),
      )
    parts.push(text.slice(from, at), value)
    from = at + old.length
  }
  return parts.join('') + text.slice(from)
}

/** A character that the old value held stands as it is in this literal already. */
const isSafe = (old: string, value: string): boolean =>
  (value.match(DANGEROUS) ?? []).every((char) => old.includes(char))

/** Letters and digits that touch it, on the side where it has some itself, make it part of another token. */
export function isPart(text: string, at: number, old: string): boolean {
  const end = at + old.length
  return (
    (LETTER_FIRST.test(old) && LETTER_LAST.test(text.slice(Math.max(0, at - 2), at))) ||
    (LETTER_LAST.test(old.slice(-2)) && LETTER_FIRST.test(text.slice(end, end + 2)))
  )
}
