// Where a scan happens, and what it goes by.
import { loadConfig } from './config.ts'
import type { ScanConfig } from './config.ts'
import { realDirectory, topOf } from './sources/repository.ts'
import type { Confidence } from './types.ts'

/**
 * @param minConfidence outranks the configuration's.
 * @returns the directory with links followed, and its configuration.
 * @throws UserError no-such-path, config
 */
export async function openProject(
  cwd: string,
  minConfidence?: Confidence,
): Promise<{ cwd: string; config: ScanConfig }> {
  const here = realDirectory(cwd)
  // With GIT_DIR the work tree may hold no `.git` that would mark its top.
  const loaded = await loadConfig(here, process.env['GIT_DIR'] ? await topOf(here) : undefined)
  return { cwd: here, config: minConfidence ? { ...loaded, minConfidence } : loaded }
}
