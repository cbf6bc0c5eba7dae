// Reads a raw diff with the patches behind it (`--raw -z -p -U<all> --full-index`) as git writes it: what changed, and the new
// versions themselves. With all lines as context a patch holds them whole: no blob need be found and unpacked for them.
import type { SizeLimit } from './blobs.ts'
import { NEWLINE } from '../detect/bytes.ts'
import { readRawChanges } from './raw-diff.ts'
import type { Change, Patch, RawChange } from './raw-diff.ts'
import type { Stretch } from '../types.ts'

/** More lines than any file has that git compares. */
export const ALL_LINES = '-U99999999'
/** Between listing and patches: the last record's NUL and an empty one. */
const SEPARATOR = '\0\0'
/** Lines of content begin with a blank, +, - or \, and names are quoted, so nothing else looks like these. */
const FILE = '\ndiff --git '
const HUNK = '\n@@ '
const BLOBS = /\nindex ([0-9a-f]+\.\.[0-9a-f]+)/

/** What git writes, and how. */
export interface PatchInput {
  output: {
    on: (event: 'data', listener: (part: Buffer) => void) => unknown
    pause: () => unknown
    resume: () => unknown
  }
  /** Resolves when git has written all, and ended well. */
  done: Promise<void>
  /** Bytes of patches that nobody has asked for yet: from then on git has to wait. */
  mostHeld: number
}

/**
 * @returns the changes that bring content or were moved, as soon as they are known; `patch` of each is there when git has come to it, and undefined when it
 *   did not compare the two (binary, large), or it is larger than the limit.
 * @throws UserError when git fails
 */
