// The burned list on disk: every value that was rotated away, as digests, in a file that is committed so that all clones and CI block it.
import { lstatSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { replaceFile } from '../durable.ts'
import { UserError } from '../errors.ts'
import { BURNED_FILE } from './burned-file.ts'
import { addBurned, burnedText, parseBurned, withUnionMerge } from './burned-list.ts'
import type { BurnedEntry, BurnMeta } from './burned-list.ts'
import { isOf } from './digest.ts'
import { workTree } from '../policy-files.ts'
import { isTooCommon } from './too-common.ts'

/** A list is small; anything else of that name is a trap. */
const LARGEST = 64 * 2 ** 20

/** Mode of a new file: no secret is in it, and everybody who clones reads it. */
export const SHARED = 0o644

/**
 * @param files where it is read from; by default the work tree.
 * @returns its entries, none when there is no such file. @throws UserError config, when it is broken: then nothing may pass
 */
export const readBurned = (file: string, files = workTree): BurnedEntry[] =>
  files.exists(file) ? parseBurned(files.read(file, LARGEST), files.shown(file)) : []

/** @param root of the project: its list stands there. @throws UserError config */
export const isBurned = (root: string, secret: string): boolean =>
  readBurned(path.join(root, BURNED_FILE)).some(({ salt, forms }) => isOf(salt, forms, secret))

/**
 * Adds a value to the list, for ever; once is enough, a second call changes nothing. Written whole or not at all.
 * @param file full path of the list; made when it is not there.
 * @throws UserError too-common, when the value stands in many files by chance
 */
export function burn(file: string, secret: string, meta: BurnMeta): void {
  const reason = isTooCommon(secret)
  if (reason) throw new UserError('too-common', reason)
  const before = readBurned(file)
  const after = addBurned(before, secret, meta)
  if (after !== before) replaceFile(file, Buffer.from(burnedText(after)), SHARED)
  mergeByLine(path.join(path.dirname(file), '.gitattributes'))
}

function mergeByLine(attributes: string): void {
  const info = lstatSync(attributes, { throwIfNoEntry: false })
  if (info && !info.isFile()) return
  const before = info ? readFileSync(attributes, 'utf8') : ''
  const after = withUnionMerge(before)
  if (after !== before) replaceFile(attributes, Buffer.from(after), SHARED)
}
