// Where rotations keep what they need to survive a crash: outside of the repository, for this user alone.
import { createHash } from 'node:crypto'
import path from 'node:path'
import { stateDirectoryNamed } from '../state-home.ts'

/**
 * One directory a project, 0700.
 * @param root of the project, links followed
 */
export const stateDirectory = (root: string): string => stateDirectoryNamed(stateName(root))

/** What belongs to a file or a directory is called so there: people recognise it, and no two are the same. @param full its path */
export const stateName = (full: string): string =>
  `${path.basename(full) || 'root'}-${createHash('sha256').update(full).digest('hex').slice(0, 12)}`