export function readPatches({ output, done, mostHeld }: PatchInput, limit: SizeLimit): Promise<RawChange[]> {
  let raw: Buffer = Buffer.alloc(0)
  let patches: PatchReader | undefined
  return new Promise((resolve, reject) => {
    const start = (listing: Buffer, rest: Buffer): void => {
      const all = readRawChanges(listing.toString().split('\0'))
      const changes = all.filter(({ brings, from }) => brings || from !== undefined)
      const reader = (patches = new PatchReader(changes, output, { limit, mostHeld }))
      for (const [i, change] of changes.entries()) change.patch = () => reader.patchOf(i)
      reader.read(rest)
      resolve(changes)
    }
    output.on('data', (part) => {
      if (patches) return patches.read(part)
      raw = raw.length === 0 ? part : Buffer.concat([raw, part])
      const end = raw.indexOf(SEPARATOR)
      // The first file's head too has a newline before it then.
      if (end !== -1) start(raw.subarray(0, end), raw.fill(NEWLINE, end + 1, end + 2).subarray(end + 1))
    })
    done.then(
      () => {
        if (!patches) start(raw, Buffer.alloc(0))
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

const blobsOf = ({ old, oid }: Change): string => `${old[0] ?? '0'.repeat(oid.length)}..${oid}`

/** Patches come in the order of the changes, but not for each change, and for some that are none of ours (deletions). */
class PatchReader {
  /** The blobs of each change. */
  readonly #blobs: string[]
  readonly #input: PatchInput['output']
  readonly #limit: SizeLimit
  readonly #mostHeld: number
  /** How many changes that are still to come have these blobs. */
  readonly #expected = new Map<string, number>()
  readonly #patches = new Map<number, Buffer>()
  readonly #waiting = new Map<number, (patch: Patch | undefined) => void>()
  /** Changes before this one will get no patch any more. */
  #next = 0
  #held = 0
  /** Begins with a file's head that is not complete. */
  #rest: Buffer = Buffer.alloc(0)

  constructor(
    changes: Change[],
    input: PatchInput['output'],
    { limit, mostHeld }: Pick<PatchInput, 'mostHeld'> & { limit: SizeLimit },
  ) {
    this.#blobs = changes.map(blobsOf)
    this.#input = input
    this.#limit = limit
    this.#mostHeld = mostHeld
    for (const blobs of this.#blobs) this.#expected.set(blobs, (this.#expected.get(blobs) ?? 0) + 1)
  }

  patchOf(change: number): Promise<Patch | undefined> {
    const hunk = this.#patches.get(change)
    if (hunk) {
      this.#patches.delete(change)
      this.#held -= hunk.length
    }
    const passed = change < this.#next
    const patch = passed
      ? Promise.resolve(this.#versionIn(hunk))
      : new Promise<Patch | undefined>((resolve) => this.#waiting.set(change, resolve))
    if (!passed || this.#held <= this.#mostHeld) this.#input.resume()
    return patch
  }

  read(part: Buffer): void {
    const known = this.#rest.length
    const all = known === 0 ? part : Buffer.concat([this.#rest, part])
    let start = 0
    for (
      let end = all.indexOf(FILE, Math.max(1, known - FILE.length));
      end !== -1;
      end = all.indexOf(FILE, end + FILE.length)
    ) {
      this.#take(all.subarray(start, end))
      start = end
    }
    this.#rest = all.subarray(start)
  }

  /** @param complete false: git failed, so what it was writing may lack lines. */
  end(complete = true): void {
    if (complete) this.#take(this.#rest.subarray(0, -1))
    this.#passTo(this.#blobs.length)
  }

  /** @param patch without the newline at its end. */
  #take(patch: Buffer): void {
    const head = patch.indexOf(HUNK)
    const blobs = head === -1 ? undefined : BLOBS.exec(patch.toString('latin1', 0, head))?.[1]
    if (blobs === undefined || !this.#expected.get(blobs)) return
    let change = this.#next
    while (this.#blobs[change] !== blobs) change++
    const hunk = patch.subarray(patch.indexOf(NEWLINE, head + HUNK.length))
    const resolve = this.#waiting.get(change)
    if (resolve) resolve(this.#versionIn(hunk))
    else {
      this.#patches.set(change, hunk)
      this.#held += hunk.length
    }
    this.#waiting.delete(change)
    this.#passTo(change + 1)
    if (this.#held > this.#mostHeld && this.#waiting.size === 0) this.#input.pause()
  }

  #versionIn(hunk: Buffer | undefined): Patch | undefined {
    const version = hunk && wholeVersion(hunk)
    return version && version.bytes.length <= this.#limit.bytes ? version : undefined
  }

  #passTo(next: number): void {
    for (; this.#next < next; this.#next++) {
      const blobs = this.#blobs[this.#next]!
      this.#expected.set(blobs, this.#expected.get(blobs)! - 1)
      this.#waiting.get(this.#next)?.(undefined)
      this.#waiting.delete(this.#next)
    }
  }
}

const [MINUS, PLUS, BLANK, BACKSLASH] = [45, 43, 32, 92] as const

/**
 * Moves the lines of the new version together, within the hunk's own bytes: strings of a commit's patches would fill V8's nursery.
 * @param hunk its lines, each with a newline before it. https://git-scm.com/docs/diff-format#generate_patch_text_with_p
 */
function wholeVersion(hunk: Buffer): Patch {
  let length = 0
  let mark = 0
  let unended = false
  // Of the changed lines that are being read; each line's newline stands before it: there it is the last line's, and its own comes next.
  let start = -1
  const fresh: Stretch[] = []
  for (let at = 0; at < hunk.length; ) {
    const next = indexOf.call(hunk, NEWLINE, at + 1)
    const end = next === -1 ? hunk.length : next
    // A note that the line before it, here the new version's last one, does not end with a newline.
    unended = hunk[at + 1] === BACKSLASH && mark !== MINUS
    mark = hunk[at + 1]!
    if (mark === BLANK && start !== -1) {
      if (length > start) fresh.push([start, length])
      start = -1
    } else if (mark !== BLANK && start === -1) start = length
    if (mark === BLANK || mark === PLUS) {
      hunk[length] = NEWLINE
      hunk.copyWithin(length + 1, at + 2, end)
      length += end - at - 1
    }
    at = end
  }
  if (start !== -1 && length > start) fresh.push([start, length])
  if (length > 0 && !unended) hunk[length++] = NEWLINE
  const version = hunk.subarray(Math.min(1, length), length)
  for (const stretch of fresh) stretch[1] = Math.min(stretch[1], version.length)
  return { bytes: version, fresh }
}

/** Without the questions that Node's own asks first. */
const { indexOf } = Uint8Array.prototype
