// Files of the work tree: paths, directories and patterns. What git ignores is left out unless it is named in full.
import { lstat, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import fastGlob from 'fast-glob'
import { UserError } from '../errors.ts'
import { decode } from './encoding.ts'
import { realDirectory, repository, topOf, workTreeOf } from './repository.ts'
import type { Chunk, Skipped, Source } from '../types.ts'

const posix = (file: string): string => (path.sep === '/' ? file : file.replaceAll(path.sep, '/'))

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
  for (const target of targets) for (const file of await filesOf(target, cwd)) files.set(file.path, file)
  return { source: readAll(files.values(), largest, cwd), total: files.size }
}

interface Listed {
  /** As it is shown: under the target as typed. */
  path: string
  /** Named in full by the user: then it must be there, and a link is followed. */
  named: boolean
}

async function filesOf(target: string, cwd: string): Promise<Listed[]> {
  const found = await stat(path.resolve(cwd, target)).catch(() => undefined)
  if (found?.isFile()) return [{ path: posix(path.normalize(target)), named: true }]
  if (found?.isDirectory()) return (await filesIn(path.resolve(cwd, target))).map((file) => listed(target, file))
  if (found) throw new UserError('not-a-file', target)
  if (!fastGlob.isDynamicPattern(target)) throw new UserError('no-such-path', target)
  const matches = await notIgnored(
    await fastGlob.glob(posix(target), { cwd, dot: true, ignore: ['**/.git/**'], followSymbolicLinks: false }),
    cwd,
  )
  if (matches.length === 0) throw new UserError('no-match', target)
  return matches.map((file) => ({ path: file, named: false }))
}

const listed = (target: string, file: string): Listed => ({ path: posix(path.join(target, file)), named: false })

/** Inside a work tree: what git tracks or would track. Else, or when the directory itself is ignored: everything in it. */
async function filesIn(directory: string): Promise<string[]> {
  if ((await workTreeOf(directory)) !== undefined && !(await isIgnored(directory))) {
    const names = await repository(directory).raw([
      'ls-files',
      '-z',
      '--cached',
      '--others',
      '--exclude-standard',
      '--deduplicate',
    ])
    return (
      await Promise.all(
        names
          .split('\0')
          .filter(Boolean)
          .map((name) => expand(directory, name)),
      )
    ).flat()
  }
  return fastGlob.glob('**', {
    cwd: directory,
    dot: true,
    ignore: ['**/.git/**'],
    followSymbolicLinks: false,
    onlyFiles: true,
  })
}

/** A submodule or a repository inside this one is listed as a directory: its own git knows its files. */
async function expand(directory: string, name: string): Promise<string[]> {
  const nested = name.endsWith('/') || (await lstat(path.join(directory, name)).catch(() => undefined))?.isDirectory()
  // A submodule that was not fetched is an empty directory of this repository.
  if (nested && (await topOf(path.join(directory, name))) !== realDirectory(path.join(directory, name))) return []
  return nested ? (await filesIn(path.join(directory, name))).map((file) => path.join(name, file)) : [name]
}

async function isIgnored(directory: string): Promise<boolean> {
  const fromTop = (await repository(directory).revparse(['--show-prefix'])).trim()
  return fromTop !== '' && (await repository(path.dirname(directory)).checkIgnore(directory)).length > 0
}

async function notIgnored(files: string[], cwd: string): Promise<string[]> {
  if (files.length === 0 || (await workTreeOf(cwd)) === undefined) return files
  const kept = new Set((await filesIn(cwd)).map(posix))
  // Git answers for its own tree only; what lies outside of it is not ignored.
  return files.filter((file) => kept.has(file) || file.startsWith('../'))
}

async function* readAll(
  files: Iterable<Listed>,
  largest: number,
  cwd: string,
): AsyncGenerator<Chunk | { skipped: Skipped }> {
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
  if (info.size > largest)
    return { skipped: { path: name, reason: `it is larger than ${Math.floor(largest / 2 ** 20)} MB` } }
  return { path: name, ...decode(await readFile(full)) }
}

function reasonOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'EACCES' || error.code === 'EPERM') return 'it may not be read (permission denied)'
  if (error.code === 'ENOENT') return 'it is not there, or its name is not UTF-8'
  return `it could not be read (${error.code ?? error.message})`
}
