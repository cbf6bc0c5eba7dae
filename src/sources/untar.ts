// The files of a tar archive, with the long names of GNU and pax.
import { extract } from 'tar-stream'
import type { Budget, Entry } from './unpack.ts'

/** @throws BombError, and tar-stream's errors for an archive that is broken */
export async function* untar(bytes: Buffer, budget: Budget): AsyncGenerator<Entry> {
  const tar = extract()
  tar.end(bytes)
  for await (const entry of tar) {
    budget.addEntry()
    const parts: Buffer[] = []
    for await (const part of entry) {
      budget.addBytes((part as Buffer).length)
      parts.push(part as Buffer)
    }
    // Links and devices hold nothing.
    if (entry.header.type === 'file' || entry.header.type === 'contiguous-file')
      yield { name: entry.header.name, bytes: Buffer.concat(parts) }
  }
}
