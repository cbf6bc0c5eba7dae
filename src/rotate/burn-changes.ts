// The burned list as a rotation leaves it: part of the transaction, so a rollback takes the values off again.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { BURNED_FILE } from '../known/burned-file.ts'
import { addBurned, burnedText, parseBurned, withUnionMerge } from '../known/burned-list.ts'
import { SHARED } from '../known/burned.ts'
import { isTooCommon } from '../known/too-common.ts'
import type { Change } from './seal.ts'
import type { Leaked } from './types.ts'

/** @returns the changed files, and the values that are too common to be blocked, with the reason. @throws UserError config */
export function burnChanges(
  root: string,
  leaked: Leaked[],
  rotation: string,
): { changes: Change[]; tooCommon: string[] } {
  const file = path.join(root, BURNED_FILE)
  const date = new Date().toISOString().slice(0, 10)
  const old = contentOf(file)
  const before = old ? parseBurned(old.toString(), file) : []
  let entries = before
  const tooCommon: string[] = []
  for (const { value, rule, key, named } of leaked) {
    const reason = isTooCommon(value.reveal())
    if (reason === undefined) {
      const meta = { date, rotation, ...(rule ? { rule: rule.id } : {}), ...(key === undefined ? {} : { key }) }
      entries = addBurned(entries, value.reveal(), meta)
    } else tooCommon.push(`${key ?? named}: ${reason}`)
  }
  if (entries === before) return { changes: [], tooCommon }
  const attributes = path.join(root, '.gitattributes')
  const rules = contentOf(attributes)
  return {
    changes: [
      { file, before: old, after: Buffer.from(burnedText(entries)), mode: SHARED },
      { file: attributes, before: rules, after: Buffer.from(withUnionMerge(rules?.toString() ?? '')), mode: SHARED },
    ].filter((change) => !change.before?.equals(change.after)),
    tooCommon,
  }
}

const contentOf = (file: string): Buffer | undefined => (existsSync(file) ? readFileSync(file) : undefined)
