// Which files are in a directory? Git knows what it ignores; outside of a work tree everything counts.
import { lstatSync } from 'node:fs'
import path from 'node:path'
import { readGit, startGit } from './git.ts'
import { realDirectory, repository, topOf, workTreeOf } from './repository.ts'
import type { Skipped } from '../types.ts'

export const posix = (file: string): string => (path.sep === '/' ? file : file.replaceAll(path.sep, '/'))

const UNREADABLE = 'the directory may not be read (permission denied)'

/**
 * Inside a work tree: what git tracks or would track. Else, or when the directory itself is ignored: everything in it.
 * @param gaps takes the directories that could not be read.
 * @returns paths relative to the directory
 */
export async function filesIn(directory: string, gaps: Skipped[]): Promise<string[]> {
  if ((await workTreeOf(directory)) === undefined || (await isIgnored(directory))) return walk('**', directory, gaps)
  const git = startGit(['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'], directory)
  const names = (await readGit(git)).toString().split('\0').filter(Boolean)
  for (const [, closed] of git.warnings().matchAll(/could not open directory '(.*?)\/?': /g))
    gaps.push({ path: closed!, reason: UNREADABLE })
  return (await Promise.all(names.map((name) => expand(directory, name, gaps)))).flat()
}

/** A submodule or a repository inside this one is listed as a directory: its own git knows its files. */
async function expand(directory: string, name: string, gaps: Skipped[]): Promise<string[]> {
  const full = path.join(directory, name)
  const nested = name.endsWith('/') || isDirectory(full)
  if (!nested) return [name]
  // A submodule that was not fetched is an empty directory of this repository.
  if ((await topOf(full)) !== realDirectory(full)) return []
  return (await filesIn(full, gaps)).map((file) => path.join(name, file))
}

/** Asked of every file: a promise for each would cost ten times the answer. */
function isDirectory(full: string): boolean {
  try {
    return lstatSync(full, { throwIfNoEntry: false })?.isDirectory() ?? false
  } catch {
    // A name too long, or a file where a directory was: reading it will tell.
    return false
  }
}

async function isIgnored(directory: string): Promise<boolean> {
  const fromTop = (await (await repository(directory)).revparse(['--show-prefix'])).trim()
  return fromTop !== '' && (await (await repository(path.dirname(directory))).checkIgnore(directory)).length > 0
}

/** Files that match a fast-glob pattern, git or no git. */
export async function walk(pattern: string, cwd: string, gaps: Skipped[]): Promise<string[]> {
  const options = { cwd, dot: true, ignore: ['**/.git/**'], followSymbolicLinks: false, onlyFiles: true }
  const { default: fastGlob } = await import('fast-glob')
  try {
    return await fastGlob.glob(pattern, options)
  } catch (error) {
    const { code, path: closed } = error as NodeJS.ErrnoException
    if (code !== 'EACCES' && code !== 'EPERM') throw error
    gaps.push({ path: path.relative(cwd, closed ?? cwd), reason: UNREADABLE })
    return fastGlob.glob(pattern, { ...options, suppressErrors: true })
  }
}

/** Without the files that git ignores. @param files relative to `cwd` */
export async function notIgnored(files: string[], cwd: string): Promise<string[]> {
  if (files.length === 0 || (await workTreeOf(cwd)) === undefined) return files
  const kept = new Set((await filesIn(cwd, [])).map(posix))
  // Git answers for its own tree only; what lies outside of it is not ignored.
  return files.filter((file) => kept.has(file) || file.startsWith('../'))
}
