// Where a scan happens, and what it goes by.
import { loadConfig } from './config.ts'
import type { Lookup, ScanConfig } from './config.ts'
import type { Cascade } from './scopes.ts'
import { realDirectory, topOf } from './sources/repository.ts'
import type { Confidence } from './types.ts'

export interface Project {
  /** With links followed. */
  cwd: string
  config: ScanConfig
  /** How the configurations of other directories are found. */
  cascade: Cascade
}

/**
 * @param minConfidence outranks the configuration's.
 * @param policy given: configurations are read there, not in the work tree.
 * @throws UserError no-such-path, config
 */
export async function openProject(cwd: string, minConfidence?: Confidence, policy?: Lookup): Promise<Project> {
  const here = realDirectory(cwd)
  // With GIT_DIR the work tree may hold no `.git` that would mark its top.
  const lookup = policy ?? (process.env['GIT_DIR'] ? { top: await topOf(here) } : {})
  const loaded = await loadConfig(here, lookup)
  return {
    cwd: here,
    config: minConfidence ? { ...loaded, minConfidence } : loaded,
    cascade: { ...lookup, minConfidence, start: here },
  }
}
