// Reads a raw diff with the patches behind it (`--raw -z -p -U0 --full-index`) as git writes it: what changed, and which lines
// of it are new. The patches' content is thrown away: it may be large.
import type { GitProcess } from './git.ts'
import { readChanges } from './raw-diff.ts'
import type { Change, Lines } from './raw-diff.ts'

/** Between the two: the last record's NUL and an empty one. */
const SEPARATOR = '\0\0'
/** Lines of content begin with +, - or \, names are quoted, so nothing else looks like this. No `^`: it takes \r for a line's end. */
const HEADS = /\n(?:index ([0-9a-f]+\.\.[0-9a-f]+)|@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@)/g

/**
 * @returns the changes as soon as they are known; `newLines` of each is there when git has come to it, and undefined
 *   when it did not compare the two (binary, large).
 * @throws UserError when git fails
 */
export function readPatches({ child, done }: GitProcess): Promise<Change[]> {
  let raw = ''
  let patches: PatchReader | undefined
  return new Promise((resolve, reject) => {
    const start = (listing: string, rest: string): void => {
      const reader = (patches = new PatchReader())
      const { changes } = readChanges(listing.split('\0'))
      for (const change of changes) {
        const blobs = `${change.old[0] ?? '0'.repeat(change.oid.length)}..${change.oid}`
        change.newLines = () => reader.linesOf(blobs)
      }
      reader.read(rest)
      resolve(changes)
    }
    child.stdout!.on('data', (part: Buffer) => {
      if (patches) return patches.read(part.toString('latin1'))
      raw += part.toString('latin1')
      const end = raw.indexOf(SEPARATOR)
      if (end !== -1) start(utf8(raw.slice(0, end)), raw.slice(end + SEPARATOR.length))
    })
    done.then(
      () => {
        if (!patches) start(utf8(raw), '')
        patches!.end()
      },
      (error: unknown) => {
        // An old version that is not here (a partial clone): all changes are known, and are read as a whole.
        patches?.end(false)
        reject(error)
      },
    )
  })
}

const utf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString()

class PatchReader {
  readonly #found = new Map<string, Lines[]>()
  readonly #waiting: { blobs: string; resolve: (lines: Lines[] | undefined) => void }[] = []
  /** The file that is being read: its lines may not be complete. */
  #blobs = ''
  #ended = false
  /** Begins in the middle of a line that is not complete. */
  #rest = ''

  linesOf(blobs: string): Promise<Lines[] | undefined> {
    if (this.#ended || (blobs !== this.#blobs && this.#found.has(blobs))) return Promise.resolve(this.#found.get(blobs))
    return new Promise((resolve) => this.#waiting.push({ blobs, resolve }))
  }

  read(text: string): void {
    const all = this.#rest + text
    // A head of which the end is not there yet is read with the next part.
    const last = all.lastIndexOf('\n')
    this.#rest = last === -1 ? all : all.slice(last)
    for (const [, blobs, first, count = '1'] of all.slice(0, Math.max(0, last)).matchAll(HEADS)) {
      if (blobs !== undefined) {
        this.#tell(this.#blobs)
        this.#blobs = blobs
        this.#found.delete(blobs)
        continue
      }
      const lines = this.#found.get(this.#blobs) ?? []
      this.#found.set(this.#blobs, lines)
      if (count !== '0') lines.push([Number(first), Number(first) + Number(count)])
    }
  }

  /** @param complete false: git failed, so what it was writing may lack lines. */
  end(complete = true): void {
    this.read('\n')
    if (!complete) this.#found.delete(this.#blobs)
    this.#ended = true
    for (const { blobs, resolve } of this.#waiting.splice(0)) resolve(this.#found.get(blobs))
  }

  #tell(done: string): void {
    for (let at = this.#waiting.length - 1; at >= 0; at--)
      if (this.#waiting[at]!.blobs === done) this.#waiting.splice(at, 1)[0]!.resolve(this.#found.get(done))
  }
}
