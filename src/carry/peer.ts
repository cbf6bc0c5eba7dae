// What a file of src/carry/peers gives: how the settings of another scanner are read, once, when a project moves in.
import type { Finding } from '../types.ts'

/** A rule of theirs; src/carry/rule.ts makes one of ours of it. */
export interface ForeignRule {
  name: string
  /** In their dialect. */
  expression: string
  keywords: string[]
  /** Number of the group that is the secret; the first one when undefined, all when there is none. */
  group?: number | undefined
}

/** One finding that they tolerate; it becomes a line of the baseline when a scan finds it. */
export interface ForeignFinding {
  /** As it is shown when it is not found: a place, never a secret. */
  label: string
  /** @param sha1 of the secret, in hex */
  isIt: (finding: Finding, sha1: string) => boolean
}

export interface AllowInput {
  rules?: string[]
  /** micromatch patterns. */
  paths?: string[]
  /** Regular expressions of JavaScript. */
  values?: string[]
  reason: string
}

export interface Carried {
  /** The file, or the setting, that it was read from. */
  from: string
  allow: AllowInput[]
  /** Ids of our rules that stay silent. */
  disable: string[]
  rules: ForeignRule[]
  known: ForeignFinding[]
  /** What cannot be carried over, each with the reason. */
  lost: string[]
}

export interface Peer {
  name: string
  /** Its web page. */
  home: string
  /** @returns nothing when the project does not use it. @throws when its file is broken */
  read: (root: string) => Promise<Carried[]>
}

export const empty = (from: string): Carried => ({ from, allow: [], disable: [], rules: [], known: [], lost: [] })

/** Adds what the work gives, or says why it gives nothing. */
export function attempt(carried: Carried, what: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    carried.lost.push(`${what}: ${(error as Error).message}`)
  }
}
