// Where a decision may be written: the baseline, an allow entry, a comment in the file.
import type { Finding } from '../types.ts'
import type { Undo } from './change-file.ts'
import type { AuditMode } from './collect.ts'
import type { Group } from './group.ts'

export interface Situation {
  group: Group
  mode: AuditMode
  /** What the findings' paths are relative to. */
  base: string
}

export interface Reason {
  text: string
  /** The last day on which it counts: `2027-01-31`. */
  until?: string
}

export interface Written {
  /** One line for each change: `a.ts:12: // unleak:allow ...`. */
  told: string[]
  /** Full paths. */
  files: string[]
  undo: Undo
  /** What it permits beside the group. */
  covers?: (finding: Finding) => boolean
}

export interface Home {
  key: string
  name: string
  /** What it permits. */
  about: string
  /** Does it hold a reason? */
  reason: boolean
  /** What stands in the way of it, or nothing. */
  obstacle: (situation: Situation) => string | undefined
  /** @returns what was done, or why nothing was. */
  write: (situation: Situation, reason: Reason) => Promise<Written | { problem: string }>
}

/** What stands in the way of a policy for all of a group's files. */
export const DIVIDED = 'its files belong to different roots: run unleak audit in each'
