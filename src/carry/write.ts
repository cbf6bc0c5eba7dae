// Writes what was taken over: entries into .unleak.yml, whose other lines stay as they are, and lines into the baseline.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { parse } from 'yaml'
import { baselineText, readBaseline, stretcher } from '../baseline.ts'
import type { ScanConfig } from '../config.ts'
import { UserError } from '../errors.ts'
import { saltedBaseline } from '../fingerprint-salt.ts'
import type { BaselineEntry } from '../filters/baseline.ts'
import { addEntry } from '../init/yaml-edit.ts'
import { writeReport } from '../output-file.ts'
import { scan } from '../pipeline.ts'
import { resolveMatcher } from '../resolve-rules.ts'
import { filesSource } from '../sources/files.ts'
import type { Rule } from '../types.ts'
import type { Collected } from './collect.ts'

/**
 * Nothing that stands there is changed, and what is there already is not written twice.
 * @returns how many entries were new
 * @throws UserError by-hand
 */
export function writeEntries(file: string, found: Collected[]): number {
  const before = existsSync(file) ? readFileSync(file, 'utf8') : ''
  let text = before
  let count = 0
  const add = (keys: string[], value: unknown): void => {
    const edited = isYaml(file) ? addEntry(text, keys, undefined, value) : undefined
    if (edited === undefined) throw new UserError('by-hand', file, JSON.stringify({ [keys.join('.')]: value }))
    text = edited
    count++
  }
  // Each goes in front, so the last one first.
  for (const { allow, disable, made } of found.toReversed()) {
    for (const { reason, ...conditions } of allow.toReversed()) {
      const entry = { ...conditions, reason }
      if (!isThere(text, 'allow', entry)) add(['allow'], entry)
    }
    for (const id of disable.toReversed()) if (!isThere(text, 'disable', id)) add(['rules', 'disable'], id)
    for (const rule of made.toReversed()) add(['rules', 'add'], ruleInput(rule))
  }
  if (text !== before) writeReport(file, text)
  return count
}

const isYaml = (file: string): boolean => /\.ya?ml$/.test(file)

function isThere(text: string, key: 'allow' | 'disable', wanted: unknown): boolean {
  const data = (parse(text) ?? {}) as { allow?: unknown[]; rules?: { disable?: unknown[] } }
  const list = (key === 'allow' ? data.allow : data.rules?.disable) ?? []
  return list.some((item) => isDeepStrictEqual(item, wanted))
}

/** A configuration names no provider for its own rules. */
const ruleInput = (rule: Rule): object => Object.fromEntries(Object.entries(rule).filter(([key]) => key !== 'provider'))

/** Findings that they knew become known here, by what they are. @returns how many were new; those that no scan finds are told in `lost` */
export async function writeKnown(config: ScanConfig, found: Collected[]): Promise<number> {
  const all = found.flatMap((carried) => carried.known.map((known) => ({ carried, known, met: false })))
  if (all.length === 0) return 0
  const file = saltedBaseline(config)
  const base = config.directory!
  const { source } = await filesSource(['.'], config.maxFileSize, base)
  const { findings } = await scan({ source, config, base, matcher: await resolveMatcher(config, base) })
  const stretch = stretcher(config.fingerprintSalt)
  const entries: BaselineEntry[] = []
  for (const finding of findings) {
    const sha1 = createHash('sha1').update(finding.secret.reveal()).digest('hex')
    const matches = all.filter(({ known }) => known.isIt(finding, sha1))
    for (const match of matches) match.met = true
    if (matches.length > 0) entries.push([await stretch(finding.fingerprint), finding.rule, finding.file])
  }
  for (const { carried, known, met } of all)
    if (!met) carried.lost.push(`${known.label}: a scan finds nothing there now`)
  const before = readBaseline(file) ?? []
  const text = baselineText([...before, ...entries])
  if (entries.length > 0 && text !== baselineText(before)) writeReport(file, text)
  return text.split('\n').length - baselineText(before).split('\n').length
}
