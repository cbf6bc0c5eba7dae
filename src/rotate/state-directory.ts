// Where rotations keep what they need to survive a crash: outside of the repository, for this user alone.
import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { stateHome } from '../state-home.ts'

/**
 * One directory a project, 0700.
 * @param root of the project, links followed
 */
export function stateDirectory(root: string): string {
  const name = `${path.basename(root) || 'root'}-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`
  const directory = path.join(stateHome(), name)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  return directory
}
