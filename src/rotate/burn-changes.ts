// The burned list as a rotation leaves it: part of the transaction, so a rollback takes the values off again.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { BURNED_FILE } from '../known/burned-file.ts'
import { listText, mergeByLine, readBurned, SHARED, withBurned } from '../known/burned.ts'
import { isTooCommon } from '../known/too-common.ts'
import type { Change } from './seal.ts'
import type { Leaked } from './types.ts'

/** @returns the changed files, and the values that are too common to be blocked, with the reason. */
export function burnChanges(
  root: string,
  leaked: Leaked[],
  rotation: string,
): { changes: Change[]; tooCommon: string[] } {
  const file = path.join(root, BURNED_FILE)
  const date = new Date().toISOString().slice(0, 10)
  const before = readBurned(file)
  let entries = before
  const tooCommon: string[] = []
  for (const { value, rule, key, named } of leaked) {
    const reason = isTooCommon(value.reveal())
    if (reason === undefined) {
      const meta = { date, rotation, ...(rule ? { rule: rule.id } : {}), ...(key === undefined ? {} : { key }) }
      entries = withBurned(entries, value.reveal(), meta)
    } else tooCommon.push(`${key ?? named}: ${reason}`)
  }
  if (entries === before) return { changes: [], tooCommon }
  const old = existsSync(file) ? readFileSync(file) : undefined
  const attributes = mergeByLine(file)
  return {
    changes: [
      { file, before: old, after: Buffer.from(listText(entries)), mode: SHARED },
      ...(attributes ? [{ ...attributes, mode: SHARED }] : []),
    ],
    tooCommon,
  }
}
