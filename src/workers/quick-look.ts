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
 * Bytes beside a change that count as changed too. What stands further away than this wakes no match: the word of a
 * provider, the names that the judge looks at, the other half of a composite. All of a match's own text counts as touched
 * by whatever changes in it; where its keyword may stand then, the matcher knows by itself (src/detect/windows.ts).
 */
const MARGIN = 1024

interface Version extends Reading {
  bytes: Buffer
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
  look: (change: Change, blob: Buffer, pathHere: string) => Look
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
      const { bytes, binary, also } = decode(blob)
      if (also) return { silent: false, clean: false }
      const now: Version = { bytes: native(bytes), binary, oid: change.oid, path: change.path, clean: false }
      last = now
      const changed = before && follows(change, before, now) ? changedPart(before.bytes, now.bytes) : undefined
      const silent = isSilent(matcher, now, pathHere, changed)
      now.clean = silent && (changed === undefined || before!.clean)
      return { silent, clean: now.clean }
    },
  }
}

const native = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)

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
function changedPart(before: Buffer, now: Buffer): Stretch {
  const most = Math.min(before.length, now.length)
  const head = commonHead(before, now, most)
  const tail = commonTail(before, now, most - head)
  const from = Math.max(0, head - MARGIN)
  const newline = now.indexOf(NEWLINE, Math.min(now.length, now.length - tail + MARGIN))
  return [from === 0 ? 0 : now.lastIndexOf(NEWLINE, from - 1) + 1, newline === -1 ? now.length : newline + 1]
}

/** Compared in blocks, natively: the larger ones first. What does not fill the smallest counts as changed. */
const BLOCKS = [4096, 512, 64]

function commonHead(a: Buffer, b: Buffer, most: number): number {
  let head = 0
  for (const block of BLOCKS)
    while (head + block <= most && a.compare(b, head, head + block, head, head + block) === 0) head += block
  return head
}

function commonTail(a: Buffer, b: Buffer, most: number): number {
  let tail = 0
  const isSame = (block: number): boolean =>
    a.compare(b, b.length - tail - block, b.length - tail, a.length - tail - block, a.length - tail) === 0
  for (const block of BLOCKS) while (tail + block <= most && isSame(block)) tail += block
  return tail
}
