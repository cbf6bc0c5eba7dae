// The burned list: every value that was rotated away, as digests, in a file that is committed so that all clones and CI block it.
import { lstatSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
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
 * Adds a value to the list, for ever; once is enough, a second call changes nothing. Written whole or not at all.
 * @param file full path of the list; made when it is not there.
 * @throws UserError too-common, when the value stands in many files by chance
 */
export function burn(file: string, secret: string, meta: BurnMeta): void {
  const reason = isTooCommon(secret)
  if (reason) throw new UserError('too-common', reason)
  const entries = readBurned(file)
  if (!entries.some(({ salt, forms }) => isOf(salt, forms, secret))) {
    const salt = randomHex(16)
    write(file, listText([...entries, { salt, ...meta, forms: digestsOf(salt, secret) }]))
  }
  mergeByLine(file)
}

const randomHex = (bytes: number): string =>
  Buffer.from(globalThis.crypto.getRandomValues(new Uint8Array(bytes))).toString('hex')

function listText(entries: BurnedEntry[]): string {
  const lines = entries
    .toSorted((a, b) => (a.salt < b.salt ? -1 : 1))
    .map((entry) => `${JSON.stringify(entry)},\n`)
    .join('')
  return `{"about": "Digests of values that were rotated away: unleak blocks them. Commit this file; no secret is in it.", "version": 1, "burned": [\n${lines}null]}\n`
}

function write(file: string, text: string): void {
  const temporary = `${file}.${randomHex(6)}.tmp`
  try {
    const mode = (statSync(file, { throwIfNoEntry: false })?.mode ?? 0o644) & 0o777
    writeFileSync(temporary, text, { flag: 'wx', mode, flush: true })
    renameSync(temporary, file)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** Two branches that both burn something must merge without a conflict: git keeps the lines of both. */
function mergeByLine(file: string): void {
  const attributes = path.join(path.dirname(file), '.gitattributes')
  const info = lstatSync(attributes, { throwIfNoEntry: false })
  if (info && !info.isFile()) return
  const before = info ? readFileSync(attributes, 'utf8') : ''
  if (before.includes(BURNED_FILE)) return
  const gap = before === '' || before.endsWith('\n') ? '' : '\n'
  write(attributes, `${before}${gap}${BURNED_FILE} merge=union\n`)
}
