// Reads the files that say what hooks run: one that a repository brings may be a pipe or a device, and never end.
import { readFileSync, statSync } from 'node:fs'
import { UserError } from '../errors.ts'
import { LARGEST } from '../policy-files.ts'

/** @returns nothing when there is none, or a link leads nowhere. @throws UserError hook-exists */
export function hookText(file: string): string | undefined {
  const info = statSync(file, { throwIfNoEntry: false })
  if (!info) return undefined
  if (info.isFile() && info.size <= LARGEST) return readFileSync(file, 'utf8')
  throw new UserError('hook-exists', file, `it is no regular file of at most ${LARGEST / 2 ** 20} MB`)
}
