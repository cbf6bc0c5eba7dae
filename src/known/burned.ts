// The burned list: every value that was rotated away, as digests, in a file that is committed so that all clones and CI block it.
import { lstatSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { replaceFile } from '../durable.ts'
import { UserError } from '../errors.ts'
import { BURNED_FILE } from './burned-file.ts'
import { digestsOf, isOf } from './digest.ts'
import { isTooCommon } from './too-common.ts'

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
  /** Hex; sorts the list too, so that two branches rarely add at one place. */
  salt: string
  /** See src/known/digest.ts; the value's own first. */
  forms: string[]
}

/** A list is small; anything else of that name is a trap. */
const LARGEST = 64 * 2 ** 20

/**
 * The list beside a project's configuration, at its root.
 * @returns its entries, none when there is no such file. @throws UserError config, when it is broken: then nothing may pass
 */
export function readBurned(file: string): BurnedEntry[] {
  const info = statSync(file, { throwIfNoEntry: false })
  if (!info) return []
  if (!info.isFile() || info.size > LARGEST)
    throw new UserError('config', file, 'it is no regular file of at most 64 MB')
  let data: unknown
  try {
    data = JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new UserError('config', file, 'it is no JSON; a merge may have left its marks in it')
  }
  const { version, burned } = (data ?? {}) as { version?: unknown; burned?: unknown }
  if (version !== 1 || !Array.isArray(burned)) throw new UserError('config', file, 'it is no burned list of version 1')
  // The last one is null, so that a comma ends every entry's line.
  const entries = burned.filter((entry) => entry !== null)
  const wrong = entries.findIndex((entry) => !isEntry(entry))
  if (wrong !== -1) throw new UserError('config', file, `entry ${wrong + 1} of "burned" is broken`)
  return entries as BurnedEntry[]
}

function isEntry(entry: unknown): entry is BurnedEntry {
  const { salt, date, forms } = (entry ?? {}) as Partial<BurnedEntry>
  return (
    typeof salt === 'string' &&
    /^[0-9a-f]{32}$/.test(salt) &&
    typeof date === 'string' &&
    Array.isArray(forms) &&
    forms.length > 0 &&
    forms.every((form) => typeof form === 'string' && /^\d{1,7}:[0-9a-f]{6}:[0-9a-f]{32}$/.test(form))
  )
}

/**
 * The list's text with one more value; once is enough, a value that it has changes nothing.
 * @throws UserError too-common, when the value stands in many files by chance
 */
export function withBurned(entries: BurnedEntry[], secret: string, meta: BurnMeta): BurnedEntry[] {
  const reason = isTooCommon(secret)
  if (reason) throw new UserError('too-common', reason)
  if (entries.some(({ salt, forms }) => isOf(salt, forms, secret))) return entries
  const salt = randomHex(16)
  return [...entries, { salt, ...meta, forms: digestsOf(salt, secret) }]
}

/** Adds a value to the list, for ever. Written whole or not at all. @param file full path of the list; made when it is not there. */
export function burn(file: string, secret: string, meta: BurnMeta): void {
  const entries = readBurned(file)
  const more = withBurned(entries, secret, meta)
  if (more !== entries) replaceFile(file, Buffer.from(listText(more)), SHARED)
  const attributes = mergeByLine(file)
  if (attributes) replaceFile(attributes.file, attributes.after, SHARED)
}

/** No secret is in it, and everybody who clones reads it. */
export const SHARED = 0o644

const randomHex = (bytes: number): string =>
  Buffer.from(globalThis.crypto.getRandomValues(new Uint8Array(bytes))).toString('hex')

export function listText(entries: BurnedEntry[]): string {
  const lines = entries
    .toSorted((a, b) => (a.salt < b.salt ? -1 : 1))
    .map((entry) => `${JSON.stringify(entry)},\n`)
    .join('')
  return `{"about": "Digests of values that were rotated away: unleak blocks them. Commit this file; no secret is in it.", "version": 1, "burned": [\n${lines}null]}\n`
}

/**
 * Two branches that both burn something must merge without a conflict: git keeps the lines of both.
 * @returns the attributes file as it has to be, or undefined when it says so already
 */
export function mergeByLine(file: string): { file: string; before: Buffer | undefined; after: Buffer } | undefined {
  const attributes = path.join(path.dirname(file), '.gitattributes')
  const info = lstatSync(attributes, { throwIfNoEntry: false })
  if (info && !info.isFile()) return undefined
  const before = info ? readFileSync(attributes) : undefined
  const text = before?.toString() ?? ''
  if (text.includes(BURNED_FILE)) return undefined
  const gap = text === '' || text.endsWith('\n') ? '' : '\n'
  return { file: attributes, before, after: Buffer.from(`${text}${gap}${BURNED_FILE} merge=union\n`) }
}
