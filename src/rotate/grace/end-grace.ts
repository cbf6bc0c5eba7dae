// The grace is over: what each file holds when the old values are taken out of it again.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { decodeText } from '../text.ts'
import type { Change } from '../seal.ts'
import { dropOld } from './keep-old.ts'

export interface Ended {
  /** Full path. */
  file: string
  before: Buffer
  /** Without the old values; undefined: nothing to change. */
  after: Buffer | undefined
  /** An old value still stands there, where only people can tell what it is for. */
  left: boolean
}

/** Nothing is written here. The files may have changed since the rotation. */
export function endGrace(changes: Change[]): Ended[] {
  return changes.flatMap(({ file, kept = [] }) => {
    if (kept.length === 0 || !existsSync(file)) return []
    const before = readFileSync(file)
    const text = decodeText(before)
    const rest = text === undefined ? undefined : dropOld(file.replaceAll(path.sep, '/'), text, kept)
    const after = rest === undefined || rest === text ? undefined : Buffer.from(rest)
    return [{ file, before, after, left: kept.some((old) => (after ?? before).includes(old)) }]
  })
}
