// Where rotations keep what they need to survive a crash: outside of the repository, for this user alone.
import { createHash } from 'node:crypto'
import path from 'node:path'
import { stateDirectoryNamed } from '../state-home.ts'

/**
 * One directory a project, 0700.
 * @param root of the project, links followed
 */
export function stateDirectory(root: string): string {
  const name = `${path.basename(root) || 'root'}-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`
  return stateDirectoryNamed(name)
}
