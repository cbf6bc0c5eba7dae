// What a shallow clone lacks of what was asked for: that must not look like a clean range.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { readGit, startGit } from './git.ts'
import type { Skipped } from '../types.ts'

/** Of a history, or of a range that goes on before the oldest commit that is here. */
export const OLDER_MISSING: Skipped = {
  path: '(history)',
  reason: 'this clone is shallow, older commits are not here: add --deepen, or git fetch --unshallow',
}

/**
 * @param range of commits that are here, as git takes it.
 * @param common the git directory that all work trees share.
 */
export async function missingBelow(range: string, common: string, cwd: string): Promise<Skipped[]> {
  // https://git-scm.com/docs/shallow
  const ends = await readFile(path.join(common, 'shallow'), 'utf8').catch(() => '')
  if (ends === '') return []
  const cut = new Set(ends.split('\n'))
  const listed = (await readGit(startGit(['rev-list', range, '--'], cwd))).toString().split('\n')
  return listed.some((id) => id !== '' && cut.has(id)) ? [OLDER_MISSING] : []
}
