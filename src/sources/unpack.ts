// Opens archives, and those inside of them, within limits: an archive is hostile until it is read.
import path from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { native } from '../matches.ts'
import type { Chunk, Reading, Skipped } from '../types.ts'
import { archiveKind } from './archives.ts'
import { decode } from './encoding.ts'
import { untar } from './untar.ts'
import { unzip } from './unzip.ts'

/** Archives inside of archives: a package in a bundle in an upload. */
const DEEPEST = 3
/** What one archive may unpack to, with all that is in it. */
export const LIMITS = { bytes: 512 * 2 ** 20, entries: 50_000, ratio: 300, ratioFrom: 32 * 2 ** 20 }

/** A file of an archive, or why it is not read. */
export type Entry = { name: string; bytes: Buffer } | { name: string; problem: string }

/** Counts what an archive unpacks to. */
export class Budget {
  #bytes = 0
  #entries = 0
  readonly #packed: number

  /** @param packed bytes of the outermost archive. */
  constructor(packed: number) {
    this.#packed = packed
  }

  /** @throws BombError */
  addBytes(count: number): void {
    this.#bytes += count
    if (this.#bytes > this.left(0)) throw new BombError(this.#bytes > LIMITS.bytes)
  }

  /** @throws BombError */
  addEntry(): void {
    if (++this.#entries > LIMITS.entries) throw new BombError(false, `it holds more than ${LIMITS.entries} files`)
  }

  /** Bytes that may still come; `used` by default those that came. */
  left(used = this.#bytes): number {
    return Math.min(LIMITS.bytes, Math.max(LIMITS.ratioFrom, LIMITS.ratio * this.#packed)) - used
  }
}

export class BombError extends Error {
  constructor(size: boolean, reason?: string) {
    super(
      reason ??
        (size
          ? `it unpacks to more than ${LIMITS.bytes / 2 ** 20} MB`
          : `it unpacks to more than ${LIMITS.ratio} times its size`),
    )
  }
}

/** All that is in an archive, as chunks whose path is `ARCHIVE!/PATH/IN/IT`, and last what of itself is not in them. */
export async function* chunksIn(
  chunk: Chunk,
  isIgnored: (file: string) => Promise<boolean>,
): AsyncGenerator<Chunk | { skipped: Skipped }> {
  const { bytes, path: name, commit, origin, previous } = chunk
  const own = native(bytes)
  const shown: [number, number][] = []
  let complete = true
  const before = previous && earlier(previous)
  for await (const entry of open(name, own, { budget: new Budget(own.length), depth: 1, isIgnored, shown })) {
    if ('problem' in entry) {
      complete = false
      yield { skipped: { path: entry.name, reason: entry.problem } }
    } else {
      const inside = entry.name.slice(name.length)
      yield {
        path: entry.name,
        ...decode(entry.bytes),
        ...(commit === undefined ? {} : { commit }),
        ...(origin === undefined ? {} : { origin }),
        ...(before ? { previous: async () => (await before()).flatMap((old) => old.get(inside) ?? []) } : {}),
      }
    }
  }
  // A tar is its files and nothing else.
  if (!complete || archiveKind(own) !== 'tar') yield { ...chunk, bytes: without(own, shown) }
}

/** Earlier versions of the archive, opened once and only when something was found in this one. */
function earlier(previous: () => Promise<Reading[]>): () => Promise<Map<string, Reading>[]> {
  let made: Promise<Map<string, Reading>[]> | undefined
  const openAll = async (): Promise<Map<string, Reading>[]> => {
    const versions: Map<string, Reading>[] = []
    for (const { bytes } of await previous()) {
      const old = new Map<string, Reading>()
      const own = native(bytes)
      const isIgnored = async (): Promise<boolean> => false
      for await (const entry of open('', own, { budget: new Budget(own.length), depth: 1, isIgnored, shown: [] }))
        if (!('problem' in entry)) old.set(entry.name, decode(entry.bytes))
      versions.push(old)
    }
    return versions
  }
  return () => (made ??= openAll())
}

interface Opening {
  budget: Budget
  depth: number
  isIgnored: (file: string) => Promise<boolean>
  /** Takes the parts of the archive that stand in it as they are, and so were shown with their files. */
  shown: [number, number][]
}

/** Files of archives inside too; their names begin with the archive's. */
async function* open(archive: string, bytes: Buffer, opening: Opening): AsyncGenerator<Entry> {
  const kind = archiveKind(bytes)
  if (kind === undefined) return
  try {
    for await (const entry of entriesOf(kind, archive, bytes, opening)) {
      const name = `${archive}!${path.posix.normalize(`/${entry.name.replaceAll('\\', '/')}`)}`
      const packed = 'problem' in entry ? undefined : archiveKind(entry.bytes)
      if ('problem' in entry || packed === undefined || (await opening.isIgnored(name))) yield { ...entry, name }
      else if (opening.depth === DEEPEST) {
        yield { name, problem: `archives are opened to a depth of ${DEEPEST}` }
        yield { name, bytes: entry.bytes }
      }
      // What cannot be opened is looked at as it is.
      else yield* open(name, entry.bytes, { ...opening, depth: opening.depth + 1, shown: [] })
    }
  } catch (error) {
    if (error instanceof BombError && opening.depth > 1) throw error
    yield { name: archive, problem: reasonOf(error as Error, kind) }
    if (opening.depth > 1) yield { name: archive, bytes }
  }
}

async function* entriesOf(
  kind: 'zip' | 'gzip' | 'tar',
  archive: string,
  bytes: Buffer,
  { budget, shown }: Opening,
): AsyncGenerator<Entry> {
  if (kind === 'zip') return yield* unzip(bytes, budget, shown)
  if (kind === 'tar') return yield* untar(bytes, budget)
  const content = await gunzipped(bytes, budget)
  // What is in a tar.gz is in the tar.
  if (archiveKind(content) === 'tar') return yield* untar(content, budget)
  budget.addEntry()
  yield { name: path.posix.basename(archive).replace(/\.gz$/i, ''), bytes: content }
}

async function gunzipped(bytes: Buffer, budget: Budget): Promise<Buffer> {
  try {
    const content = await promisify(gunzip)(bytes, { maxOutputLength: Math.max(1, budget.left()) })
    budget.addBytes(content.length)
    return content
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE')
      throw new BombError(budget.left(0) === LIMITS.bytes)
    throw error
  }
}

const reasonOf = (error: Error, kind: string): string =>
  error instanceof BombError
    ? error.message
    : `it is a ${kind} archive that cannot be read whole: ${error.message.split('. ')[0]}`

function without(bytes: Buffer, parts: [number, number][]): Buffer {
  if (parts.length === 0) return bytes
  const rest = Buffer.from(bytes)
  for (const [from, to] of parts) rest.fill(0, from, to)
  return rest
}
