// One chunk from standard input.
import { decode } from './encoding.ts'
import { tooLarge } from './too-large.ts'
import type { Chunk, Skipped } from '../types.ts'

/** @param name shown as the file; path patterns apply to it. */
export async function* stdinSource(
  name: string,
  largest: number,
  input: AsyncIterable<Buffer> = process.stdin,
): AsyncGenerator<Chunk | { skipped: Skipped }> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of input) {
    size += part.length
    if (size > largest) {
      yield { skipped: { path: name, reason: tooLarge(largest) } }
      return
    }
    parts.push(part)
  }
  yield { path: name, ...decode(Buffer.concat(parts)) }
}
