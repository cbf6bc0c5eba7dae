// The file of known findings, `.unleak-baseline.json`: read by every scan, written by `unleak baseline` alone.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ScanConfig } from './config.ts'
import { UserError } from './errors.ts'
import type { BaselineEntry, Stretch } from './filters/baseline.ts'
import { pathFor } from './pipeline.ts'
import type { ScanResult } from './types.ts'

export const BASELINE = '.unleak-baseline.json'

/** Beside the configuration: fingerprints are keyed with its salt, so without one there is no baseline. */
export const baselineFile = ({ directory }: ScanConfig): string | undefined =>
  directory === undefined ? undefined : path.join(directory, BASELINE)

/**
 * Takes out of a result what the baseline knows.
 * @param base the directory that the findings' paths are relative to.
 * @returns the entries that named no finding: stale ones, when all was scanned.
 * @throws UserError baseline
 */
export async function applyBaseline(result: ScanResult, config: ScanConfig, base: string): Promise<BaselineEntry[]> {
  const file = baselineFile(config)
  const entries = file === undefined ? undefined : readBaseline(file)
  if (!entries || entries.length === 0) return []
  const { splitKnown } = await import('./filters/baseline.ts')
  const placed = result.findings.map((finding) => ({ finding, path: pathFor(config, base, finding.file) }))
  const { fresh, known, stale } = await splitKnown(placed, entries, stretcher(config.fingerprintSalt))
  result.findings = fresh
  result.baselined = known
  return stale
}

/** @returns nothing when there is no such file. @throws UserError baseline */
export function readBaseline(file: string): BaselineEntry[] | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    throw new UserError('baseline', file, `it could not be read (${code})`)
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
