// Which blobs were found clean before? Marks in the repository's own git directory, where nobody else can have put them: each
// is made with a key that only this user has, so that a mark that was copied, guessed or cut says nothing.
import { createHmac, randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { stateHome } from './state-home.ts'

/** Bytes of a mark. */
const MARK = 12
/** Of the file; it is begun anew when it is full. */
const MOST_BYTES = 16 * 2 ** 20
const KEY = 32

export interface CleanBlobs {
  /** @param what the id of a blob; of a step from one to the next both of theirs */
  has: (what: string, path: string) => boolean
  /** Call it only when no rule found anything at all in the blob, however unsure; of a step, in what it brings. */
  add: (what: string, path: string) => void
  /** Writes what was added; a disk that is full or closed costs only time. */
  save: () => void
}

/**
 * @param gitDirectory the common one of all work trees.
 * @param judgedBy all that the answer depends on, the path apart: program, rules, burned values.
 * @returns undefined where nothing can be remembered.
 */
export function openCleanBlobs(gitDirectory: string, judgedBy: string): CleanBlobs | undefined {
  const key = userKey()
  const file = placeIn(gitDirectory)
  if (!key || !file) return undefined
  const own = createHmac('sha256', key).update(`clean blobs\0${judgedBy}`).digest()
  const markOf = (what: string, name: string): string =>
    createHmac('sha256', own).update(`${what}\0${name}`).digest().toString('latin1', 0, MARK)
  const marks = read(file)
  let added: string[] = []
  return {
    has: (what, name) => marks.has(markOf(what, name)),
    add(what, name) {
      added.push(markOf(what, name))
    },
    save() {
      if (added.length > 0) append(file, Buffer.from(added.join(''), 'latin1'))
      for (const mark of added) marks.add(mark)
      added = []
    },
  }
}

/** Made when it is first needed. */
function userKey(): Buffer | undefined {
  try {
    const directory = stateHome()
    mkdirSync(directory, { recursive: true, mode: 0o700 })
    const file = path.join(directory, 'cache-key')
    try {
      writeFileSync(file, randomBytes(KEY), { flag: 'wx', mode: 0o600 })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const key = readFileSync(file)
    // Another process may be about to write it.
    return key.length === KEY ? key : undefined
  } catch {
    return undefined
  }
}

function placeIn(gitDirectory: string): string | undefined {
  const directory = path.join(gitDirectory, 'unleak')
  try {
    mkdirSync(directory, { recursive: true })
    // A link in a repository that came as an archive would lead our writing elsewhere.
    return lstatSync(directory).isDirectory() ? path.join(directory, 'clean-blobs') : undefined
  } catch {
    return undefined
  }
}

function read(file: string): Set<string> {
  const marks = new Set<string>()
  withFile(file, constants.O_RDONLY, (descriptor) => {
    if (fstatSync(descriptor).size > MOST_BYTES) return
    const bytes = readFileSync(descriptor)
    for (let at = 0; at + MARK <= bytes.length; at += MARK) marks.add(bytes.toString('latin1', at, at + MARK))
  })
  return marks
}

/** One write, so that marks of processes that run at once do not mix. A file that was cut or is full begins anew. */
function append(file: string, bytes: Buffer): void {
  withFile(file, constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND, (descriptor) => {
    const { size } = fstatSync(descriptor)
    if (size % MARK === 0 && size + bytes.length <= MOST_BYTES) writeSync(descriptor, bytes)
    else withFile(file, constants.O_WRONLY | constants.O_TRUNC, (emptied) => writeSync(emptied, bytes))
  })
}

function withFile(file: string, flags: number, use: (descriptor: number) => unknown): void {
  try {
    // No such flag on Windows, where links are not for everybody.
    const descriptor = openSync(file, flags | (constants.O_NOFOLLOW ?? 0), 0o600)
    try {
      if (fstatSync(descriptor).isFile()) use(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch {
    // Nothing is remembered then.
  }
}
