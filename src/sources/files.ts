// Files of the work tree: paths, directories and patterns. What git ignores is left out unless it is named in full.
import { createReadStream, lstatSync, readFileSync, statSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import { UserError } from '../errors.ts'
import { decode } from './encoding.ts'
import { HELD_AT_ONCE, tooLarge } from './too-large.ts'
import { largeChunks } from './large.ts'
import { filesIn, notIgnored, posix, walk } from './tree.ts'
import type { Chunk, Skipped } from '../types.ts'
import type { Source } from '../source.ts'
import type { Job, Part, Workers } from '../workers/job.ts'

/**
 * @param targets files, directories or fast-glob patterns; relative ones to `cwd`.
 * @throws UserError no-such-path, no-match, not-a-file
 */
export async function filesSource(
  targets: string[],
  largest: number,
  cwd: string,
  workers?: Workers,
): Promise<{ source: Source; total: number }> {
  const files = new Map<string, Listed>()
  const gaps: Skipped[] = []
  for (const target of targets) for (const file of await filesOf(target, cwd, gaps)) files.set(file.path, file)
  const read =
    workers && workers.threads > 0 && files.size >= WORKERS_FROM
      ? inWorkers([...files.values()], workers)
      : readFiles(files.values(), largest, cwd)
  return { source: withGaps(gaps, read), total: files.size }
}

/** @param list a file that names files, or `-` for standard input; a NUL anywhere means that NULs are between them. @throws UserError no-such-path */
export async function listedSource(list: string, largest: number, cwd: string): Promise<Source> {
  const text =
    list === '-' ? await buffer(process.stdin) : await readFile(path.resolve(cwd, list)).catch(() => undefined)
  if (text === undefined) throw new UserError('no-such-path', list)
  const names = text.toString().split(text.includes(0) ? '\0' : /\r?\n/)
  const files = new Set(names.filter(Boolean).map((name) => posix(path.normalize(name))))
  return readFiles(
    [...files].map((name) => ({ path: name, named: true })),
    largest,
    cwd,
  )
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

async function filesOf(target: string, cwd: string, gaps: Skipped[]): Promise<Listed[]> {
  const found = await stat(path.resolve(cwd, target)).catch(() => undefined)
  if (found?.isFile()) return [{ path: posix(path.normalize(target)), named: true }]
  if (found?.isDirectory()) return (await filesIn(path.resolve(cwd, target), gaps)).map((file) => listed(target, file))
  if (found) throw new UserError('not-a-file', target)
  const { default: fastGlob } = await import('fast-glob')
  if (!fastGlob.isDynamicPattern(target)) throw new UserError('no-such-path', target)
  const matches = await notIgnored(await walk(posix(target), cwd, gaps), cwd)
  if (matches.length === 0) throw new UserError('no-match', target)
  return matches.map((file) => ({ path: file, named: false }))
}

const listed = (target: string, file: string): Listed => ({ path: posix(path.join(target, file)), named: false })

async function* withGaps(gaps: Skipped[], files: Source): Source {
  for (const skipped of gaps) yield { skipped }
  yield* files
}

/** Fewer are scanned before the workers have started. */
const WORKERS_FROM = 3000
const FILES_A_JOB = 64

async function* inWorkers(files: Listed[], workers: Workers): Source {
  const { WorkerPool, inOrder } = await import('../workers/pool.ts')
  const pool = new WorkerPool(workers.context, workers.threads)
  const jobs = Array.from({ length: Math.ceil(files.length / FILES_A_JOB) }, (_, i): Job => {
    return { kind: 'files', files: files.slice(i * FILES_A_JOB, (i + 1) * FILES_A_JOB) }
  })
  try {
    for await (const { parts, ...sums } of inOrder(jobs, pool)) yield { scanned: { ...sums, ...allOf(parts) } }
  } finally {
    pool.close()
  }
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
  files: Iterable<Listed>,
  largest: number,
  cwd: string,
): AsyncGenerator<Chunk | { skipped: Skipped }> {
  let turned = performance.now()
  for (const file of files) {
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

/** Without waiting for the event loop: a promise costs more than reading a file of ordinary size. */
function readOne(
  { path: name, named }: Listed,
  largest: number,
  cwd: string,
): Chunk | { skipped: Skipped } | { large: string } | undefined {
  const full = path.resolve(cwd, name)
  const info = (named ? statSync : lstatSync)(full, { throwIfNoEntry: false })
  // Tracked and deleted is no gap; a name that did not survive decoding is one.
  if (!info && (named || name.includes('\ufffd'))) throw Object.assign(new Error(), { code: 'ENOENT' })
  // A link's target is scanned where it stands, if it stands in the tree.
  if (!info?.isFile()) return undefined
  if (info.size > largest) return { skipped: { path: name, reason: tooLarge(largest) } }
  if (info.size > HELD_AT_ONCE) return { large: full }
  return { path: name, ...decode(readFileSync(full)) }
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'EACCES' || error.code === 'EPERM') return 'it may not be read (permission denied)'
  if (error.code === 'ENOENT') return 'it is not there, or its name is not UTF-8'
  return `it could not be read (${error.code ?? error.message})`
}
