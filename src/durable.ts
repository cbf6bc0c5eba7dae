// Writes that survive a crash: a reader sees the old file or the new one, and what was reported as written is on the disk.
import { randomBytes } from 'node:crypto'
import { chownSync, closeSync, fchmodSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import path from 'node:path'

/** A renamed file is there after a power cut only when its directory was written too. */
export function syncDirectory(directory: string): void {
  // Windows cannot open directories, and needs no such call.
  if (process.platform === 'win32') return
  const handle = openSync(directory, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/**
 * Writes a new file beside `target`, with the mode and the owner of the target where it exists.
 * @param mode of a file that is new
 * @returns its path; rename it to `target` to make it count. Nothing is left behind when it throws.
 */
export function writeBeside(target: string, bytes: Uint8Array, mode = 0o600): string {
  const temporary = path.join(
    path.dirname(target),
    `.${path.basename(target)}.${randomBytes(6).toString('hex')}.unleak`,
  )
  const old = statSync(target, { throwIfNoEntry: false })
  // Nobody may read it before it has its final mode.
  const handle = openSync(temporary, 'wx', 0o600)
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at)
    if (old) keepOwner(temporary, old)
    fchmodSync(handle, old ? old.mode & 0o7777 : mode)
    fsyncSync(handle)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  } finally {
    closeSync(handle)
  }
  return temporary
}

function keepOwner(file: string, { uid, gid }: { uid: number; gid: number }): void {
  const now = statSync(file)
  if (now.uid !== uid || now.gid !== gid) chownSync(file, uid, gid)
}

/** Puts a file written by `writeBeside` in its place, at once. */
export function moveInto(temporary: string, target: string): void {
  renameSync(temporary, target)
  syncDirectory(path.dirname(target))
}

/** Replaces or creates a file at once. */
export const replaceFile = (target: string, bytes: Uint8Array, mode?: number): void =>
  moveInto(writeBeside(target, bytes, mode), target)
