// Files of the work tree: paths, directories and patterns. What git ignores is left out unless it is named in full.
import { lstat, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import fastGlob from 'fast-glob'
import { UserError } from '../errors.ts'
import { decode } from './encoding.ts'
import { tooLarge } from './too-large.ts'
import { filesIn, notIgnored, posix, walk } from './tree.ts'
import type { Chunk, Skipped, Source } from '../types.ts'

/**
 * @param targets files, directories or fast-glob patterns; relative ones to `cwd`.
 * @throws UserError no-such-path, no-match, not-a-file
 */
export async function filesSource(
  targets: string[],
  largest: number,
  cwd: string,
): Promise<{ source: Source; total: number }> {
  const files = new Map<string, Listed>()
  const gaps: Skipped[] = []
  for (const target of targets) for (const file of await filesOf(target, cwd, gaps)) files.set(file.path, file)
  return { source: readAll(files.values(), gaps, largest, cwd), total: files.size }
}

/** @param list a file that names files, or `-` for standard input; a NUL anywhere means that NULs are between them. @throws UserError no-such-path */
export async function listedSource(list: string, largest: number, cwd: string): Promise<Source> {
  const text =
    list === '-' ? await buffer(process.stdin) : await readFile(path.resolve(cwd, list)).catch(() => undefined)
  if (text === undefined) throw new UserError('no-such-path', list)
  const names = text.toString().split(text.includes(0) ? '\0' : /\r?\n/)
  const files = new Set(names.filter(Boolean).map((name) => posix(path.normalize(name))))
  return readAll(
    [...files].map((name) => ({ path: name, named: true })),
    [],
    largest,
    cwd,
  )
}

interface Listed {
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
  if (!fastGlob.isDynamicPattern(target)) throw new UserError('no-such-path', target)
  const matches = await notIgnored(await walk(posix(target), cwd, gaps), cwd)
  if (matches.length === 0) throw new UserError('no-match', target)
  return matches.map((file) => ({ path: file, named: false }))
}

const listed = (target: string, file: string): Listed => ({ path: posix(path.join(target, file)), named: false })

async function* readAll(
  files: Iterable<Listed>,
  gaps: Skipped[],
  largest: number,
  cwd: string,
): AsyncGenerator<Chunk | { skipped: Skipped }> {
  for (const skipped of gaps) yield { skipped }
  for (const file of files) {
    try {
      const chunk = await readOne(file, largest, cwd)
      if (chunk) yield chunk
    } catch (error) {
      yield { skipped: { path: file.path, reason: reasonOf(error as NodeJS.ErrnoException) } }
    }
  }
}

async function readOne(
  { path: name, named }: Listed,
  largest: number,
  cwd: string,
): Promise<Chunk | { skipped: Skipped } | undefined> {
  const full = path.resolve(cwd, name)
  const info = await (named ? stat(full) : lstat(full)).catch((error: NodeJS.ErrnoException) => {
    // Tracked and deleted is no gap; a name that did not survive decoding is one.
    if (error.code === 'ENOENT' && !named && !name.includes('\ufffd')) return undefined
    throw error
  })
  // A link's target is scanned where it stands, if it stands in the tree.
  if (!info?.isFile()) return undefined
  if (info.size > largest) return { skipped: { path: name, reason: tooLarge(largest) } }
  return { path: name, ...decode(await readFile(full)) }
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'EACCES' || error.code === 'EPERM') return 'it may not be read (permission denied)'
  if (error.code === 'ENOENT') return 'it is not there, or its name is not UTF-8'
  return `it could not be read (${error.code ?? error.message})`
}
