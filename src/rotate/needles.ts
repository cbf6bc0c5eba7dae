// What to look for in bytes before a file is parsed: the forms that a value may be written in.
import { derivedForms } from '../formats/derived.ts'

/** Base64 of `old` inside of longer content: the characters that depend on it alone, for each of the three places that it may begin at. */
function base64Inners(old: string): string[] {
  return [0, 1, 2].map((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(old)])
    const text = bytes.toString('base64').replace(/=+$/, '')
    const partial = bytes.length % 3 === 0 ? 0 : 1
    return text.slice(offset === 0 ? 0 : offset + 1, text.length - partial)
  })
}

/** Shorter ones are everywhere. */
const LEAST = 4

/** Shorter ones are words. */
const LEAST_RUN = 8

/** What every grammar writes as it is: `"a\$b"` and `'a''b'` hold only parts of their values. */
export const plainRun = (value: string): string =>
  (value.match(/[A-Za-z0-9]+/g) ?? []).reduce((longest, run) => (run.length > longest.length ? run : longest), '')

/** At least one of them stands in every file that holds the value in a form that we can rewrite. */
export function needlesOf(old: string): Buffer[] {
  const run = plainRun(old)
  const texts = [
    ...derivedForms(old).map(({ find }) => find),
    ...base64Inners(old),
    ...(run.length >= LEAST_RUN ? [run] : []),
  ].filter((text) => text.length >= LEAST)
  return [...new Set([old, ...texts])].map((text) => Buffer.from(text))
}
