// Entries of `NAME=word`, and how a value is written there so that no shell and no Dockerfile expands it.
import type { Entry } from './contract.ts'
import { FormatError } from './format-error.ts'
import type { Word } from './shell-words.ts'

/** Of a whole word one entry; of one with expansions in it, an entry for each literal part. */
export function wordEntries(text: string, key: (string | number)[], word: Word): Entry[] {
  return word.literals.map(({ start, end, value }, index) => ({
    key: word.expanded ? [...key, index] : key,
    start,
    end,
    value,
    // As it was written it may have been meant to expand where this is read a second time.
    ...(mayExpand(text.slice(start, end), value) && { ambiguous: true as const }),
  }))
}

/** Outside of single quotes `$` and backquotes do, and a bare `~` at the start or behind a colon is a home directory. */
const mayExpand = (raw: string, value: string): boolean =>
  (/[$`]/.test(value) && !raw.startsWith("'")) || /^(?:[^"']*:)?~/.test(raw)

const BARE = /^[\w@%+=:,./-]+$/

/** @throws FormatError when it stands between expansions, where quotes cannot be chosen */
export function wordRaw(text: string, entry: Entry, value: string): string {
  const raw = text.slice(entry.start, entry.end)
  if (typeof entry.key.at(-1) === 'number') {
    // The quotes around the expansion may begin or end in this part.
    const [open, close] = [/^"?/.exec(raw)![0], /(?<!\\)"?$/.exec(raw)![0]]
    if (/^[\w@%+=:,./-]*$/.test(value)) return raw === '"' ? raw : open + value + close
    throw new FormatError('beside an expansion only plain characters can be written')
  }
  if (/^[^"']/.test(raw) && BARE.test(value)) return value
  if (value.includes("'") && !/["\\$`!]/.test(value)) return `"${value}"`
  return `'${value.replaceAll("'", String.raw`'\''`)}'`
}
