// Reads what the build made: files of dist/.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { UserError } from './errors.ts'

// This module lies one directory below the package's root in the source and in the bundle.
const pathOf = (name: string): string => path.join(import.meta.dirname, '..', 'dist', name)

/** Of a program of dist/. */
export const builtFile = (name: string): URL => pathToFileURL(pathOf(name))

/** @throws UserError unbuilt */
export function readBuilt(name: string): Buffer {
  try {
    return readFileSync(pathOf(name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UserError('unbuilt', pathOf(name))
    throw error
  }
}
