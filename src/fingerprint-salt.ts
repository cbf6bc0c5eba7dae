// The key of a project's fingerprints: a new one, and what to do where there is none.
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { baselineFile } from './baseline.ts'
import { configIn } from './config.ts'
import type { ScanConfig } from './config.ts'
import { UserError } from './errors.ts'
import { workTree } from './policy-files.ts'

export const newSalt = (): string => randomBytes(16).toString('hex')

/** @returns where the baseline stands. @throws UserError no-salt: without one a baseline tells what the secrets are */
export function saltedBaseline(config: ScanConfig): string {
  const baseline = baselineFile(config)
  if (baseline !== undefined && config.fingerprintSalt !== '') return baseline
  const file = config.directory === undefined ? undefined : configIn(config.directory, workTree)
  if (file === undefined) throw new UserError('no-salt', '', '')
  const [quote, is] = file.endsWith('.json') ? ['"', ': '] : ['', file.endsWith('.toml') ? ' = ' : ': ']
  const within = path.basename(file) === 'package.json' ? ', under "unleak"' : ''
  throw new UserError('no-salt', workTree.shown(file), `${quote}fingerprintSalt${quote}${is}"${newSalt()}"${within}`)
}
