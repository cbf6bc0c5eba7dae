// The sealed copy of a rotation: every file before and after it. Written before anything changes, so a crash loses neither.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { replaceFile, syncDirectory } from '../durable.ts'

/** A file of the project that a rotation replaces. */
export interface Change {
  /** Full path, links followed. */
  file: string
  /** Absent: the file is new. */
  before: Buffer | undefined
  after: Buffer
  /** Of a file that is new. */
  mode: number
  /** Old values that it holds until the grace is over. */
  kept?: string[]
}

interface Manifest {
  files: { file: string; isNew: boolean; mode: number; before: string; after: string; kept?: string[] }[]
}

const directoryOf = (state: string, rotation: string): string => path.join(state, `sealed-${rotation}`)
const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

/** Returns when all of it is on the disk; readable by this user alone. */
export function seal(state: string, rotation: string, changes: Change[]): void {
  const target = directoryOf(state, rotation)
  const open = `${target}.open`
  mkdirSync(open, { mode: 0o700 })
  try {
    changes.forEach(({ before, after }, index) => {
      if (before) replaceFile(path.join(open, `${index}.before`), before)
      replaceFile(path.join(open, `${index}.after`), after)
    })
    const manifest: Manifest = {
      files: changes.map(({ file, before, after, mode, kept }) => ({
        file,
        isNew: before === undefined,
        mode,
        before: before ? digest(before) : '',
        after: digest(after),
        ...(kept?.length ? { kept } : {}),
      })),
    }
    replaceFile(path.join(open, 'manifest.json'), Buffer.from(JSON.stringify(manifest)))
    renameSync(open, target)
    syncDirectory(state)
  } catch (error) {
    rmSync(open, { recursive: true, force: true })
    throw error
  }
}

/** @returns undefined when the rotation has none: it ended, or never came so far. */
export function unseal(state: string, rotation: string): Change[] | undefined {
  const directory = directoryOf(state, rotation)
  if (!existsSync(directory)) return undefined
  const { files } = JSON.parse(readFileSync(path.join(directory, 'manifest.json'), 'utf8')) as Manifest
  return files.map(({ file, isNew, mode, before, after, kept = [] }, index) => {
    const read = (kind: string, expected: string): Buffer => {
      const bytes = readFileSync(path.join(directory, `${index}.${kind}`))
      if (digest(bytes) !== expected) throw new Error(`the sealed copy of ${file} was changed`)
      return bytes
    }
    return { file, mode, kept, before: isNew ? undefined : read('before', before), after: read('after', after) }
  })
}

/** Removes the copy, and what an interrupted `seal` has left. */
export function breakSeal(state: string, rotation: string): void {
  for (const name of readdirSync(state))
    if (name === `sealed-${rotation}` || name === `sealed-${rotation}.open`)
      rmSync(path.join(state, name), { recursive: true })
}
