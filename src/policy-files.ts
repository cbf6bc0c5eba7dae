// Where a scan reads what it goes by (configurations, baseline, burned list): the work tree, or one commit that nobody's pull request can change.
import { lstatSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { UserError } from './errors.ts'

export interface PolicyFiles {
  /** Also for what is no regular file: reading it then tells. @param file full path */
  exists: (file: string) => boolean
  /** For messages. */
  shown: (file: string) => string
  /** @throws UserError config, when it is no regular file of at most `largest` bytes */
  read: (file: string, largest?: number) => string
}

/** A configuration is small; anything else of that name is a trap. */
export const LARGEST = 2 ** 20

export const workTree: PolicyFiles = {
  exists(file) {
    try {
      return lstatSync(file, { throwIfNoEntry: false }) !== undefined
    } catch {
      // No right to look, or a path longer than the system takes: what is in it cannot be read either.
      return false
    }
  },
  shown: (file) => path.relative(process.cwd(), file) || file,
  read(file, largest = LARGEST) {
    try {
      const info = statSync(file, { throwIfNoEntry: false })
      if (!info?.isFile() || info.size > largest) throw notRegular(workTree.shown(file), largest)
      // One call of the system's where Node would make four.
      const text = readFileSync(file, 'utf8')
      return text.startsWith(NO_UTF8) ? policyText(readFileSync(file)) : text
    } catch (error) {
      if (error instanceof UserError) throw error
      const { code } = error as NodeJS.ErrnoException
      throw new UserError('config', workTree.shown(file), `it cannot be read (${code})`)
    }
  },
}

/** What the first byte of a mark for UTF-16 is read as. */
const NO_UTF8 = '\ufffd'

/** PowerShell's `>` writes UTF-16, with the mark of it. */
export const policyText = (bytes: Buffer): string =>
  bytes[0] === 0xff && bytes[1] === 0xfe ? bytes.toString('utf16le', 2) : bytes.toString()

export const notRegular = (shown: string, largest: number): UserError =>
  new UserError('config', shown, `it is no regular file of at most ${largest / 2 ** 20} MB`)
