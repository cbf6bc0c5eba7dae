// The text of the burned list, read and written. Pure: those who change several files at once do their own writing.
import { UserError } from '../errors.ts'
import { BURNED_FILE } from './burned-file.ts'
import { digestsOf, isOf } from './digest.ts'

export interface BurnMeta {
  /** Id of the rule that had found it. */
  rule?: string
  /** Its name where it stood, such as `APP_SECRET`. */
  key?: string
  /** Day it was rotated away, `YYYY-MM-DD`. */
  date: string
  /** The rotation that did it. */
  rotation?: string
}

export interface BurnedEntry extends BurnMeta {
  /** Hex; sorts the list too. */
  salt: string
  /** See src/known/digest.ts; the value's own first. */
  forms: string[]
}

/** @param file for errors. @throws UserError config, when it is broken: then nothing may pass */
export function parseBurned(text: string, file = BURNED_FILE): BurnedEntry[] {
  let data: unknown
  try {
    data = JSON.parse(text)
  } catch {
    throw new UserError('config', file, 'it is no JSON; a merge may have left its marks in it')
  }
  const { version, burned } = (data ?? {}) as { version?: unknown; burned?: unknown }
  if (version !== 1 || !Array.isArray(burned)) throw new UserError('config', file, 'it is no burned list of version 1')
  // The last one is null, so that a comma ends every entry's line.
  const entries = burned.filter((entry) => entry !== null)
  const wrong = entries.findIndex((entry) => !isEntry(entry))
  if (wrong !== -1) throw new UserError('config', file, `entry ${wrong + 1} of "burned" is broken`)
  // Where git keeps the lines of two branches, it may keep one that both have twice.
  return [...new Map((entries as BurnedEntry[]).map((entry) => [entry.salt, entry])).values()]
}

function isEntry(entry: unknown): entry is BurnedEntry {
  const { salt, date, forms, ...names } = (entry ?? {}) as Partial<BurnedEntry>
  return (
    typeof salt === 'string' &&
    /^[0-9a-f]{32}$/.test(salt) &&
    typeof date === 'string' &&
    Array.isArray(forms) &&
    forms.length > 0 &&
    forms.every((form) => typeof form === 'string' && /^\d{1,7}:[0-9a-f]{6}:[0-9a-f]{32}$/.test(form)) &&
    Object.values(names).every((name) => typeof name === 'string')
  )
}

/** Adds a value that is not too common. @returns the same list when it stands there already */
export function addBurned(entries: BurnedEntry[], secret: string, meta: BurnMeta): BurnedEntry[] {
  if (entries.some(({ salt, forms }) => isOf(salt, forms, secret))) return entries
  const salt = Buffer.from(globalThis.crypto.getRandomValues(new Uint8Array(16))).toString('hex')
  return [...entries, { salt, ...meta, forms: digestsOf(salt, secret) }]
}

/** Sorted, one entry a line: two branches change different lines. */
export function burnedText(entries: BurnedEntry[]): string {
  const lines = entries
    .toSorted((a, b) => (a.salt < b.salt ? -1 : 1))
    .map((entry) => `${JSON.stringify(entry)},\n`)
    .join('')
  return `{"about": "Digests of values that were rotated away: unleak blocks them. Commit this file; no secret is in it.", "version": 1, "burned": [\n${lines}null]}\n`
}

/**
 * The text of `.gitattributes` beside the list, with what lets two branches that both burn something merge without a
 * conflict: git keeps the lines of both. https://git-scm.com/docs/gitattributes#Documentation/gitattributes.txt-union
 */
export function withUnionMerge(attributes: string): string {
  if (attributes.includes(BURNED_FILE)) return attributes
  const gap = attributes === '' || attributes.endsWith('\n') ? '' : '\n'
  return `${attributes}${gap}${BURNED_FILE} merge=union\n`
}
