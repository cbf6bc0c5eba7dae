// Known secrets: the values of your own ignored settings, held in memory for one scan and compared with what is staged.
import path from 'node:path'
import { envValues } from './env-text.ts'
import type { NamedValue } from './env-text.ts'
import { findEnvFiles, readSettings } from './env-files.ts'
import { createFinder } from './finder.ts'
import { targetsOf } from './matcher.ts'
import type { FindKnown, KnownValue } from './matcher.ts'
import { isPrivate } from './private-files.ts'
import { worthOf } from './worth.ts'

/** Values that come from elsewhere than `.env*` files. */
export interface OtherValues {
  /** What is told of them: `.env`, `the command op`. */
  from: string
  values: NamedValue[]
}

export interface KnownOptions {
  /** Directory that the staged paths are relative to. */
  root: string
  /** The staged paths; filled before the first chunk comes. */
  paths: string[]
  others: OtherValues[]
  /** Told what is looked for and what is left out, with the reason; never a value. */
  explain?: ((line: string) => void) | undefined
}

interface Origin extends KnownValue {
  /** A file whose values count only when it is nobody else's; relative to the root. */
  file?: string
}

/** Everything is read when the first bytes are to be searched: a commit of nothing reads nothing. */
export function findKnownValues(options: KnownOptions): FindKnown {
  const { root, paths } = options
  const isOurs = new Map<string, boolean>()
  let find: ((bytes: Uint8Array) => ReturnType<FindKnown>) | undefined
  return (bytes) => {
    find ??= createFinder(origins(options, findEnvFiles(root, paths)).flatMap(([value, of]) => targetsOf(value, of)))
    return find(bytes).filter(({ of: { file } }: { of: Origin }) => {
      if (file === undefined) return true
      if (!isOurs.has(file)) isOurs.set(file, isPrivate(root, file))
      return isOurs.get(file)!
    })
  }
}

function origins({ root, others, explain }: KnownOptions, files: string[]): [value: string, of: Origin][] {
  const found = new Map<string, Origin>()
  const add = ({ key, value }: NamedValue, from: string, file?: string): void => {
    const worth = worthOf(key, value)
    explain?.(`${key} in ${from}: ${'reason' in worth ? `left out, ${worth.reason}` : 'looked for'}`)
    if ('reason' in worth) return
    for (const secret of worth.secrets) {
      // Of two that hold the same, one that counts wherever it stands tells more.
      if (found.has(secret) && file !== undefined) continue
      const of: Origin = { kind: 'known', reason: `the value of ${key} in ${from}` }
      found.set(secret, file === undefined ? of : { ...of, file })
    }
  }
  for (const file of files)
    for (const entry of envValues(readSettings(path.join(root, file)) ?? '')) add(entry, file, file)
  for (const { from, values } of others) for (const entry of values) add(entry, from)
  return [...found]
}
