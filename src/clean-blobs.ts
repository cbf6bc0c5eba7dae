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
/** Of 32 bits. */
const WORDS = MARK / 4
/** Slots that are looked at for a mark. Honest marks need a few; of a file that was made up, so that they stand in each other's way, some are not known. */
const MOST_SLOTS = 64
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
  const digestOf = (what: string, name: string): Buffer => createHmac('sha256', own).update(`${what}\0${name}`).digest()
  const isInFile = marksIn(file)
  const saved = new Set<string>()
  let added: string[] = []
  const textOf = (digest: Buffer): string => digest.toString('latin1', 0, MARK)
  return {
    has(what, name) {
      const digest = digestOf(what, name)
      return isInFile(digest) || (saved.size > 0 && saved.has(textOf(digest)))
    },
    add(what, name) {
      added.push(textOf(digestOf(what, name)))
    },
    save() {
      if (added.length > 0) append(file, Buffer.from(added.join(''), 'latin1'))
      for (const mark of added) saved.add(mark)
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

/**
 * A table with open addressing: the first word of a mark is as good as any hash of it. A set of strings takes 70 ms for the
 * marks of 30,000 commits.
 * @returns whether a digest begins with one of the file's marks
 */
function marksIn(file: string): (digest: Buffer) => boolean {
  const words = read(file)
  const count = words.length / WORDS
  const table = new Int32Array(2 ** Math.ceil(Math.log2(2 * count + 1)))
  const mask = table.length - 1
  for (let mark = 0; mark < count; mark++) {
    const first = words[mark * WORDS]!
    let step = 0
    while (step < MOST_SLOTS && table[(first + step) & mask] !== 0) step++
    if (step < MOST_SLOTS) table[(first + step) & mask] = mark + 1
  }
  return (digest) => {
    const wanted = wordsOf(digest.subarray(0, MARK))
    for (let step = 0; step < MOST_SLOTS; step++) {
      const mark = table[(wanted[0]! + step) & mask]!
      if (mark === 0) return false
      if (wanted.every((word, i) => words[(mark - 1) * WORDS + i] === word)) return true
    }
    return false
  }
}

/** All whole marks. */
function read(file: string): Uint32Array {
  let words: Uint32Array = new Uint32Array()
  withFile(file, constants.O_RDONLY, (descriptor) => {
    if (fstatSync(descriptor).size <= MOST_BYTES) words = wordsOf(readFileSync(descriptor))
  })
  return words
}

function wordsOf(bytes: Buffer): Uint32Array {
  const words = new Uint32Array(Math.floor(bytes.length / MARK) * WORDS)
  new Uint8Array(words.buffer).set(bytes.subarray(0, words.byteLength))
  return words
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
    // No such flags on Windows, where links are not for everybody; nobody waits for a pipe's other end.
    const descriptor = openSync(file, flags | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0), 0o600)
    try {
      if (fstatSync(descriptor).isFile()) use(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch {
    // Nothing is remembered then.
  }
}
