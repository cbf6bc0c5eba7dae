// Reads one file of the work tree with as few calls of the system as it takes.
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
} from 'node:fs'
import path from 'node:path'
import { decode } from './encoding.ts'
import { HELD_AT_ONCE, tooLarge } from './too-large.ts'
import type { Chunk, Skipped } from '../types.ts'
import type { Listed } from './files.ts'

/** What most files fit into. */
const ROOM = Buffer.allocUnsafeSlow(2 ** 20)
/** A link's target is scanned where it stands, if it stands in the tree; and nothing is waited for. Windows has no such flags. */
const UNFOLLOWED = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/**
 * Without waiting for the event loop: a promise costs more than reading a file of ordinary size.
 * @returns bytes that are good until the next one is read
 */
export function readOne(
  { path: name, named }: Listed,
  largest: number,
  cwd: string,
): Chunk | { skipped: Skipped } | { large: string } | undefined {
  const full = fullPath(cwd, name)
  if (named) {
    const reason = whyNoFile(full)
    if (reason !== undefined) return reason === '' ? undefined : { skipped: { path: name, reason } }
  } else if (UNFOLLOWED === 0 && !isFile(full, name)) return undefined
  let file: number
  try {
    file = openSync(full, constants.O_RDONLY | (named ? 0 : UNFOLLOWED))
  } catch (error) {
    if (!named && !isFile(full, name)) return undefined
    throw error
  }
  try {
    let length = 0
    for (let more = -1; more !== 0 && length < ROOM.length; length += more)
      more = readSync(file, ROOM, length, ROOM.length - length, null)
    const size = length < ROOM.length ? length : fstatSync(file).size
    if (size > largest) return { skipped: { path: name, reason: tooLarge(largest) } }
    if (size > HELD_AT_ONCE) return { large: full }
    return { path: name, ...decode(length < ROOM.length ? ROOM.subarray(0, length) : readFileSync(full)) }
  } catch (error) {
    if (!named && !isFile(full, name)) return undefined
    throw error
  } finally {
    closeSync(file)
  }
}

/** @returns nothing for a file; an empty text where git too sees no files: a submodule, a link to a directory */
function whyNoFile(full: string): string | undefined {
  const found = statSync(full)
  if (found.isFile()) return undefined
  if (!found.isDirectory()) return 'it is no regular file'
  const isOne = lstatSync(full).isSymbolicLink() || existsSync(path.join(full, '.git'))
  return isOne ? '' : 'it is a directory; name its files in the list, or scan it by itself'
}

/** `path.resolve` takes longer than the system. */
const fullPath = (cwd: string, name: string): string =>
  name.startsWith('..') || path.isAbsolute(name) ? path.resolve(cwd, name) : `${cwd}${path.sep}${name}`

/** Tracked and deleted is no gap; a name that did not survive decoding is one. */
const isFile = (full: string, name: string): boolean =>
  lstatSync(full, { throwIfNoEntry: false })?.isFile() ?? name.includes('\ufffd')
