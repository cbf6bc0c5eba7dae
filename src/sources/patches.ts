// Reads a raw diff with the patches behind it (`--raw -z -p -U<all> --full-index`) as git writes it: what changed, and the new
// versions themselves. With all lines as context a patch holds them whole: no blob need be found and unpacked for them.
import type { SizeLimit } from './blobs.ts'
import type { GitProcess } from './git.ts'
import { readChanges } from './raw-diff.ts'
import type { Change, Patch } from './raw-diff.ts'
import type { Stretch } from '../types.ts'

/** More lines than any file has that git compares. */
export const ALL_LINES = '-U99999999'
/** Between listing and patches: the last record's NUL and an empty one. */
const SEPARATOR = '\0\0'
/** Lines of content begin with a blank, +, - or \, and names are quoted, so nothing else looks like these. */
const FILE = '\ndiff --git '
const HUNK = '\n@@ '
const BLOBS = /\nindex ([0-9a-f]+\.\.[0-9a-f]+)/
/** Characters of patches that nobody has asked for yet: then git has to wait. */
const MOST_HELD = 2 ** 22

/**
 * @returns the changes as soon as they are known; `patch` of each is there when git has come to it, and undefined when it
 *   did not compare the two (binary, large), or it is larger than the limit.
 * @throws UserError when git fails
 */
export function readPatches({ child, done }: GitProcess, limit: SizeLimit): Promise<Change[]> {
  const stdout = child.stdout!
  let raw = ''
  let patches: PatchReader | undefined
  return new Promise((resolve, reject) => {
    const start = (listing: string, rest: string): void => {
      const { changes } = readChanges(listing.split('\0'))
      const reader = (patches = new PatchReader(changes, stdout, limit))
      for (const [i, change] of changes.entries()) change.patch = () => reader.patchOf(i)
      reader.read(rest)
      resolve(changes)
    }
    stdout.on('data', (part: Buffer) => {
      if (patches) return patches.read(part.toString('latin1'))
      raw += part.toString('latin1')
      const end = raw.indexOf(SEPARATOR)
      if (end !== -1) start(utf8(raw.slice(0, end)), `\n${raw.slice(end + SEPARATOR.length)}`)
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

const blobsOf = ({ old, oid }: Change): string => `${old[0] ?? '0'.repeat(oid.length)}..${oid}`

/** Patches come in the order of the changes, but not for each change, and for some that are none of ours (deletions). */
class PatchReader {
  readonly #changes: Change[]
  readonly #input: NodeJS.ReadableStream
  readonly #limit: SizeLimit
  /** How many changes that are still to come have these blobs. */
  readonly #expected = new Map<string, number>()
  readonly #patches = new Map<number, string>()
  readonly #waiting = new Map<number, (patch: Patch | undefined) => void>()
  /** Changes before this one will get no patch any more. */
  #next = 0
  #held = 0
  /** Begins with a file's head that is not complete. */
  #rest = ''

  constructor(changes: Change[], input: NodeJS.ReadableStream, limit: SizeLimit) {
    this.#changes = changes
    this.#input = input
    this.#limit = limit
    for (const change of changes) this.#expected.set(blobsOf(change), (this.#expected.get(blobsOf(change)) ?? 0) + 1)
  }

  patchOf(change: number): Promise<Patch | undefined> {
    const text = this.#patches.get(change)
    if (text !== undefined) {
      this.#patches.delete(change)
      this.#held -= text.length
    }
    if (this.#held <= MOST_HELD || change >= this.#next) this.#input.resume()
    if (change < this.#next) return Promise.resolve(this.#versionIn(text))
    return new Promise((resolve) => this.#waiting.set(change, resolve))
  }

  read(text: string): void {
    const known = this.#rest.length
    const all = this.#rest + text
    let start = 0
    for (
      let end = all.indexOf(FILE, Math.max(1, known - FILE.length));
      end !== -1;
      end = all.indexOf(FILE, end + FILE.length)
    ) {
      this.#take(all.slice(start, end))
      start = end
    }
    this.#rest = all.slice(start)
  }

  /** @param complete false: git failed, so what it was writing may lack lines. */
  end(complete = true): void {
    if (complete) this.#take(this.#rest.replace(/\n$/, ''))
    this.#rest = ''
    this.#passTo(this.#changes.length)
  }

  #take(patch: string): void {
    const hunk = patch.indexOf(HUNK)
    const blobs = hunk === -1 ? undefined : BLOBS.exec(patch.slice(0, hunk))?.[1]
    if (blobs === undefined || !this.#expected.get(blobs)) return
    let change = this.#next
    while (blobsOf(this.#changes[change]!) !== blobs) change++
    const text = patch.slice(patch.indexOf('\n', hunk + HUNK.length))
    const resolve = this.#waiting.get(change)
    if (resolve) resolve(this.#versionIn(text))
    else {
      this.#patches.set(change, text)
      this.#held += text.length
    }
    this.#waiting.delete(change)
    this.#passTo(change + 1)
    if (this.#held > MOST_HELD && this.#waiting.size === 0) this.#input.pause()
  }

  #versionIn(hunk: string | undefined): Patch | undefined {
    const version = hunk === undefined ? undefined : wholeVersion(hunk)
    return version && version.bytes.length <= this.#limit.bytes ? version : undefined
  }

  #passTo(next: number): void {
    for (; this.#next < next; this.#next++) {
      const blobs = blobsOf(this.#changes[this.#next]!)
      this.#expected.set(blobs, this.#expected.get(blobs)! - 1)
      this.#waiting.get(this.#next)?.(undefined)
      this.#waiting.delete(this.#next)
    }
  }
}

/** Lines that are not the same in both versions, and notes that a version does not end with a newline. */
const CHANGED = /(?:\n[-+\\][^\n]*)+/g
const NOT_NEW = /\n[-\\][^\n]*/g
const MARK = /\n[ +]/g

/** @param hunk its lines, each with a newline before it. https://git-scm.com/docs/diff-format#generate_patch_text_with_p */
function wholeVersion(hunk: string): Patch {
  let text = ''
  let at = 0
  const fresh: Stretch[] = []
  for (const { 0: lines, index } of hunk.matchAll(CHANGED)) {
    text += hunk.slice(at, index).replace(MARK, '\n')
    at = index + lines.length
    const added = lines.replace(NOT_NEW, '').replace(MARK, '\n')
    if (added !== '') fresh.push([text.length, text.length + added.length])
    text += added
  }
  text += hunk.slice(at).replace(MARK, '\n')
  const note = hunk.lastIndexOf('\n')
  const unended = hunk[note + 1] === '\\' && hunk[hunk.lastIndexOf('\n', note - 1) + 1] !== '-'
  // Each line has its newline before it; now it comes behind it.
  const bytes = Buffer.from(text === '' || unended ? text.slice(1) : `${text.slice(1)}\n`, 'latin1')
  for (const stretch of fresh) stretch[1] = Math.min(stretch[1], bytes.length)
  return { bytes, fresh }
}
