// Frameworks that accept an old key beside the new one: what must be set so that sessions and tokens survive a while.
import { formats } from '../formats/kinds/index.ts'
import { append } from '../formats/dotenv/append.ts'
import { rewrite } from '../formats/rewrite.ts'

/** Entries of `.env` files that hold old keys, comma-separated, newest first. */
const FALLBACKS: { key: RegExp; fallback: (key: string) => string; readBy: string }[] = [
  // https://laravel.com/docs/encryption#gracefully-rotating-encryption-keys
  { key: /^APP_KEY$/, fallback: () => 'APP_PREVIOUS_KEYS', readBy: 'Laravel reads it by itself' },
  // https://docs.djangoproject.com/en/stable/ref/settings/#secret-key-fallbacks
  {
    key: /^(?:\w+_)?SECRET_KEY$/,
    fallback: (key) => `${key}_FALLBACKS`,
    readBy: 'Django and Flask 3.1: set SECRET_KEY_FALLBACKS from it in the settings',
  },
]

export interface Grace {
  text: string
  /** The entry that holds the old key now, and who reads it; it has to go when the grace is over. */
  fallback: string
  readBy: string
}

/** @param text of a `.env` file that holds the new value. @returns undefined when nothing is known to read two keys */
export function withGrace(text: string, key: string, old: string, readers: string[]): Grace | undefined {
  const known = FALLBACKS.find((candidate) => candidate.key.test(key))
  if (!known || old.includes(',')) return undefined
  const fallback = known.fallback(key)
  const format = formats['dotenv']!
  const entry = format.entries(text).findLast((candidate) => candidate.key[0] === fallback)
  const value = [old, ...(entry?.value ? [entry.value] : [])].join(',')
  const result = entry ? rewrite(format, text, [{ entry, value }]) : append(text, fallback, value, readers)
  return { text: result, fallback, readBy: known.readBy }
}
