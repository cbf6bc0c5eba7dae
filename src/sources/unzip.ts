// The files of a zip archive, by its central directory. https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
import yauzl from 'yauzl'
import { zipStart } from './archives.ts'
import type { Budget, Entry } from './unpack.ts'

const STORED = 0
const DEFLATED = 8
/** Bit 11 of the general purpose flag: the name is UTF-8. */
const UTF8 = 0x800

/**
 * @param shown takes the places of files that are not compressed.
 * @throws BombError, and yauzl's errors for an archive that is broken
 */
export async function* unzip(whole: Buffer, budget: Budget, shown: [number, number][]): AsyncGenerator<Entry> {
  const start = zipStart(whole) ?? 0
  const bytes = whole.subarray(start)
  // Names are decoded here: yauzl refuses those that would be dangerous to write, and nothing is written.
  const zip = await yauzl.fromBufferPromise(bytes, { decodeStrings: false })
  for await (const entry of zip.eachEntry()) {
    budget.addEntry()
    const raw = entry.fileName as unknown as Buffer
    const name = raw.toString((entry.generalPurposeBitFlag & UTF8) === 0 && !isUtf8(raw) ? 'latin1' : 'utf8')
    if (/[/\\]$/.test(name) && entry.uncompressedSize === 0) continue
    if (entry.isEncrypted()) {
      yield { name, problem: 'it is encrypted' }
      continue
    }
    if (entry.compressionMethod !== STORED && entry.compressionMethod !== DEFLATED) {
      yield { name, problem: `it is compressed in a way that is not known here (${entry.compressionMethod})` }
      continue
    }
    const parts: Buffer[] = []
    for await (const part of await zip.openReadStreamPromise(entry)) {
      budget.addBytes((part as Buffer).length)
      parts.push(part as Buffer)
    }
    if (entry.compressionMethod === STORED) {
      const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
      shown.push([start + fileDataStart, start + fileDataStart + entry.compressedSize])
    }
    yield { name, bytes: Buffer.concat(parts) }
  }
}

const isUtf8 = (name: Buffer): boolean => !name.toString().includes('\ufffd')
