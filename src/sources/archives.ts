// Archives among the chunks: what is in them is scanned too. Here they are only told by their first bytes; few scans meet one.
import type { Chunk, Skipped } from '../types.ts'
import type { Source } from '../source.ts'

export type ArchiveKind = 'zip' | 'gzip' | 'tar'

/** By content, not by name: jar, whl, docx, apk, vsix and many others are zip. */
export function archiveKind(bytes: Uint8Array): ArchiveKind | undefined {
  // https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.7
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4) return 'zip'
  if (zipStart(bytes) !== undefined) return 'zip'
  // RFC 1952, 2.3.1; 8 is the one method in use.
  if (bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8) return 'gzip'
  // "ustar" at 257, https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html
  return bytes[257] === 0x75 && bytes[258] === 0x73 && bytes[259] === 0x74 && bytes[260] === 0x61 && bytes[261] === 0x72
    ? 'tar'
    : undefined
}

/** Bytes of the record at a zip's end, without its comment; 4.3.16. */
const END_BYTES = 22
const LONGEST_COMMENT = 0xffff

/** Where do the places in a zip count from? It may stand behind something else, a script that runs it, say. */
export function zipStart(bytes: Uint8Array): number | undefined {
  const end = endRecord(bytes)
  if (end === undefined) return undefined
  const record = new DataView(bytes.buffer, bytes.byteOffset + end)
  const directory = end - record.getUint32(12, true)
  const start = directory - record.getUint32(16, true)
  return start >= 0 && bytes[directory] === 0x50 && bytes[directory + 1] === 0x4b ? start : undefined
}

/** Where it begins. A comment behind it is looked for only behind what is run: a script, a program of Windows. */
function endRecord(bytes: Uint8Array): number | undefined {
  const isEnd = (at: number): boolean =>
    bytes[at] === 0x50 && bytes[at + 1] === 0x4b && bytes[at + 2] === 5 && bytes[at + 3] === 6
  const last = bytes.length - END_BYTES
  if (isEnd(last)) return last
  const isRun = (bytes[0] === 0x23 && bytes[1] === 0x21) || (bytes[0] === 0x4d && bytes[1] === 0x5a)
  if (!isRun) return undefined
  const first = Math.max(3, last - LONGEST_COMMENT)
  for (let at = bytes.lastIndexOf(6, last + 3); at >= first; at = bytes.lastIndexOf(6, at - 1)) {
    const end = at - 3
    const comment = bytes[end + 20]! + 256 * bytes[end + 21]!
    if (isEnd(end) && end + comment === last) return end
  }
  return undefined
}

/** @param isIgnored is asked for each archive before it is opened. */
export async function* openArchives(source: Source, isIgnored: (file: string) => Promise<boolean>): Source {
  for await (const item of source) {
    if (!('bytes' in item) || item.window || archiveKind(item.bytes) === undefined || (await isIgnored(item.path)))
      yield item
    else yield* opened(item, isIgnored)
  }
}

async function* opened(
  chunk: Chunk,
  isIgnored: (file: string) => Promise<boolean>,
): AsyncGenerator<Chunk | { skipped: Skipped }> {
  const { chunksIn } = await import('./unpack.ts')
  yield* chunksIn(chunk, isIgnored)
}
