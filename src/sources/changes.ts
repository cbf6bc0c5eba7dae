// Turns changes into chunks: reads the new blobs ahead of the scan, and the old ones only when asked for.
import type { BlobReader } from './blobs.ts'
import { decode } from './encoding.ts'
import { windowsOf } from './windows.ts'
import { isUnmerged } from './raw-diff.ts'
import type { Change } from './raw-diff.ts'
import type { Chunk, Reading, Scanned, Skipped } from '../types.ts'

/** Blobs under way at once: enough to keep git busy, few enough to keep memory flat. */
const AHEAD = 32

/** Remembers the changes whose blobs hold nothing. */
export interface KnownClean {
  has: (change: Change) => boolean
  add: (change: Change) => void
}

const SCANNED_BEFORE: Scanned = { findings: [], skipped: [], files: 1, bytes: 0, leftOut: [] }

export async function* chunksOf(
  changes: Iterable<Change>,
  blobs: BlobReader,
  commit?: string,
  clean?: KnownClean,
): AsyncGenerator<Chunk | { skipped: Skipped } | { scanned: Scanned }> {
  const queue: { change: Change; blob: ReturnType<BlobReader['read']> }[] = []
  const waiting = changes[Symbol.iterator]()
  for (;;) {
    for (let next = queue.length < AHEAD ? waiting.next() : undefined; next && !next.done; ) {
      const change = next.value
      if (clean?.has(change)) yield { scanned: SCANNED_BEFORE }
      else if (isUnmerged(change)) yield { skipped: { path: change.path, reason: 'it is not merged yet' } }
      else queue.push({ change, blob: blobs.read(change.oid) })
      next = queue.length < AHEAD ? waiting.next() : undefined
    }
    const first = queue.shift()
    if (!first) return
    const blob = await first.blob
    if ('large' in blob) yield* largeChunks(first.change, blobs, commit)
    else if ('problem' in blob) yield { skipped: { path: first.change.path, reason: blob.problem } }
    else {
      const chunk = chunkOf(first.change, blob, blobs, commit)
      yield clean ? { ...chunk, onClean: () => clean.add(first.change) } : chunk
    }
  }
}

/** All of its lines count as new: the old version cannot be held either. */
export const largeChunks = ({ path, oid }: Change, blobs: BlobReader, commit?: string): AsyncGenerator<Chunk> =>
  windowsOf(blobs.stream(oid), { path, ...(commit === undefined ? {} : { commit }) })

export function chunkOf({ path, old }: Change, blob: Buffer, blobs: BlobReader, commit?: string): Chunk {
  return {
    path,
    ...decode(blob),
    ...(commit === undefined ? {} : { commit }),
    ...(old.length === 0 ? {} : { previous: () => previousOf(old, blobs) }),
  }
}

/** A version that cannot be read counts as empty: then all of the file is new, and nothing is passed over. */
async function previousOf(old: string[], blobs: BlobReader): Promise<Reading[]> {
  const versions = await Promise.all(old.map((oid) => blobs.read(oid)))
  return versions.map((version) => decode('problem' in version ? new Uint8Array() : version))
}
