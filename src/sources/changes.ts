// Turns changes into chunks: reads the new blobs ahead of the scan, and the old ones only when asked for.
import type { Blob, BlobSource } from './blobs.ts'
import { decode } from './encoding.ts'
import { archiveKind } from './archives.ts'
import { isUnmerged } from './raw-diff.ts'
import type { Change } from './raw-diff.ts'
import type { Chunk, Reading, Skipped, Stretch } from '../types.ts'
import { nothingTold } from '../source.ts'
import type { Scanned } from '../source.ts'

/** Blobs under way at once: enough to keep git busy, few enough to keep memory flat. */
const AHEAD = 32

/** What is known of a change's blob from scans before. */
export interface Known {
  /** Nothing is in it, or the change brings nothing. */
  clean: boolean
  /** Call it when nothing is in it; not there where that is not to be remembered. */
  add?: () => void
  /** Call it when the change brings nothing. */
  addStep?: () => void
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
  const queue: { change: Change; content: Promise<Content>; known: Known | undefined }[] = []
  const waiting = changes[Symbol.iterator]()
  for (;;) {
    for (let next = queue.length < AHEAD ? waiting.next() : undefined; next && !next.done; ) {
      const change = next.value
      const known = clean && (await clean(change))
      if (known?.clean) yield { scanned: SCANNED_BEFORE }
      else if (isUnmerged(change)) yield { skipped: { path: change.path, reason: 'it is not merged yet' } }
      else queue.push({ change, known, content: contentOf(change, blobs) })
      next = queue.length < AHEAD ? waiting.next() : undefined
    }
    const first = queue.shift()
    if (!first) return
    const { blob, fresh } = await first.content
    yield* blobChunks(first.change, blob, blobs, { commit, fresh, onClean: first.known?.add })
  }
}

/** A change's new version; which of its lines are new, where git has compared it. */
interface Content {
  blob: Blob
  fresh?: Stretch[]
}

async function contentOf({ oid, old, patch }: Change, blobs: BlobSource): Promise<Content> {
  const whole = await patch?.()
  if (!whole) return { blob: await blobs.read(oid) }
  return old.length === 0 ? { blob: whole.bytes } : { blob: whole.bytes, fresh: whole.fresh }
}

interface ChunkOptions {
  commit?: string | undefined
  fresh?: Stretch[] | undefined
  onClean?: (() => void) | undefined
}

/** @param onClean an archive is not judged by its own bytes, so it is never told to be clean. */
export async function* blobChunks(
  change: Change,
  blob: Blob,
  blobs: BlobSource,
  { onClean, ...options }: ChunkOptions = {},
): AsyncGenerator<Chunk | { skipped: Skipped }> {
  const { commit } = options
  if ('large' in blob) {
    const { largeChunks } = await import('./large.ts')
    // All of its lines count as new: the old version cannot be held either.
    yield* largeChunks(blobs.stream(change.oid), { path: change.path, ...(commit === undefined ? {} : { commit }) })
  } else if ('problem' in blob) yield { skipped: { path: change.path, reason: blob.problem } }
  else {
    const chunk = chunkOf(change, blob, blobs, options)
    const whole = onClean && blob.length > 0 && archiveKind(blob) === undefined
    yield whole ? { ...chunk, onClean } : chunk
  }
}

function chunkOf({ path, old }: Change, blob: Buffer, blobs: BlobSource, { commit, fresh }: ChunkOptions): Chunk {
  const reading = decode(blob)
  // A byte order mark is not in it any more.
  const gone = blob.length - reading.bytes.length
  return {
    path,
    ...reading,
    ...(commit === undefined ? {} : { commit }),
    ...(old.length === 0 ? {} : { previous: () => previousOf(old, blobs) }),
    ...(fresh && !reading.also
      ? { fresh: fresh.map(([from, to]): Stretch => [Math.max(0, from - gone), to - gone]) }
      : {}),
  }
}

/** A version that cannot be read counts as empty: then all of the file is new, and nothing is passed over. */
async function previousOf(old: string[], blobs: BlobSource): Promise<Reading[]> {
  const versions = await Promise.all(old.map((oid) => blobs.read(oid)))
  return versions.map((version) => decode('problem' in version ? new Uint8Array() : version))
}
