// Turns changes into chunks: reads the new blobs ahead of the scan, and the old ones only when asked for.
import type { BlobSource } from './blobs.ts'
import { decode } from './encoding.ts'
import { isUnmerged } from './raw-diff.ts'
import type { Change, Lines } from './raw-diff.ts'
import { NEWLINE } from '../detect/bytes.ts'
import type { Chunk, Reading, Skipped, Stretch } from '../types.ts'

/** Blobs under way at once: enough to keep git busy, few enough to keep memory flat. */
const AHEAD = 32

export async function* chunksOf(
  changes: Iterable<Change>,
  blobs: BlobSource,
  commit?: string,
): AsyncGenerator<Chunk | { skipped: Skipped }> {
  const queue: { change: Change; blob: ReturnType<BlobSource['read']> }[] = []
  const waiting = changes[Symbol.iterator]()
  for (;;) {
    for (let next = queue.length < AHEAD ? waiting.next() : undefined; next && !next.done; ) {
      const change = next.value
      if (isUnmerged(change)) yield { skipped: { path: change.path, reason: 'it is not merged yet' } }
      else queue.push({ change, blob: blobs.read(change.oid) })
      next = queue.length < AHEAD ? waiting.next() : undefined
    }
    const first = queue.shift()
    if (!first) return
    const blob = await first.blob
    if ('problem' in blob) yield { skipped: { path: first.change.path, reason: blob.problem } }
    else yield await chunkOf(first.change, blob, blobs, commit)
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
