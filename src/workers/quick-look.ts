// A new version of a file whose last version was just seen: only what changed is looked at, with enough around it.
import { NEWLINE } from '../detect/bytes.ts'
import { decode } from '../sources/encoding.ts'
import type { Matcher } from '../detect/matcher.ts'
import type { Change } from '../sources/raw-diff.ts'
import type { Reading } from '../types.ts'

/**
 * Bytes beside a change that are looked at too. A match that the change may have made is no further away: where a rule
 * with a longer one may be at work the matcher tells (`reach`), and nothing is left out. An assignment that counts is
 * shorter, with its value (src/judge/judge.ts) and the word before it that wakes a rule for it (src/detect/matcher.ts).
 */
const MARGIN = 3072
const LONGEST_MATCH = 2560
/** The piece is made of whole lines; where one is longer than this, the whole file is read. */
const LONGEST_LINE = 16_384

interface Version extends Reading {
  oid: string
  path: string
  /** Bytes of the longest match that a keyword of it may begin. */
  reach: number
  clean: boolean
}

export interface Look {
  /** Nothing that the change brings would be reported by any rule; else it is to be scanned in full. */
  silent: boolean
  /** Nothing is in all of it. */
  clean: boolean
}

export function createQuickLook(matcher: Matcher): (change: Change, blob: Uint8Array, pathHere: string) => Look {
  let last: Version | undefined
  return (change, blob, pathHere) => {
    const reading = decode(blob)
    const now: Version = { ...reading, oid: change.oid, path: change.path, reach: 0, clean: false }
    const before = last
    last = now
    if (now.also) {
      last = undefined
      return { silent: false, clean: false }
    }
    const piece = before && follows(change, before, now) ? changedPart(before.bytes, now.bytes) : undefined
    const silent = piece !== undefined && isClean(piece) && now.reach <= LONGEST_MATCH
    now.clean = silent ? before!.clean : isClean(now.bytes)
    return { silent: silent || now.clean, clean: now.clean }

    function isClean(bytes: Uint8Array): boolean {
      return matcher(bytes, { binary: now.binary, path: pathHere, reach: now }).length === 0
    }
  }
}

const follows = (change: Change, before: Version, now: Version): boolean =>
  before.path === change.path &&
  before.binary === now.binary &&
  before.reach <= LONGEST_MATCH &&
  change.old.includes(before.oid)

/** The lines that differ and the margin around them; undefined when a line is too long. */
function changedPart(before: Uint8Array, now: Uint8Array): Uint8Array | undefined {
  const most = Math.min(before.length, now.length)
  const head = commonHead(before, now, most)
  const tail = commonTail(before, now, most - head)
  const from = lineStart(now, Math.max(0, head - MARGIN))
  const to = lineEnd(now, Math.min(now.length, now.length - tail + MARGIN))
  return from === undefined || to === undefined ? undefined : now.subarray(from, to)
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

function lineStart(bytes: Uint8Array, at: number): number | undefined {
  if (at === 0) return 0
  const start = bytes.lastIndexOf(NEWLINE, at - 1) + 1
  return at - start > LONGEST_LINE ? undefined : start
}

function lineEnd(bytes: Uint8Array, at: number): number | undefined {
  const newline = bytes.indexOf(NEWLINE, at)
  const end = newline === -1 ? bytes.length : newline
  return end - at > LONGEST_LINE ? undefined : end
}
