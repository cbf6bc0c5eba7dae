// The memory of clean blobs for one scan: asked of the repository, and bound to all that decides what is found.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { readBuilt } from './built.ts'
import { openCleanBlobs } from './clean-blobs.ts'
import { findBurned } from './known/burned-file.ts'
import { pathFor } from './pipeline.ts'
import { repository } from './sources/repository.ts'
import type { CleanBlobs } from './clean-blobs.ts'
import type { ScanConfig } from './config.ts'
import type { KnownClean } from './sources/changes.ts'

/** For a source: changes by the paths that rules see, and the writing at the end of a scan. */
export async function remember(
  config: ScanConfig,
  base: string,
): Promise<{ clean: KnownClean | undefined; save: () => void }> {
  const blobs = await knownClean(config, base)
  if (!blobs) return { clean: undefined, save: () => {} }
  return {
    clean: {
      has: ({ oid, path: name }) => blobs.has(oid, pathFor(config, base, name)),
      add: ({ oid, path: name }) => blobs.add(oid, pathFor(config, base, name)),
    },
    save: blobs.save,
  }
}

/** @param base the directory that is scanned. @returns undefined where there is no repository, or nothing can be remembered */
export async function knownClean(config: ScanConfig, base: string): Promise<CleanBlobs | undefined> {
  const common = (
    await repository(base)
      .raw(['rev-parse', '--git-common-dir'])
      .catch(() => '')
  ).trim()
  if (common === '') return undefined
  const burned = findBurned(base)
  const judge = createHash('sha256')
    .update(readBuilt('build-id'))
    .update(JSON.stringify(config.rules ?? null))
    .update(burned === undefined ? '' : readFileSync(burned))
    .digest('hex')
  return openCleanBlobs(path.resolve(base, common), judge)
}
