// Files of other scanners that a repository brings along: what they name is known, and it is told how much that is.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { workTree } from '../policy-files.ts'
import type { ScanResult } from '../types.ts'
import type { Names } from './contract.ts'
import { peerFiles } from './kinds/index.ts'

/** Bytes. */
const LARGEST = 32 * 2 ** 20

/**
 * Takes out of a result what they name, but never a value that is known to be a secret.
 * @param base the directory that the findings' paths are relative to.
 * @param from where the files are read.
 * @returns a sentence for each file that hid something or could not be read.
 */
export function applyPeerFiles(result: ScanResult, base: string, from = workTree): string[] {
  const top = topAbove(base)
  return Object.values(peerFiles).flatMap(({ files, tool, read }) =>
    files.flatMap((name) => {
      if (!from.exists(path.join(top, name))) return []
      const names = readWith(read, () => from.read(path.join(top, name), LARGEST))
      if (!names) return `${name} is not of ${tool}'s format: it hides nothing`
      const hidden = hide(result, names, base, top)
      return hidden === 0 ? [] : `${name} (${tool}) hides ${hidden} finding${hidden === 1 ? '' : 's'}`
    }),
  )
}

function readWith(read: (text: string) => Names | undefined, text: () => string): Names | undefined {
  try {
    return read(text())
  } catch {
    return undefined
  }
}

/** @returns how many. */
function hide(result: ScanResult, names: Names, base: string, top: string): number {
  const placed = result.findings
    .filter(({ rule }) => rule !== 'burned-secret' && rule !== 'known-secret')
    .map((finding) => ({
      finding,
      path: path.relative(top, path.resolve(base, finding.file)).replaceAll(path.sep, '/'),
    }))
  const named = names(placed)
  result.findings = result.findings.filter((finding) => !named.has(finding))
  result.baselined.push(...named)
  return named.size
}

/** The repository's top, which these files stand in; outside of one the directory itself. */
function topAbove(base: string): string {
  for (let at = base; ; at = path.dirname(at)) {
    if (existsSync(path.join(at, '.git'))) return at
    if (at === path.dirname(at)) return base
  }
}
