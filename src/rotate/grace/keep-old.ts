// All ways to keep an old value for a while, and to take it out again when the grace is over.
import { FormatError } from '../../formats/format-error.ts'
import type { Grace, Keeping, Place } from './contract.ts'
import { grace as commaList } from './comma-list.ts'
import { grace as fallbackEntry } from './fallback-entry.ts'
import { grace as listEntry } from './list-entry.ts'
import { grace as sourceList } from './source-list.ts'

const GRACES: Grace[] = [fallbackEntry, commaList, listEntry, sourceList]
/** Places in one file; more of them are no settings. */
const MOST = 64

/** Keeps it in every place of the file that accepts two. @throws FormatError when it cannot be written there */
export function keepOld(place: Place): { text: string; kept: Omit<Keeping, 'text'>[] } {
  let { text } = place
  const kept: Omit<Keeping, 'text'>[] = []
  for (const grace of GRACES)
    for (let found; kept.length < MOST && (found = grace.keep({ ...place, text })); ) {
      text = found.text
      kept.push({ where: found.where, readBy: found.readBy, ...(found.step === undefined ? {} : { step: found.step }) })
    }
  return { text, kept }
}

/** The text without the old values; what a grammar cannot read is left. */
export function dropOld(path: string, text: string, olds: readonly string[]): string {
  let rest = text
  for (const old of olds)
    for (const grace of GRACES)
      for (let turn = 0, shorter; turn < MOST && (shorter = dropOne(grace, path, rest, old)) !== undefined; turn++)
        rest = shorter
  return rest
}

function dropOne(grace: Grace, path: string, text: string, old: string): string | undefined {
  try {
    return grace.drop(path, text, old)
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

/** Frameworks that read one key only, or are told of the old one in code: what their owner can do. */
export function adviceFor(key: string): string {
  if (/SECRET_KEY_BASE$/i.test(key))
    return 'Rails reads one: accept old cookies in an initializer, with action_dispatch.cookies_rotations (https://guides.rubyonrails.org/security.html#rotating-encrypted-and-signed-cookies-configurations)'
  if (/FERNET_KEY$/i.test(key))
    return 'Fernet reads one key: MultiFernet([Fernet(new), Fernet(old)]) decrypts with both, and its rotate() encrypts anew'
  return 'nothing here is known to accept two values: what was signed or encrypted with the old one ends at once'
}
