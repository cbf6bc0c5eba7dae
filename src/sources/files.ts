// Files of the work tree: paths, directories and patterns. What git ignores is left out unless it is named in full.
import { createReadStream } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import { UserError } from '../errors.ts'
import { MUCH_FROM } from '../compiling.ts'
import { largeChunks } from './large.ts'
import { readOne } from './one-file.ts'
import { filesIn, notIgnored, posix, walk } from './tree.ts'
import type { OnListed } from './tree.ts'
import type { Chunk, Skipped } from '../types.ts'
import type { Source } from '../source.ts'
import type { Job, JobResult, Part, Workers } from '../workers/job.ts'
import type { WorkerPool } from '../workers/pool.ts'

/** Names that are held to tell how many there will be; of a larger tree nobody knows before its end. */
const MOST_COUNTED = 20_000

/**
 * @param targets files, directories or fast-glob patterns; relative ones to `cwd`.
 * @returns total: the number of files, where it is known before they are read
 * @throws UserError no-such-path, no-match, not-a-file
 */
export async function filesSource(
  targets: string[],
  largest: number,
  cwd: string,
  workers?: Workers,
  onListed?: OnListed,
): Promise<{ source: Source; total: number | undefined }> {
  const gaps: Skipped[] = []
  const found: AsyncIterable<Listed[]>[] = []
  for (const target of targets) found.push(await filesOf(target, cwd, gaps, onListed))
  const all = chain(found, cwd)[Symbol.asyncIterator]()
  const first: Listed[] = []
  let ended = false
  let pool: WorkerPool | undefined
  try {
    while (!ended && first.length < MOST_COUNTED) {
      const { done, value } = await all.next()
      if (done) ended = true
      else for (const file of value) first.push(file)
      if (first.length >= MUCH_FROM) workers?.onMuch?.()
      // It loads while the rest is listed.
      if (first.length >= WORKERS_FROM && workers && workers.threads > 1)
        pool ??= new (await import('../workers/pool.ts')).WorkerPool(workers)
    }
  } catch (error) {
    pool?.close()
    throw error
  }
  const files = withFirst(first, all)
  const read = pool ? inWorkers(files, pool) : readFiles(files, largest, cwd)
  return { source: withGaps(gaps, read), total: ended ? first.length : undefined }
}

/** One after the other. Of several targets a file may be in more than one, under another name: it is read once. */
async function* chain(found: AsyncIterable<Listed[]>[], cwd: string): AsyncGenerator<Listed[]> {
  const seen = found.length > 1 ? new Set<string>() : undefined
  for (const files of found) for await (const some of files) yield seen ? some.filter(firstOf(seen, cwd)) : some
}

const firstOf =
  (seen: Set<string>, cwd: string) =>
  ({ path: name }: Listed): boolean =>
    seen.size < seen.add(path.resolve(cwd, name)).size

