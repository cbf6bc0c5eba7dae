// Reads git's raw diff, NUL separated: which blobs does a change bring in, in place of which?
// https://git-scm.com/docs/diff-format
import type { Stretch } from '../types.ts'

/** One changed file. */
export interface Change {
  path: string
  /** New blob. */
  oid: string
  /** Blob(s) that it replaces: none for a new file, several in a merge. */
  old: string[]
  status: string
  /** Where git compares the two versions. */
  patch?: () => Promise<Patch | undefined>
}

/** A new version, and which lines of it are new. */
export interface Patch {
  bytes: Buffer
  /** Whole lines, in order. */
  fresh: Stretch[]
}

const GITLINK = '160000'
const isZero = (oid: string): boolean => /^0+$/.test(oid)

/** Any record of the raw diff: also what brings no content. */
export interface RawChange extends Change {
  /** Its path before, where git takes it for a rename. */
  from?: string
  /** False for deletions, submodules, and changes of the mode alone. */
  brings: boolean
}

/**
 * @param records the output split at NUL; read up to the first that begins with no `:`.
 */
export function readRawChanges(records: string[], from = 0): RawChange[] {
  const changes: RawChange[] = []
  let at = from
  while (records[at]?.startsWith(':')) {
    const head = records[at++]!
    // One colon a parent; then that many modes and one more, the same of ids, and the status.
    const parents = /^:+/.exec(head)![0].length
    const fields = head.slice(parents).split(' ')
    const modes = fields.slice(0, parents + 1)
    const oids = fields.slice(parents + 1, 2 * parents + 2)
    const status = fields[2 * parents + 2]!
    const path = records[at++]!
    const twoPaths = parents === 1 && (status.startsWith('R') || status.startsWith('C'))
    const oid = oids.at(-1)!
    const old = oids.slice(0, -1).filter((id, i) => !isZero(id) && modes[i] !== GITLINK)
    // Deletions bring nothing, submodules hold nothing of their own, a changed mode changes no byte.
    const brings = !(
      status.startsWith('D') ||
      modes.at(-1) === GITLINK ||
      (old.length > 0 && old.every((id) => id === oid))
    )
    changes.push(
      twoPaths
        ? { path: records[at++]!, oid, old, status, brings, ...(status.startsWith('R') ? { from: path } : {}) }
        : { path, oid, old, status, brings },
    )
  }
  return changes
}

/** An unmerged file has no content in the index yet. */
export const isUnmerged = (change: Change): boolean => change.status.startsWith('U') || isZero(change.oid)
