// What a hook loads while git works: all that a clean commit needs, in one file of the bundle.
import { loadConfig } from './config.ts'
import { reporter } from './reporters/text.ts'
import { run } from './run.ts'
import type { Scopes } from './scopes.ts'
import type { SizeLimit } from './sources/blobs.ts'
import type { Source } from './source.ts'

export interface CommitScan {
  source: Source
  /** Set to the configuration's before the first blob is read. */
  limit: SizeLimit
  /** The staged paths; filled before the first blob is read. */
  paths: string[]
  onScopes: (scopes: Scopes) => void
  /** The top of the work tree, where git starts a hook. */
  base: string
}

/** @returns the exit code. @throws UserError config, and what git says */
export async function scanCommit({ source, limit, paths, onScopes, base }: CommitScan): Promise<number> {
  const cascade = { top: base }
  const config = await loadConfig(base, cascade)
  limit.bytes = config.maxFileSize
  return run({ source, known: { paths }, config, cascade, base, mode: 'commit', reporter, onScopes })
}