async function* withFirst(first: Listed[], rest: AsyncIterator<Listed[]>): AsyncGenerator<Listed[]> {
  while (first.length > 0) yield first.splice(0, FILES_A_JOB)
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

/** @param list a file that names files, or `-` for standard input; a NUL anywhere means that NULs are between them. @throws UserError no-such-path */
export async function listedSource(list: string, largest: number, cwd: string): Promise<Source> {
  const text =
    list === '-' ? await buffer(process.stdin) : await readFile(path.resolve(cwd, list)).catch(() => undefined)
  if (text === undefined) throw new UserError('no-such-path', list)
  const names = text.toString().split(text.includes(0) ? '\0' : /\r?\n/)
  const files = names.filter(Boolean).map((name) => ({ path: posix(path.normalize(name)), named: true }))
  return readFiles(once(files.filter(firstOf(new Set(), cwd))), largest, cwd)
}

/** Files are read without waiting, so now and then signals and other work must get their turn. */
const LONGEST_TURN_MS = 50

/** A file to be read. */
export interface Listed {
  /** As it is shown: under the target as typed. */
  path: string
  /** Named in full by the user: then it must be there, and a link is followed. */
  named: boolean
}

async function filesOf(
  target: string,
  cwd: string,
  gaps: Skipped[],
  onListed?: OnListed,
): Promise<AsyncIterable<Listed[]>> {
  const found = await stat(path.resolve(cwd, target)).catch(() => undefined)
  if (found?.isFile()) return once([{ path: posix(path.normalize(target)), named: true }])
  if (found?.isDirectory()) return under(target, filesIn(path.resolve(cwd, target), gaps, onListed))
  if (found) throw new UserError('not-a-file', target)
  const { default: fastGlob } = await import('fast-glob')
  if (!fastGlob.isDynamicPattern(target)) throw new UserError('no-such-path', target)
  const matches = await notIgnored(await walk(posix(target), cwd, gaps), cwd)
  if (matches.length === 0) throw new UserError('no-match', target)
  return once(matches.map((file) => ({ path: file, named: false })))
}

async function* once(files: Listed[]): AsyncGenerator<Listed[]> {
  yield files
}

async function* under(target: string, names: AsyncIterable<string[]>): AsyncGenerator<Listed[]> {
  // The names are normal already: only what stands before them has to be joined.
  const above = posix(path.join(target, '-')).slice(0, -1)
  for await (const some of names) yield some.map((name) => ({ path: above + posix(name), named: false }))
}

/** Directories that could not be read are known when all was listed. */
async function* withGaps(gaps: Skipped[], files: Source): Source {
  yield* files
  for (const skipped of gaps) yield { skipped }
}

/** Fewer are scanned before the workers have started. */
const WORKERS_FROM = 3000
const FILES_A_JOB = 64

async function* inWorkers(files: AsyncIterable<Listed[]>, pool: WorkerPool): Source {
  try {
    for await (const { parts, ...sums } of inOrder(jobsOf(files), pool)) yield { scanned: { ...sums, ...allOf(parts) } }
  } finally {
    pool.close()
  }
}

/** Jobs that wait for their turn: enough to keep all threads busy while a slow one is awaited. */
const MOST_UNDER_WAY = 64

/** Results in the order of the jobs. */
async function* inOrder(jobs: AsyncIterable<Job>, pool: WorkerPool): AsyncGenerator<JobResult> {
  const under: Promise<JobResult>[] = []
  for await (const job of jobs) {
    const running = pool.run(job)
    // It may fail before its turn comes.
    running.catch(() => {})
    under.push(running)
    if (under.length >= MOST_UNDER_WAY) yield await under.shift()!
  }
  for (const running of under) yield await running
}

async function* jobsOf(files: AsyncIterable<Listed[]>): AsyncGenerator<Job> {
  const waiting: Listed[] = []
  for await (const some of files) {
    for (const file of some) waiting.push(file)
    while (waiting.length >= FILES_A_JOB) yield { kind: 'files', files: waiting.splice(0, FILES_A_JOB) }
  }
  if (waiting.length > 0) yield { kind: 'files', files: waiting }
}

/** A worker that died answers for each file by itself. */
const allOf = (parts: Part[]): Pick<Part, 'findings' | 'skipped'> => ({
  findings: parts.flatMap(({ findings }) => findings),
  skipped: parts.flatMap(({ skipped }) => skipped),
})

/** Bytes that are read of a large file at once. */
const PIECE = 2 ** 20

/** @returns each file's content, or why it could not be read. Relative paths are to `cwd`. */
export async function* readFiles(
  files: AsyncIterable<Listed[]> | Iterable<Listed[]>,
  largest: number,
  cwd: string,
): AsyncGenerator<Chunk | { skipped: Skipped }> {
  let turned = performance.now()
  for await (const some of files)
    for (const file of some) {
      if (performance.now() - turned > LONGEST_TURN_MS) {
        await setImmediate()
        turned = performance.now()
      }
      try {
        const chunk = readOne(file, largest, cwd)
        if (!chunk) continue
        if ('large' in chunk)
          yield* largeChunks(createReadStream(chunk.large, { highWaterMark: PIECE }), { path: file.path })
        else yield chunk
      } catch (error) {
        yield { skipped: { path: file.path, reason: reasonOf(error as NodeJS.ErrnoException) } }
      }
    }
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'EACCES' || error.code === 'EPERM') return 'it may not be read (permission denied)'
  if (error.code === 'ENOENT') return 'it is not there, or its name is not UTF-8'
  return `it could not be read (${error.code ?? error.message})`
}
