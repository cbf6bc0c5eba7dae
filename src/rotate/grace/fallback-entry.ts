// A second entry of a .env file that holds the old keys: Laravel, Django, Flask.
import { append } from '../../formats/dotenv/append.ts'
import { lineEnd } from '../../formats/dotenv/scanner.ts'
import { readersOf } from '../../formats/choose-encoding.ts'
import { formatOf } from '../../formats/rewrite.ts'
import { rewriteEnv } from '../../formats/rewrite-env.ts'
import type { Entry } from '../../formats/contract.ts'
import type { Grace } from './contract.ts'

interface Fallback {
  key: RegExp
  fallback: (key: string) => string
  readBy: string
  split: (value: string) => string[] | undefined
  join: (values: string[]) => string
}

const commas = { split: (value: string) => value.split(','), join: (values: string[]) => values.join(',') }

const FALLBACKS: Fallback[] = [
  // https://laravel.com/docs/encryption#gracefully-rotating-encryption-keys
  { key: /^APP_KEY$/, fallback: () => 'APP_PREVIOUS_KEYS', readBy: 'Laravel reads it by itself', ...commas },
  // from_prefixed_env reads JSON; a bare text would be taken for a list of keys of one letter each.
  // https://flask.palletsprojects.com/en/stable/config/#configuring-from-environment-variables
  {
    key: /^FLASK_SECRET_KEY$/,
    fallback: (key) => `${key}_FALLBACKS`,
    readBy: 'Flask 3.1.1 and later, by from_prefixed_env',
    split: jsonTexts,
    join: (values) => JSON.stringify(values),
  },
  // https://docs.djangoproject.com/en/stable/ref/settings/#secret-key-fallbacks
  {
    key: /^(?:(?:DJANGO|APP|WEB)_)?SECRET_KEY$/,
    fallback: (key) => `${key}_FALLBACKS`,
    readBy: 'Django, and Flask 3.1.1: set SECRET_KEY_FALLBACKS from it in the settings, split at the comma',
    ...commas,
  },
]

function jsonTexts(value: string): string[] | undefined {
  try {
    const read: unknown = JSON.parse(value)
    return Array.isArray(read) && read.every((one) => typeof one === 'string') ? read : undefined
  } catch {
    return undefined
  }
}

const entriesOf = (path: string, text: string): Entry[] => {
  const { name, format } = formatOf(path, text)
  return name === 'dotenv' ? format.entries(text) : []
}

export const grace: Grace = {
  keep({ path, text, old, next, readers }) {
    const entries = entriesOf(path, text)
    for (const entry of entries) {
      const key = String(entry.key[0])
      const known = FALLBACKS.find((candidate) => candidate.key.test(key))
      if (!known || entry.value !== next) continue
      const name = known.fallback(key)
      const there = entries.findLast((candidate) => candidate.key[0] === name)
      const others = there?.value ? known.split(there.value) : []
      const value = known.join([old, ...(others ?? [])])
      // What it was joined from must come out again.
      if (!others || others.includes(old) || known.split(value)?.length !== others.length + 1) continue
      const kept = there ? rewriteEnv(text, [{ entry: there, value }], readers) : append(text, name, value, readers)
      return { text: kept, where: name, readBy: known.readBy }
    }
    return undefined
  },
  drop(path, text, old) {
    for (const entry of entriesOf(path, text)) {
      const key = String(entry.key[0]).replace(/_FALLBACKS$/, '')
      const known = FALLBACKS.find((one) => one.key.test(key) || one.fallback(key) === key)
      const values = known && known.fallback(key) === entry.key[0] ? known.split(entry.value) : undefined
      if (!known || !values?.includes(old)) continue
      const rest = values.filter((value) => value !== old)
      return rest.length > 0
        ? rewriteEnv(text, [{ entry, value: known.join(rest) }], readersOf(text, entry))
        : withoutLine(text, entry)
    }
    return undefined
  },
}

function withoutLine(text: string, { start, end }: Entry): string {
  const first = text.lastIndexOf('\n', start) + 1
  const last = text.indexOf('\n', lineEnd(text, end))
  // The last line of a file that does not end in a line break: the one before it becomes so.
  if (last === -1) return text.slice(0, first).replace(/\r?\n$/, '')
  return text.slice(0, first) + text.slice(last + 1)
}
