// Changes a file so that the change can be taken back: to the byte, and only while nobody else has touched it.
import { readFileSync, realpathSync, rmSync, statSync } from 'node:fs'
import { replaceFile } from '../durable.ts'

/** Takes a change back. @returns what stands in the way, or nothing when it is done. */
export type Undo = () => string | undefined

/** @param mode of a file that is new */
export function changeFile(file: string, text: string, mode = 0o644): Undo {
  const there = statSync(file, { throwIfNoEntry: false })
  const target = there ? realpathSync(file) : file
  const before = there ? readFileSync(target) : undefined
  const after = Buffer.from(text)
  replaceFile(target, after, mode)
  return undoTo(target, before, after)
}

/** For what another part of the program writes. @param work changes the file, or not */
export function watchFile(file: string, work: () => void): Undo {
  const read = (): Buffer | undefined => (statSync(file, { throwIfNoEntry: false }) ? readFileSync(file) : undefined)
  const before = read()
  work()
  return undoTo(file, before, read())
}

function undoTo(file: string, before: Buffer | undefined, after: Buffer | undefined): Undo {
  return () => {
    const now = statSync(file, { throwIfNoEntry: false }) ? readFileSync(file) : undefined
    if (!same(now, after)) return `${file} was changed since; it stays as it is`
    if (before === undefined) rmSync(file, { force: true })
    else if (!same(before, after)) replaceFile(file, before)
    return undefined
  }
}

const same = (a: Buffer | undefined, b: Buffer | undefined): boolean =>
  a === undefined || b === undefined ? a === b : a.equals(b)
