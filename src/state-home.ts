// Where we keep what outlives a run, outside of every repository and for this user alone.
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { UserError } from './errors.ts'

/** Below XDG_STATE_HOME (https://specifications.freedesktop.org/basedir-spec/latest/); it need not be there yet. */
export const stateHome = (): string =>
  path.join(process.env['XDG_STATE_HOME'] || path.join(homeDirectory(), '.local', 'state'), 'unleak')

/** Loaded when it is needed: most hooks do without. */
const homeDirectory = (): string => process.getBuiltinModule('node:os').homedir()

/** One of its directories, made where it is not there yet. @throws UserError no-state */
export function stateDirectoryNamed(name: string): string {
  const directory = path.join(stateHome(), name)
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new UserError('no-state', directory, String((error as NodeJS.ErrnoException).code))
  }
  return directory
}
