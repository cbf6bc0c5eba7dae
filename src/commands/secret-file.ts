// A new file that only its owner can read, whole or not there at all.
import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '../errors.ts'

/**
 * @param force replace the file that is there; its own rights do not matter, the new one's are 0600.
 * @throws UserError file-exists, unwritable
 */
export function writeSecretFile(file: string, text: string, force: boolean): void {
  const draft = path.join(path.dirname(file), `.unleak-${randomBytes(8).toString('hex')}`)
  try {
    const handle = openSync(draft, 'wx', 0o600)
    try {
      const bytes = Buffer.from(text)
      for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
    // A link fails where something is; a look before would leave a moment between.
    if (force) renameSync(draft, file)
    else linkSync(draft, file)
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    throw code === 'EEXIST' ? new UserError('file-exists', file) : new UserError('unwritable', file, code)
  } finally {
    rmSync(draft, { force: true })
  }
}
