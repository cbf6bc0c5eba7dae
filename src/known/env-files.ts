// The `.env*` files of a work tree that may hold secrets: beside what is staged, and in every directory above it.
import { readFileSync, statSync } from 'node:fs'
import type { DirectoryNames } from '../directory-names.ts'

/** Templates too: what they hold is no secret. A vault is encrypted. */
const ENV_FILE = /^\.env(?!\.vault)(?:[._-].*|rc)?$/i
/** A settings file is small. */
const LARGEST = 2 ** 20
const MOST_DIRECTORIES = 2000

/** @param root directory that the paths are relative to. @returns paths relative to it, with `/` */
export function findEnvFiles(root: string, paths: string[], namesIn: DirectoryNames): string[] {
  // With a `/` at its end each; strings, because a large commit has many: node:path would take longer than the system.
  const directories = new Set([''])
  for (const file of paths)
    for (let end = file.lastIndexOf('/') + 1; end > 0 && directories.size < MOST_DIRECTORIES; ) {
      const directory = file.slice(0, end)
      if (directories.has(directory)) break
      directories.add(directory)
      end = file.lastIndexOf('/', end - 2) + 1
    }
  const found: string[] = []
  // Nearly none of a commit's thousand names begins with a dot: the expression is asked last. By index: what an iterator answers
  // would fill V8's nursery.
  for (const directory of directories) {
    const names = namesIn(`${root}/${directory}`.slice(0, -1)) ?? []
    for (let i = 0; i < names.length; i++) {
      const name = names[i]!
      if (name.startsWith('.') && ENV_FILE.test(name)) found.push(directory + name)
    }
  }
  return found
}

/** @returns undefined when it is no regular file of a sensible size, or cannot be read */
export function readSettings(file: string): string | undefined {
  try {
    const info = statSync(file)
    return info.isFile() && info.size <= LARGEST ? readFileSync(file, 'utf8') : undefined
  } catch {
    return undefined
  }
}
