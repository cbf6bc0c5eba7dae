// What is too large to be held at once comes in windows, but for archives and notebooks, which only as a whole can be read.
import { archiveKind } from './archives.ts'
import { decode } from './encoding.ts'
import { windowsOf } from './windows.ts'
import type { Chunk } from '../types.ts'

/** Enough to tell an archive. */
const HEAD = 512

/** A chunk must be done with when the next one is asked for. @param parts the content in pieces of any size. */
export async function* largeChunks(
  parts: AsyncIterable<Uint8Array>,
  place: Pick<Chunk, 'path' | 'commit' | 'origin'>,
): AsyncGenerator<Chunk> {
  const rest = parts[Symbol.asyncIterator]()
  const first: Uint8Array[] = []
  for (let length = 0; length < HEAD; length += first.at(-1)!.length) {
    const { value, done } = await rest.next()
    if (done) break
    first.push(value)
  }
  const all = chain(first, rest)
  const whole = /\.ipynb$/i.test(place.path) || archiveKind(Buffer.concat(first)) !== undefined
  if (whole) yield { ...place, ...decode(await joined(all)) }
  else yield* windowsOf(all, place)
}

async function* chain(first: Uint8Array[], rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* first
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

async function joined(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const part of parts) all.push(part)
  return Buffer.concat(all)
}
