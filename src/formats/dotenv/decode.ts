// What a raw value of a .env file means where most readers agree.
import type { Assignment } from './scanner.ts'

const CONTROL: Record<string, string> = { n: '\n', r: '\r', t: '\t' }

/** The value of an assignment of `text`: quotes and escapes resolved, `$` left alone. */
export function decode(text: string, { style, start, end }: Assignment): string {
  const raw = text.slice(start, end)
  if (style === 'raw') return raw.replace(/\\\r?\n/g, '')
  const inner = raw.slice(1, -1).replace(/\r\n/g, '\n')
  if (style === 'single') return inner.replace(/\\'/g, "'")
  if (style === 'backtick') return inner
  return inner.replace(/\\([nrt"\\$`])/g, (_, char: string) => CONTROL[char] ?? char)
}
