// The `.env*` files of a work tree that may hold secrets: beside what is staged, and in every directory above it.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/** Templates too: what they hold is no secret. A vault is encrypted. */
const ENV_FILE = /^\.env(?!\.vault)(?:[._-].*|rc)?$/i
/** A settings file is small. */
const LARGEST = 2 ** 20
const MOST_DIRECTORIES = 2000

/** @param root directory that the paths are relative to. @returns paths relative to it, with `/` */
export function findEnvFiles(root: string, paths: string[]): string[] {
  const directories = new Set(['.'])
  for (const file of paths) {
    for (
      let at = path.posix.dirname(file);
      !directories.has(at) && directories.size < MOST_DIRECTORIES;
      at = path.posix.dirname(at)
    )
      directories.add(at)
  }
  return [...directories].flatMap((directory) =>
    list(path.join(root, directory))
      .filter((name) => ENV_FILE.test(name))
      .map((name) => path.posix.join(directory, name)),
  )
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    // Staged, and gone from the work tree.
    return []
  }
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
