// The file of known findings, `.unleak-baseline.json`: read by every scan, written by `unleak baseline` alone.
import path from 'node:path'
import type { ScanConfig } from './config.ts'
import { UserError } from './errors.ts'
import type { BaselineEntry, Stretch } from './filters/baseline.ts'
import { workTree } from './policy-files.ts'
import type { PolicyFiles } from './policy-files.ts'
import { pathFor } from './pipeline.ts'
import type { Scopes } from './scopes.ts'
import type { Finding, ScanResult } from './types.ts'

export const BASELINE = '.unleak-baseline.json'

/** Beside the configuration: fingerprints are keyed with its salt, so without one there is no baseline. */
export const baselineFile = ({ directory }: ScanConfig): string | undefined =>
  directory === undefined ? undefined : path.join(directory, BASELINE)

export interface Applied {
  /** Where the scan was started: the entries of its baseline that name nothing are told. */
  config: ScanConfig
  /** Each file's baseline is its root's. */
  scopes: Scopes
  /** The directory that the findings' paths are relative to. */
  base: string
  /** Where baselines are read from; by default the work tree. */
  files?: PolicyFiles | undefined
  /** False: nobody asks which entries are stale, and a clean commit does not wait for them. */
  staleWanted?: boolean
}

/**
 * Takes out of a result what the baselines know.
 * @returns the entries that named no finding: stale ones, when all was scanned.
 * @throws UserError baseline
 */
export async function applyBaseline(
  result: ScanResult,
  { config, scopes, base, files, staleWanted = true }: Applied,
): Promise<BaselineEntry[]> {
  const groups = new Map([[config.directory, { config, findings: [] as Finding[] }]])
  for (const finding of result.findings) {
    const own = (await scopes.of(finding.file)).config
    const group = groups.get(own.directory) ?? { config: own, findings: [] }
    group.findings.push(finding)
    groups.set(own.directory, group)
  }
  const passed = new Set<Finding>()
  const left: BaselineEntry[] = []
  for (const group of groups.values()) {
    const entries = entriesFor(group.config, files)
    if (entries.length === 0 || (group.findings.length === 0 && !staleWanted)) continue
    const { known, stale } = await splitGroup(group.findings, group.config, base, entries)
    for (const finding of known) passed.add(finding)
    if (group.config.directory === config.directory) left.push(...stale)
  }
  result.baselined = result.findings.filter((finding) => passed.has(finding))
  result.findings = result.findings.filter((finding) => !passed.has(finding))
  return left
}

function entriesFor(config: ScanConfig, files: PolicyFiles | undefined): BaselineEntry[] {
  const file = baselineFile(config)
  return (file === undefined ? undefined : readBaseline(file, files)) ?? []
}

async function splitGroup(
  findings: Finding[],
  config: ScanConfig,
  base: string,
  entries: BaselineEntry[],
): Promise<{ known: Finding[]; stale: BaselineEntry[] }> {
  const { splitKnown } = await import('./filters/baseline.ts')
  const placed = findings.map((finding) => ({ finding, path: pathFor(config, base, finding.file) }))
  return splitKnown(placed, entries, stretcher(config.fingerprintSalt))
}

/** A baseline has a line for each old leak; anything larger of that name is a trap. */
const LARGEST = 64 * 2 ** 20

/** @returns nothing when there is no such file. @throws UserError baseline */
export function readBaseline(file: string, files = workTree): BaselineEntry[] | undefined {
  if (!files.exists(file)) return undefined
  let text: string
  try {
    text = files.read(file, LARGEST)
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError('baseline', file, `it could not be read (${(error as NodeJS.ErrnoException).code})`)
  }
  const value = parse(text)
  if (value?.version !== 1 || !Array.isArray(value.entries))
    throw new UserError('baseline', file, 'it is no baseline of version 1')
  // The last one is empty, so that every entry ends with a comma and lines can be merged in any order.
  const entries = (value.entries as unknown[]).filter((entry) => !(Array.isArray(entry) && entry.length === 0))
  if (!entries.every(isEntry)) throw new UserError('baseline', file, 'an entry is not [id, rule, path]')
  return entries
}

function parse(text: string): { version?: unknown; entries?: unknown } | undefined {
  try {
    return JSON.parse(text) as { version?: unknown }
  } catch {
    return undefined
  }
}

const isEntry = (value: unknown): value is BaselineEntry =>
  Array.isArray(value) && value.length === 3 && value.every((part) => typeof part === 'string')

/** Sorted by id, which is as good as by chance: two branches seldom add at the same place. */
export function baselineText(entries: BaselineEntry[]): string {
  const lines = [...new Set(entries.map((entry) => JSON.stringify(entry)))].toSorted()
  return `{\n  "version": 1,\n  "entries": [\n${lines.map((line) => `    ${line},\n`).join('')}    []\n  ]\n}\n`
}

/** Ten milliseconds and 4 MB a guess: RFC 7914 with N = 2^12, r = 8, p = 1. */
const COST = { N: 2 ** 12, r: 8, p: 1 }

/**
 * The salt lies beside the baseline, so whoever has both could try passwords against a plain HMAC, billions a second,
 * also when the secret itself is long gone from the tree. scrypt makes each guess cost what it costs us.
 */
export function stretcher(salt: string): Stretch {
  const made = new Map<string, Promise<string>>()
  return (fingerprint) => {
    const id = made.get(fingerprint) ?? stretch(fingerprint, salt)
    made.set(fingerprint, id)
    return id
  }
}

function stretch(fingerprint: string, salt: string): Promise<string> {
  const { scrypt } = process.getBuiltinModule('node:crypto')
  return new Promise((resolve, reject) => {
    scrypt(fingerprint, `unleak/baseline/1/${salt}`, 16, COST, (error, key) =>
      error ? reject(error) : resolve(key.toString('hex')),
    )
  })
}
