// Heeds the files of other scanners when there is something that they may know; a clean scan does not even look for them.
import type { ScanConfig } from '../config.ts'
import type { PolicyFiles } from '../policy-files.ts'
import type { ScanResult } from '../types.ts'

export interface Hiding {
  config: ScanConfig
  /** The directory that the findings' paths are relative to. */
  base: string
  /** Where they are read from; by default the work tree. */
  files?: PolicyFiles | undefined
}

/** Takes out of the result what they name. @returns what to tell of it. */
export async function hideByPeers(result: ScanResult, { config, base, files }: Hiding): Promise<string[]> {
  if (result.findings.length === 0 || config.peerFiles === false) return []
  return (await import('./apply.ts')).applyPeerFiles(result, base, files)
}
