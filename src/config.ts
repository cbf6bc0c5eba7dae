// Finds the configurations of a directory, from the repository's root down to it. Reading them loads parsers, so that is src/config-read.ts, on demand.
import path from 'node:path'
import { DEFAULTS } from './defaults.ts'
import { UserError } from './errors.ts'
import type { AllowEntry, PathTest } from './filters/allowlist.ts'
import { workTree } from './policy-files.ts'
import type { PolicyFiles } from './policy-files.ts'
import { readyConfig } from './ready-config.ts'
import type { ConfigData } from './ready-config.ts'
import { remembered } from './remembered.ts'
import type { RulePlaces } from './rules/problem.ts'
import type { Confidence, Rule } from './types.ts'

/** What a scan goes by. */
export interface ScanConfig {
  /** Of the outermost configuration: all path patterns are relative to it, and the baseline stands there. */
  directory?: string
  /** Files that are not scanned at all. */
  ignore?: PathTest
  allow: AllowEntry[]
  /** False: comments of other scanners permit nothing. */
  peerComments?: boolean
  /** False: files of other scanners (.gitleaksignore, .secrets.baseline) are not read. */
  peerFiles?: boolean
  minConfidence: Confidence
  fingerprintSalt: string
  /** Bytes; larger files are skipped with a note. */
  maxFileSize: number
  /** Are archives opened? */
  archives: boolean
  /** Programs that read the project's `.env` files, names in src/formats/readers; guessed when left out. */
  readers?: string[]
  /** Files whose values are known secrets: full paths. */
  knownFiles?: string[]
  /** Ids of rules that stay silent. */
  disabled?: Set<string>
  /** Rules of the project, and changed fields of ours by id. */
  rules?: { add: Rule[]; change: Record<string, Partial<Rule>>; places: RulePlaces }
}

export const NAMES = ['.unleak.yml', '.unleak.yaml', '.unleak.json', '.unleak.toml']

/** May a file of this name decide what counts in its directory? */
export const isConfigName = (name: string): boolean => name === 'package.json' || NAMES.includes(name)

export interface Lookup {
  /** The repository's root where it is known; a `.git` marks it too. */
  top?: string | undefined
  /** Where configurations are read from; by default the work tree. */
  files?: PolicyFiles | undefined
}

/**
 * What counts in `directory`: its configuration and those above it, up to the repository's root, put together: `.unleak.yml`,
 * `.yaml`, `.json`, `.toml`, or the key `unleak` in package.json.
 * @throws UserError config
 */
export async function loadConfig(directory: string, { top, files = workTree }: Lookup = {}): Promise<ScanConfig> {
  const chain = directoriesAbove(directory, { top, files }).flatMap((at) => configIn(at, files) ?? [])
  return readChain(chain, files)
}

/** @param chain full paths, the outermost first. @throws UserError config */
export async function readChain(chain: string[], files: PolicyFiles): Promise<ScanConfig> {
  if (chain.length === 0) return DEFAULTS
  const texts = new Map(chain.map((file) => [file, textOf(file, files)]))
  const question = JSON.stringify([...texts].map(([file, text]) => [file, files.shown(file), text]))
  const data = await remembered('config', question, async () => {
    const { readConfigs } = await import('./config-read.ts')
    return Buffer.from(
      JSON.stringify(await readConfigs(chain, { ...files, read: (file) => texts.get(file) ?? files.read(file) })),
    )
  })
  return readyConfig(JSON.parse(data.toString()) as ConfigData)
}

/** @returns nothing when it cannot be read: one below it may end the way up, so whether that matters is not known yet */
function textOf(file: string, files: PolicyFiles): string | undefined {
  try {
    return files.read(file)
  } catch {
    return undefined
  }
}

/** What decides which rules there are. */
export const rulesOf = ({ rules }: Pick<ScanConfig, 'rules'>): string => JSON.stringify([rules?.add, rules?.change])

/** @returns full path of the nearest one. @throws UserError config, when a directory has two */
export function findConfig(directory: string, lookup: Lookup = {}): string | undefined {
  const { files = workTree } = lookup
  for (const at of directoriesAbove(directory, lookup).toReversed()) {
    const file = configIn(at, files)
    if (file) return file
  }
  return undefined
}

/** From the repository's root down to `directory`; outside of one from the root of the file system. */
export function directoriesAbove(directory: string, { top, files = workTree }: Lookup = {}): string[] {
  const found: string[] = []
  for (let at = path.resolve(directory); ; at = path.dirname(at)) {
    found.unshift(at)
    if (at === top || at === path.dirname(at) || files.exists(path.join(at, '.git'))) return found
  }
}

/**
 * @param names all in the directory, where they are known.
 * @returns full path of the one in this very directory. @throws UserError config, when there are two
 */
export function configIn(directory: string, files: PolicyFiles, names?: string[]): string | undefined {
  // Each directory of each staged file is asked: `path.join` would take longer than the system's answer.
  const stands = (name: string): boolean => names?.includes(name) ?? files.exists(`${directory}/${name}`)
  const found = NAMES.filter(stands)
  if (stands('package.json') && hasKey(`${directory}/package.json`, files)) found.push('package.json')
  if (found.length > 1) throw new UserError('config', directory, `two configurations, ${found.join(' and ')}; keep one`)
  return found[0] === undefined ? undefined : path.join(directory, found[0])
}

/** In a broken file what looks like it counts: a policy must not go in silence. Whoever reads it tells. */
function holdsKey(text: string): boolean {
  try {
    return (JSON.parse(text.replace(/^\ufeff/, '')) as { unleak?: unknown }).unleak !== undefined
  } catch {
    return /"unleak"\s*:\s*\{/.test(text)
  }
}

/** A quick look first: most package.json files have no such key. */
function hasKey(file: string, files: PolicyFiles): boolean {
  try {
    const text = files.read(file)
    return text.includes('"unleak"') && holdsKey(text)
  } catch {
    return false
  }
}
