// One rotation at a time in a project: a lock file with the process that holds it.
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '../errors.ts'

/** Runs the work alone. @throws UserError rotate-locked when another process is at it */
export async function withLock<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const file = path.join(directory, 'lock')
  take(file)
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}

function take(file: string): void {
  // Twice: a lock whose holder is dead is removed, and then somebody else may be quicker.
  for (const last of [false, true]) {
    try {
      const handle = openSync(file, 'wx', 0o600)
      writeSync(handle, String(process.pid))
      closeSync(handle)
      return
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const holder = holderOf(file)
      if (last || (holder !== undefined && isAlive(holder)))
        throw new UserError('rotate-locked', holder === undefined ? 'another process' : `process ${holder}`)
      rmSync(file, { force: true })
    }
  }
}

/** Undefined: it was released just now, or its process died before it wrote its number. */
function holderOf(file: string): number | undefined {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
