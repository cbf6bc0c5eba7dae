// Where rotations keep what they need to survive a crash: outside of the repository, for this user alone.
import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** Of this user, below XDG_STATE_HOME; it need not be there yet. */
export const stateHome = (): string =>
  path.join(process.env['XDG_STATE_HOME'] || path.join(os.homedir(), '.local', 'state'), 'unleak')

/**
 * One directory a project, 0700, below XDG_STATE_HOME (https://specifications.freedesktop.org/basedir-spec/latest/).
 * @param root of the project, links followed
 */
export function stateDirectory(root: string): string {
  const name = `${path.basename(root) || 'root'}-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`
  const directory = path.join(stateHome(), name)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  return directory
}
