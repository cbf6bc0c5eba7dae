// Moves all files of a rotation from the old state to the new one, or back. Every step may be repeated after a crash.
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '../errors.ts'
import { moveInto, replaceFile, syncDirectory, writeBeside } from '../durable.ts'
import { endGrace } from './grace/end-grace.ts'
import type { Ended } from './grace/end-grace.ts'
import type { Journal, Details, Step } from './journal.ts'
import { breakSeal, seal, unseal } from './seal.ts'
import type { Change } from './seal.ts'

export interface Transaction {
  journal: Journal
  /** State directory of the project. */
  state: string
  rotation: string
}

/** From nothing to `applied`. The new values are on the disk, sealed, before any file points to them. */
export function apply(transaction: Transaction, changes: Change[], details: Details): void {
  const { journal, state, rotation } = transaction
  refuseClosed(changes)
  expectOld(changes)
  journal.write(rotation, 'planned', details)
  try {
    seal(state, rotation, changes)
  } catch (error) {
    // Nothing points to the new values yet.
    journal.write(rotation, 'rolled-back', { reason: 'the sealed copy could not be written' })
    throw failure(error, state)
  }
  journal.write(rotation, 'sealed')
  try {
    goForward(transaction, changes)
  } catch (error) {
    if (!journal.lines(rotation).some((line) => line.step === 'replacing')) {
      breakSeal(state, rotation)
      journal.write(rotation, 'rolled-back', { reason: 'no new file could be written' })
    }
    throw error
  }
}

/** @returns the step that the rotation ended at. */
export function resume(transaction: Transaction): Step {
  const { journal, state, rotation } = transaction
  const last = journal.lines(rotation).at(-1)?.step
  const changes = unseal(state, rotation)
  if (last === undefined || last === 'done' || last === 'applied' || last === 'rolled-back') return last ?? 'done'
  if (last === 'ending') {
    finish(transaction, {})
    return 'done'
  }
  if (last === 'rolling-back' || last === 'restoring' || last === 'restored') {
    goBack(transaction, changes ?? [])
    return 'rolled-back'
  }
  if (!changes) {
    breakSeal(state, rotation)
    journal.write(rotation, 'rolled-back', { reason: 'it was interrupted before anything changed' })
    return 'rolled-back'
  }
  goForward(transaction, changes)
  return 'applied'
}

/** Puts every file back. @throws UserError rotate-ended when the old values are gone */
export function rollBack(transaction: Transaction): void {
  const { journal, state, rotation } = transaction
  const last = journal.lines(rotation).at(-1)?.step
  if (last === 'rolled-back') return
  const changes = unseal(state, rotation)
  if (last === 'done' || last === 'ending') throw new UserError('rotate-ended', rotation)
  if (!changes) breakSeal(state, rotation)
  goBack(transaction, changes ?? [])
}

/**
 * The old values are dead, or given up: those that were kept for a grace go, then all copies.
 * @returns files that held one, and whether it is out of them
 */
export function finish({ journal, state, rotation }: Transaction, details: Details): Ended[] {
  const ending = endGrace(unseal(state, rotation) ?? [])
  refuseClosed(ending.flatMap(({ file, before, after }) => (after ? [{ file, before, after, mode: 0 }] : [])))
  if (ending.length > 0) journal.write(rotation, 'ending', { files: ending.map(({ file }) => file) })
  for (const { file, after } of ending) {
    if (!after) continue
    try {
      replaceFile(file, after)
    } catch (error) {
      throw failure(error, file)
    }
  }
  breakSeal(state, rotation)
  journal.write(rotation, 'done', details)
  return ending
}

function goForward(transaction: Transaction, changes: Change[]): void {
  const { journal, rotation } = transaction
  step(transaction, changes, { doing: 'replacing', done: 'replaced' }, ({ before, after }) => [before, after])
  for (const { file, after } of changes)
    if (!readFileSync(file).equals(after)) throw new UserError('rotate-changed', file, rotation)
  journal.write(rotation, 'verified', { files: changes.length })
  journal.write(rotation, 'applied')
}

function goBack(transaction: Transaction, changes: Change[]): void {
  const { journal, state, rotation } = transaction
  const steps = { begin: 'rolling-back', doing: 'restoring', done: 'restored' } as const
  step(transaction, changes.toReversed(), steps, ({ before, after }) => [after, before])
  breakSeal(state, rotation)
  journal.write(rotation, 'rolled-back')
}

type Content = Buffer | undefined

/** Looks at all files before it touches one, so that a file that somebody changed stops it before anything happened. */
function step(
  { journal, rotation }: Transaction,
  changes: Change[],
  { begin, doing, done }: { begin?: Step; doing: Step; done: Step },
  direction: (change: Change) => [from: Content, to: Content],
): void {
  const open = changes.filter((change) => {
    const [from, to] = direction(change)
    const now = readNow(change.file)
    if (same(now, to)) return false
    if (!same(now, from)) throw new UserError('rotate-changed', change.file, rotation)
    return true
  })
  // Refused, it is what it was: only what was begun has to be finished.
  if (begin) journal.write(rotation, begin)
  for (const change of changes) removeLeftovers(change.file)
  const prepared = prepareAll(open, direction)
  for (const { file, temporary } of prepared) {
    journal.write(rotation, doing, { file })
    if (temporary === undefined) removeFile(file)
    else moveInto(temporary, file)
    journal.write(rotation, done, { file })
  }
}

/** All new contents are on the disk beside their files before the first one counts. */
function prepareAll(
  changes: Change[],
  direction: (change: Change) => [from: Content, to: Content],
): { file: string; temporary: string | undefined }[] {
  const prepared: { file: string; temporary: string | undefined }[] = []
  try {
    for (const change of changes) {
      const to = direction(change)[1]
      prepared.push({ file: change.file, temporary: to && writeBeside(change.file, to, change.mode) })
    }
    return prepared
  } catch (error) {
    for (const { temporary } of prepared) if (temporary) rmSync(temporary, { force: true })
    throw failure(error, changes[prepared.length]?.file ?? '')
  }
}

function removeFile(file: string): void {
  rmSync(file, { force: true })
  syncDirectory(path.dirname(file))
}

/** What an interrupted run prepared beside the file. */
function removeLeftovers(file: string): void {
  const directory = path.dirname(file)
  const start = `.${path.basename(file)}.`
  for (const name of readdirSync(directory))
    if (name.startsWith(start) && /^[0-9a-f]{12}\.unleak$/.test(name.slice(start.length)))
      rmSync(path.join(directory, name))
}

const same = (a: Content, b: Content): boolean => (a && b ? a.equals(b) : a === b)

function readNow(file: string): Content {
  try {
    return readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw failure(error, file)
  }
}

function expectOld(changes: Change[]): void {
  for (const { file, before } of changes) if (!same(readNow(file), before)) throw new UserError('rotate-moved', file)
}

/** By the mode: a rename would replace a file that its owner has closed, and root is never refused. */
function refuseClosed(changes: Change[]): void {
  for (const { file, before } of changes) {
    if (before && !(statSync(file).mode & 0o200)) throw new UserError('rotate-closed', file)
    if (!(statSync(path.dirname(file)).mode & 0o200)) throw new UserError('rotate-closed', path.dirname(file))
  }
}

function failure(error: unknown, file: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return new UserError('disk-full', file)
  return code === 'EACCES' || code === 'EPERM' || code === 'EROFS' ? new UserError('rotate-closed', file) : error
}
