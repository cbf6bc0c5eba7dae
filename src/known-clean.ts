// The memory of clean blobs for one scan: asked of the repository, and bound to all that decides what is found.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { readBuilt } from './built.ts'
import { openCleanBlobs } from './clean-blobs.ts'
import { findBurned } from './known/burned-file.ts'
import { pathFor } from './pipeline.ts'
import type { Places } from './sources/repository.ts'
import type { CleanBlobs } from './clean-blobs.ts'
import { rulesOf } from './config.ts'
import type { ScanConfig } from './config.ts'
import type { Scopes } from './scopes.ts'
import type { KnownClean } from './sources/changes.ts'

export interface Memory {
  known: KnownClean
  save: () => void
}

/**
 * @param config the one that the scan starts with.
 * @param places paths are relative to the top.
 * @param scopes asked when the first blob comes.
 * @param verbose what is left out on purpose is told of each version that holds it, so no version that holds any is passed over.
 * @returns undefined where nothing can be remembered
 */
export function remember(
  config: ScanConfig,
  { top: base, common }: Places,
  scopes: () => Scopes,
  verbose = false,
): Memory | undefined {
  const blobs = openFor(config, base, common)
  if (!blobs) return undefined
  const known: KnownClean = async ({ oid, path: name, old }) => {
    const scope = await scopes().of(name)
    const pathHere = pathFor(scope.config, base, name)
    // What is ignored is told to be so; what other rules judge is not what the marks are about.
    if (scope.matcher !== scopes().here.matcher || scope.config.ignore?.test(pathHere)) return { clean: false }
    // What holds something of old is not clean, but this step may bring nothing to it.
    const step = verbose || old.length === 0 ? undefined : `${old.join(' ')}..${oid}`
    return {
      clean: blobs.has(oid, pathHere) || (step !== undefined && blobs.has(step, pathHere)),
      add: () => blobs.add(oid, pathHere),
      addStep: () => step !== undefined && blobs.add(step, pathHere),
    }
  }
  return { known, save: blobs.save }
}

function openFor(config: ScanConfig, base: string, common: string): CleanBlobs | undefined {
  const burned = findBurned(base)
  const judge = createHash('sha256')
    .update(readBuilt('build-id'))
    .update(rulesOf(config))
    .update(burned === undefined ? '' : readFileSync(burned))
    .digest('hex')
  return openCleanBlobs(common, judge)
}
