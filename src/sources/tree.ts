// Which files are in a directory? Git knows what it ignores; outside of a work tree everything counts.
import { lstatSync, readdirSync } from 'node:fs'
import type { Dirent } from 'node:fs'
import path from 'node:path'
import { answerOf, startGit } from './git.ts'
import type { GitProcess } from './git.ts'
import { realDirectory, topOf, workTreeOf } from './repository.ts'
import type { Skipped } from '../types.ts'

export const posix = (file: string): string => (path.sep === '/' ? file : file.replaceAll(path.sep, '/'))

const UNREADABLE = 'the directory may not be read (permission denied)'

/** Told of each directory that was listed here, and not by git: its full path, and all names in it. */
export type OnListed = (directory: string, names: string[]) => void

/**
 * Inside a work tree: what git tracks or would track. Else, or when the directory itself is ignored: everything in it.
 * Never all names at once: a tree of a million files takes no more memory than one of a thousand.
 * @param gaps takes the directories that could not be read.
 * @returns paths relative to the directory, some at a time
 */
export async function* filesIn(directory: string, gaps: Skipped[], onListed?: OnListed): AsyncGenerator<string[]> {
  if ((await workTreeOf(directory)) === undefined || (await isIgnored(directory))) {
    yield* everythingIn(directory, gaps, onListed)
    return
  }
  const git = startGit(['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'], directory)
  for await (const names of namesOf(git)) {
    const files: string[] = []
    for (const name of names) {
      if (!name.endsWith('/') && !isDirectory(path.join(directory, name))) files.push(name)
      else for await (const nested of nestedIn(directory, name, gaps)) yield nested
    }
    yield files
  }
  for (const [, closed] of git.warnings().matchAll(/could not open directory '(.*?)\/?': /g))
    gaps.push({ path: closed!, reason: UNREADABLE })
}

/** What git prints with NULs between, some at a time. @throws UserError when it fails */
async function* namesOf({ child, done }: GitProcess): AsyncGenerator<string[]> {
  let rest: Buffer = Buffer.alloc(0)
  try {
    for await (const part of child.stdout! as AsyncIterable<Buffer>) {
      const end = part.lastIndexOf(0)
      if (end === -1) rest = Buffer.concat([rest, part])
      else {
        yield Buffer.concat([rest, part.subarray(0, end)])
          .toString()
          .split('\0')
        rest = part.subarray(end + 1)
      }
    }
    await done
  } finally {
    child.kill()
  }
}

/** A submodule or a repository inside this one is listed as a directory: its own git knows its files. */
async function* nestedIn(directory: string, name: string, gaps: Skipped[]): AsyncGenerator<string[]> {
  const full = path.join(directory, name)
  // A submodule that was not fetched is an empty directory of this repository.
  if ((await topOf(full)) !== realDirectory(full)) return
  for await (const files of filesIn(full, gaps)) yield files.map((file) => path.join(name, file))
}

/** Without git: all but what git keeps for itself. Links are not followed. */
function* everythingIn(directory: string, gaps: Skipped[], onListed?: OnListed): Generator<string[]> {
  const waiting = ['']
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const full = path.join(directory, at)
    const entries = entriesOf(full)
    if (typeof entries === 'string') {
      gaps.push({ path: at, reason: entries })
      continue
    }
    const names = entries.map(({ name }) => name)
    onListed?.(full, names)
    const own = entries.filter(({ name }) => name !== '.git')
    const above = at === '' ? '' : at + path.sep
    yield own.filter((entry) => entry.isFile()).map(({ name }) => above + name)
    // The last one is taken first.
    for (const entry of own.toReversed()) if (entry.isDirectory()) waiting.push(above + entry.name)
  }
}

/** @returns why not, when it cannot be read */
function entriesOf(directory: string): Dirent[] | string {
  try {
    return readdirSync(directory, { withFileTypes: true })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EACCES' || code === 'EPERM') return UNREADABLE
    // It went away in the meantime.
    return code === 'ENOENT' ? [] : `the directory could not be read (${code})`
  }
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
  const fromTop = await answerOf(['rev-parse', '--show-prefix'], directory)
  return fromTop !== '' && (await answerOf(['check-ignore', '--', directory], path.dirname(directory))) !== ''
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
  const kept = new Set<string>()
  for await (const names of filesIn(cwd, [])) for (const name of names) kept.add(posix(name))
  // Git answers for its own tree only; what lies outside of it is not ignored.
  return files.filter((file) => kept.has(file) || file.startsWith('../'))
}
