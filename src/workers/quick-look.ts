// A new version of a file whose last version was just seen: only what changed is looked at, with enough around it.
import { TooSlowError } from '../errors.ts'
import { matchesOf, native } from '../matches.ts'
import { archiveKind } from '../sources/archives.ts'
import { decode } from '../sources/encoding.ts'
import { changedLines } from './changed-lines.ts'
import type { Matcher } from '../detect/matcher.ts'
import type { FarKnown } from '../detect/windows.ts'
import type { Change } from '../sources/raw-diff.ts'
import type { Reading } from '../types.ts'

/**
 * Bytes beside a change in which it may wake a match whose own text is not new: by the word of a provider, the names that the
 * judge looks at, the other half of a composite. Nobody is told of such a match, but what holds one is not clean.
 */
const MARGIN = 1024

interface Version extends Reading {
  bytes: Buffer
  oid: string
  path: string
  clean: boolean
  far: FarKnown
}

export interface Look {
  /** Nothing that the change brings would be reported by any rule; else it is to be scanned in full. */
  silent: boolean
  /** Nothing is in all of it. */
  clean: boolean
}

export interface QuickLook {
  /** The version before the one that is looked at next, of which nothing else is known. */
  meet: (change: Change, before: Buffer) => void
  look: (change: Change, blob: Buffer, pathHere: string) => Promise<Look>
  /** The next version is looked at as a whole: of this one something was told besides its findings. */
  forget: () => void
}

/** What is more than its own bytes: its parts are what counts. */
const isContainer = (path: string, blob: Uint8Array): boolean =>
  /\.ipynb$/i.test(path) || archiveKind(blob) !== undefined

/** @param cleanWanted else none is told to be clean, which takes a wider look. */
export function createQuickLook(matcher: Matcher, cleanWanted: boolean): QuickLook {
  let last: Version | undefined
  return {
    meet({ path, old: [oid] }, before) {
      last = versionOf(before, path, oid!)
    },
    forget() {
      last = undefined
    },
    async look(change, blob, pathHere) {
      const before = last
      const now = (last = versionOf(blob, change.path, change.oid))
      if (!now) return { silent: false, clean: false }
      const known = before && follows(change, before, now)
      const silent = await isSilent(matcher, now, pathHere, known ? before : undefined)
      now.clean = silent && (known ? before.clean : cleanWanted)
      return { silent, clean: now.clean }
    },
  }
}

/** Undefined when there is more to it than its own bytes. */
function versionOf(blob: Buffer, path: string, oid: string): Version | undefined {
  if (isContainer(path, blob)) return undefined
  const { bytes, binary, also } = decode(blob)
  return also ? undefined : { bytes: native(bytes), binary, oid, path, clean: false, far: new Map() }
}

/** @param before given: what does not touch what has changed since is not asked for. */
async function isSilent(
  matcher: Matcher,
  { bytes, binary, far: now }: Version,
  path: string,
  before?: Version,
): Promise<boolean> {
  const fresh = before && changedLines(before.bytes, bytes, before.clean ? MARGIN : 0)
  const far = { before: before?.far, now }
  let isRead = true
  try {
    const options = { binary, path, far, ...(fresh ? { fresh } : {}) }
    const matches = await matchesOf(bytes, matcher, options, () => (isRead = false))
    return matches.length === 0 && isRead
  } catch (error) {
    // The scan in full tells.
    if (error instanceof TooSlowError) return false
    throw error
  }
}

const follows = (change: Change, before: Version, now: Version): boolean =>
  before.path === change.path && before.binary === now.binary && change.old.includes(before.oid)
