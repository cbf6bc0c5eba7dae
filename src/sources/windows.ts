// Content too large to be held at once: windows that overlap by more than the longest match, each with its place in the whole.
import { Positions } from '../positions.ts'
import { decode, utf16Encoding } from './encoding.ts'
import type { Chunk } from '../types.ts'

const WINDOW = 4 * 2 ** 20
/** Seen before and behind what a window answers for: the longest match is 24 KB (src/rules/compile.ts), and lines stand around it. */
const OVERLAP = 40 * 1024

/**
 * One buffer is used again and again: a chunk must be done with when the next one is asked for.
 * @param parts the content in pieces of any size.
 */
export async function* windowsOf(
  parts: AsyncIterable<Uint8Array>,
  place: Pick<Chunk, 'path' | 'commit' | 'origin'>,
): AsyncGenerator<Chunk> {
  const buffer = Buffer.allocUnsafe(OVERLAP + WINDOW + OVERLAP)
  let filled = 0
  let own = 0
  let start = { line: 1, column: 1 }
  let binary: boolean | undefined
  const window = (to: number): Chunk => {
    const reading = decode(buffer.subarray(0, filled))
    binary ??= reading.binary
    // Without a byte order mark.
    const cut = filled - reading.bytes.length
    return { ...place, ...reading, binary, window: { from: Math.max(0, own - cut), to: to - cut, start } }
  }
  for await (const part of inUtf8(parts)) {
    for (let at = 0; at < part.length; ) {
      const length = Math.min(part.length - at, buffer.length - filled)
      buffer.set(part.subarray(at, at + length), filled)
      at += length
      filled += length
      if (filled < buffer.length) continue
      yield window(filled - OVERLAP)
      const gone = filled - 2 * OVERLAP
      start = new Positions(buffer, start).at(gone)
      buffer.copyWithin(0, gone, filled)
      filled -= gone
      own = OVERLAP
    }
  }
  yield window(filled)
}

/** What is UTF-16 at its beginning is so to its end. */
async function* inUtf8(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let decoder: InstanceType<typeof TextDecoder> | undefined
  let first = true
  const encoder = new TextEncoder()
  for await (const part of parts) {
    const encoding = first ? utf16Encoding(part) : undefined
    if (encoding) decoder = new TextDecoder(encoding)
    first = false
    yield decoder ? encoder.encode(decoder.decode(part, { stream: true })) : part
  }
}
