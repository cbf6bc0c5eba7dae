// Turns changes into chunks: reads the new blobs ahead of the scan, and the old ones only when asked for.
import type { Blob, BlobSource } from './blobs.ts'
import { decode } from './encoding.ts'
import { archiveKind } from './archives.ts'
import { isUnmerged } from './raw-diff.ts'
import type { Change, Lines } from './raw-diff.ts'
import { NEWLINE } from '../detect/bytes.ts'
import type { Chunk, Reading, Skipped, Stretch } from '../types.ts'
import { nothingTold } from '../source.ts'
import type { Scanned } from '../source.ts'

/** Blobs under way at once: enough to keep git busy, few enough to keep memory flat. */
const AHEAD = 32

/** What is known of a change's blob from scans before. */
export interface Known {
  /** Nothing is in it. */
  clean: boolean
  /** Call it when nothing is; not there where that is not to be remembered. */
  add?: () => void
}

/** Asked for each change, in order. */
export type KnownClean = (change: Change) => Promise<Known>

/** How many bytes only git knows; no empty blob is remembered. */
const SCANNED_BEFORE: Scanned = {
  findings: [],
  skipped: [],
  files: 1,
  bytes: 1,
  told: nothingTold(),
}

export async function* chunksOf(
  changes: Iterable<Change>,
  blobs: BlobSource,
  commit?: string,
  clean?: KnownClean,
): AsyncGenerator<Chunk | { skipped: Skipped } | { scanned: Scanned }> {
  const queue: { change: Change; blob: ReturnType<BlobSource['read']>; known: Known | undefined }[] = []
  const waiting = changes[Symbol.iterator]()
  for (;;) {
    for (let next = queue.length < AHEAD ? waiting.next() : undefined; next && !next.done; ) {
      const change = next.value
      const known = clean && (await clean(change))
      if (known?.clean) yield { scanned: SCANNED_BEFORE }
      else if (isUnmerged(change)) yield { skipped: { path: change.path, reason: 'it is not merged yet' } }
      else queue.push({ change, known, blob: blobs.read(change.oid) })
      next = queue.length < AHEAD ? waiting.next() : undefined
    }
    const first = queue.shift()
    if (!first) return
    const blob = await first.blob
    yield* blobChunks(first.change, blob, blobs, { commit, onClean: first.known?.add })
  }
}

/** @param onClean an archive is not judged by its own bytes, so it is never told to be clean. */
export async function* blobChunks(
  change: Change,
  blob: Blob,
  blobs: BlobSource,
  { commit, onClean }: { commit?: string | undefined; onClean?: (() => void) | undefined } = {},
): AsyncGenerator<Chunk | { skipped: Skipped }> {
  if ('large' in blob) {
    const { largeChunks } = await import('./large.ts')
    // All of its lines count as new: the old version cannot be held either.
    yield* largeChunks(blobs.stream(change.oid), { path: change.path, ...(commit === undefined ? {} : { commit }) })
  } else if ('problem' in blob) yield { skipped: { path: change.path, reason: blob.problem } }
  else {
    const chunk = await chunkOf(change, blob, blobs, commit)
    const whole = onClean && blob.length > 0 && archiveKind(blob) === undefined
    yield whole ? { ...chunk, onClean } : chunk
  }
}

async function chunkOf(
  { path, old, newLines }: Change,
  blob: Buffer,
  blobs: BlobSource,
  commit?: string,
): Promise<Chunk> {
  const reading = decode(blob)
  const lines = old.length === 0 ? undefined : await newLines?.()
  return {
    path,
    ...reading,
    ...(commit === undefined ? {} : { commit }),
    ...(old.length === 0 ? {} : { previous: () => previousOf(old, blobs) }),
    ...(lines && !reading.also ? { fresh: stretchesOf(reading.bytes, lines) } : {}),
  }
}

/** @param lines in order */
function stretchesOf(bytes: Uint8Array, lines: Lines[]): Stretch[] {
  let line = 1
  let at = 0
  const positionOf = (wanted: number): number => {
    for (; line < wanted && at < bytes.length; line++) {
      const next = bytes.indexOf(NEWLINE, at)
      at = next === -1 ? bytes.length : next + 1
    }
    return at
  }
  return lines.map(([first, end]) => [positionOf(first), positionOf(end)])
}

/** A version that cannot be read counts as empty: then all of the file is new, and nothing is passed over. */
async function previousOf(old: string[], blobs: BlobSource): Promise<Reading[]> {
  const versions = await Promise.all(old.map((oid) => blobs.read(oid)))
  return versions.map((version) => decode('problem' in version ? new Uint8Array() : version))
}
