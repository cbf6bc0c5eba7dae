// Finds the configuration from any sub-directory. Reading it loads parsers, so that is src/config-read.ts, on demand.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { DEFAULTS } from './defaults.ts'
import { UserError } from './errors.ts'
import type { AllowEntry } from './filters/allowlist.ts'
import type { RulePlace } from './rules/problem.ts'
import type { Confidence, Rule } from './types.ts'

/** What a scan goes by. */
export interface ScanConfig {
  /** Where it stands: its path patterns are relative to this. */
  directory?: string
  /** Files that are not scanned at all. */
  ignore?: RegExp
  allow: AllowEntry[]
  /** False: comments of other scanners permit nothing. */
  peerComments?: boolean
  /** False: files of other scanners (.gitleaksignore, .secrets.baseline) are not read. */
  peerFiles?: boolean
  minConfidence: Confidence
  fingerprintSalt: string
  /** Bytes; larger files are skipped with a note. */
  maxFileSize: number
  /** Programs that read the project's `.env` files, names in src/formats/readers; guessed when left out. */
  readers?: string[]
  /** Files whose values are known secrets: full paths. */
  knownFiles?: string[]
  /** Ids of rules that stay silent. */
  disabled?: Set<string>
  /** Rules of the project, and changed fields of ours by id. */
  rules?: { add: Rule[]; change: Record<string, Partial<Rule>>; place: RulePlace }
}

const NAMES = new Set(['.unleak.yml', '.unleak.yaml', '.unleak.json', '.unleak.toml'])

/**
 * The nearest configuration at or above `directory`, up to the repository's root: `.unleak.yml`, `.yaml`, `.json`, `.toml`,
 * or the key `unleak` in package.json.
 * @param top the repository's root where it is known; a `.git` marks it too.
 * @throws UserError config
 */
export async function loadConfig(directory: string, top?: string): Promise<ScanConfig> {
  const file = findConfig(directory, top)
  if (!file) return DEFAULTS
  const { readConfig } = await import('./config-read.ts')
  return readConfig(file)
}

/** @returns its full path. @throws UserError config, when a directory has two */
export function findConfig(directory: string, top?: string): string | undefined {
  for (let at = path.resolve(directory); ; at = path.dirname(at)) {
    const names = list(at)
    const found = names.filter((name) => NAMES.has(name))
    if (names.includes('package.json') && hasKey(path.join(at, 'package.json'))) found.push('package.json')
    if (found.length > 1) throw new UserError('config', at, `two configurations, ${found.join(' and ')}; keep one`)
    if (found[0]) return path.join(at, found[0])
    if (names.includes('.git') || at === top || at === path.dirname(at)) return undefined
  }
}

function list(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    return []
  }
}

/** A quick look first: most package.json files have no such key. */
function hasKey(file: string): boolean {
  try {
    if (!statSync(file).isFile()) return false
    const text = readFileSync(file, 'utf8')
    return text.includes('"unleak"') && typeof (JSON.parse(text) as { unleak?: unknown }).unleak === 'object'
  } catch {
    // Not ours to judge: npm will say that it is broken.
    return false
  }
}
