// A new version of a file whose last version was just seen: only what changed is looked at, with enough around it.
import { NEWLINE } from '../detect/bytes.ts'
import { findEncoded, isPlain } from '../detect/encoded.ts'
import { TooSlowError } from '../errors.ts'
import { archiveKind } from '../sources/archives.ts'
import { decode } from '../sources/encoding.ts'
import type { Matcher } from '../detect/matcher.ts'
import type { Change } from '../sources/raw-diff.ts'
import type { Reading, Stretch } from '../types.ts'

/**
 * Bytes beside a change that count as changed too: no assignment or list that a match is made of is longer, so whatever
 * the change may have woken touches them. What the matcher looks at around them it knows by itself (src/detect/windows.ts).
 */
const MARGIN = 4096

interface Version extends Reading {
  oid: string
  path: string
  clean: boolean
}

export interface Look {
  /** Nothing that the change brings would be reported by any rule; else it is to be scanned in full. */
  silent: boolean
  /** Nothing is in all of it. */
  clean: boolean
}

export interface QuickLook {
  look: (change: Change, blob: Uint8Array, pathHere: string) => Look
  /** The next version is looked at as a whole: of this one something was told besides its findings. */
  forget: () => void
}

/** What is more than its own bytes: its parts are what counts. */
const isContainer = (path: string, blob: Uint8Array): boolean =>
  /\.ipynb$/i.test(path) || archiveKind(blob) !== undefined

export function createQuickLook(matcher: Matcher): QuickLook {
  let last: Version | undefined
  return {
    forget() {
      last = undefined
    },
    look(change, blob, pathHere) {
      const before = last
      last = undefined
      if (isContainer(change.path, blob)) return { silent: false, clean: false }
      const now: Version = { ...decode(blob), oid: change.oid, path: change.path, clean: false }
      if (now.also) return { silent: false, clean: false }
      last = now
      const changed = before && follows(change, before, now) ? changedPart(before.bytes, now.bytes) : undefined
      const silent = isSilent(matcher, now, pathHere, changed)
      now.clean = silent && (changed === undefined || before!.clean)
      return { silent, clean: now.clean }
    },
  }
}

/** @param changed given: what does not touch it is not asked for. */
function isSilent(matcher: Matcher, { bytes, binary }: Version, path: string, changed?: Stretch): boolean {
  const fresh = changed && [changed]
  if (!isPlain(findEncoded(bytes, fresh))) return false
  try {
    return matcher(bytes, { binary, path, ...(fresh ? { fresh } : {}) }).length === 0
  } catch (error) {
    // The scan in full tells.
    if (error instanceof TooSlowError) return false
    throw error
  }
}

const follows = (change: Change, before: Version, now: Version): boolean =>
  before.path === change.path && before.binary === now.binary && change.old.includes(before.oid)

/** The lines that differ, and those around them in which the change may make another match. */
function changedPart(before: Uint8Array, now: Uint8Array): Stretch {
  const most = Math.min(before.length, now.length)
  const head = commonHead(before, now, most)
  const tail = commonTail(before, now, most - head)
  const from = Math.max(0, head - MARGIN)
  const newline = now.indexOf(NEWLINE, Math.min(now.length, now.length - tail + MARGIN))
  return [from === 0 ? 0 : now.lastIndexOf(NEWLINE, from - 1) + 1, newline === -1 ? now.length : newline + 1]
}

/** Compared block by block first: natively, which is ten times as fast. */
const BLOCK = 512

function commonHead(a: Uint8Array, b: Uint8Array, most: number): number {
  let at = 0
  while (at + BLOCK <= most && Buffer.compare(a.subarray(at, at + BLOCK), b.subarray(at, at + BLOCK)) === 0) at += BLOCK
  while (at < most && a[at] === b[at]) at++
  return at
}

function commonTail(a: Uint8Array, b: Uint8Array, most: number): number {
  let tail = 0
  const block = (bytes: Uint8Array): Uint8Array => bytes.subarray(bytes.length - tail - BLOCK, bytes.length - tail)
  while (tail + BLOCK <= most && Buffer.compare(block(a), block(b)) === 0) tail += BLOCK
  while (tail < most && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++
  return tail
}
