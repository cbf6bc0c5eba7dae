// The names in directories, each listed once: of a commit's, both configurations and settings with secrets are looked for.
import { readdirSync } from 'node:fs'

/** @param directory without a `/` at its end. @returns nothing when it cannot be listed */
export type DirectoryNames = (directory: string) => string[] | undefined

export function directoryNames(): DirectoryNames {
  const listed = new Map<string, string[] | undefined>()
  return (directory) => {
    if (!listed.has(directory)) listed.set(directory, list(directory))
    return listed.get(directory)
  }
}

function list(directory: string): string[] | undefined {
  try {
    return readdirSync(directory)
  } catch {
    // Staged, and gone from the work tree; or it may be entered but not listed.
    return undefined
  }
}
