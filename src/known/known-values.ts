// Known secrets: the values of your own ignored settings, held in memory for one scan and compared with what is staged.
import path from 'node:path'
import { directoryNames } from '../directory-names.ts'
import type { DirectoryNames } from '../directory-names.ts'
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
  /** What is told of them: the file, or the command's name. */
  from: string
  values: NamedValue[]
}

export interface KnownOptions {
  /** Directory that the staged paths are relative to. */
  root: string
  /** The staged paths; filled before the first chunk comes. */
  paths: string[]
  /** Shared with those who look into the same directories. */
  namesIn?: DirectoryNames
  others: OtherValues[]
  /** Told what is looked for and what is left out, with the reason; never a value. */
  explain?: ((line: string) => unknown) | undefined
}

interface Origin extends KnownValue {
  /** All `.env*` files that hold it, relative to the root; none when it comes from elsewhere and counts anyway. */
  files?: string[]
}

/** Everything is read when the first bytes are to be searched: a commit of nothing reads nothing. */
export function findKnownValues(options: KnownOptions): FindKnown {
  const verdicts = new Map<string, boolean>()
  const isOurs = (file: string): boolean => {
    const known = verdicts.get(file) ?? isPrivate(options.root, file)
    verdicts.set(file, known)
    return known
  }
  let find: FindKnown | undefined
  return (bytes, fresh) => {
    find ??= createFinder([...origins(options)].flatMap(([value, of]) => targetsOf(value, of)))
    return find(bytes, fresh).filter(({ of: { files } }: { of: Origin }) => {
      if (files === undefined) return true
      // What stands in a file that was shared before is no secret; what this very commit shares may be the leak.
      return files.some(isOurs) && files.every((file) => isOurs(file) || options.paths.includes(file))
    })
  }
}

function origins({ root, paths, namesIn = directoryNames(), others, explain }: KnownOptions): Map<string, Origin> {
  const found = new Map<string, Origin>()
  const add = ({ key, value }: NamedValue, from: string, isFile: boolean): void => {
    const worth = worthOf(key, value)
    explain?.(`${key} in ${from}: ${'reason' in worth ? `left out, ${worth.reason}` : 'looked for'}`)
    if ('reason' in worth) return
    for (const secret of worth.secrets) {
      const known = found.get(secret)
      if (known) known.files?.push(from)
      else
        found.set(secret, {
          kind: 'known',
          reason: `the value of ${key} in ${from}`,
          ...(isFile ? { files: [from] } : {}),
        })
    }
  }
  for (const { from, values } of others) for (const entry of values) add(entry, from, false)
  for (const file of findEnvFiles(root, paths, namesIn))
    for (const entry of envValues(readSettings(path.join(root, file)) ?? '')) add(entry, file, true)
  return found
}
