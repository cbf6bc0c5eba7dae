// Heeds the files of other scanners when there is something that they may know; a clean scan does not even look for them.
import type { ScanConfig } from '../config.ts'
import type { ScanResult } from '../types.ts'

/** Takes out of the result what they name. @returns what to tell of it. */
export async function hideByPeers(result: ScanResult, config: ScanConfig, base: string): Promise<string[]> {
  if (result.findings.length === 0 || config.peerFiles === false) return []
  return (await import('./apply.ts')).applyPeerFiles(result, base)
}
