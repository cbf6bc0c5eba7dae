// `unleak baseline`: what is here already becomes known; entries that match nothing any more are told, or taken out.
import { asCalled } from '../called.ts'
import path from 'node:path'
import { BASELINE, readBaseline, stretcher } from '../baseline.ts'
import { mergeByLine, writeBaseline } from '../baseline-write.ts'
import type { ScanConfig } from '../config.ts'
import { EXIT, UserError } from '../errors.ts'
import { saltedBaseline } from '../fingerprint-salt.ts'
import { splitKnown } from '../filters/baseline.ts'
import type { BaselineEntry } from '../filters/baseline.ts'
import { scan } from '../pipeline.ts'
import { startProgress } from '../progress.ts'
import { openProject } from '../project.ts'
import { resolveMatcher } from '../resolve-rules.ts'
import { Scopes } from '../scopes.ts'
import type { Cascade } from '../scopes.ts'
import { filesSource } from '../sources/files.ts'
import { painter, visible, wantsColor } from '../terminal.ts'
import type { Finding } from '../types.ts'

/** @returns the exit code: the same as a scan's when not everything could be read */
export async function baselineCommand(prune: boolean): Promise<number> {
  const { config, cascade } = await openProject(process.cwd())
  const file = saltedBaseline(config)
  const before = readBaseline(file) ?? []
  const { findings, skipped } = await scanAll(config, cascade)
  // A file that could not be read would look as if its secrets were gone.
  if (skipped.length > 0) {
    const [first] = skipped
    throw new UserError('baseline-gap', `${first!.path}: ${first!.reason}`, String(skipped.length))
  }
  const stretch = stretcher(config.fingerprintSalt)
  const placed = findings.map((finding) => ({ finding, path: finding.file }))
  const { fresh, known, stale } = await splitKnown(placed, before, stretch)
  const added = prune
    ? []
    : await Promise.all(fresh.map(async (finding) => entryOf(finding, await stretch(finding.fingerprint))))
  const kept = prune ? before.filter((entry) => !isIn(entry, stale)) : before
  writeBaseline(file, [...kept, ...added])
  const merged = mergeByLine(path.dirname(file))
  process.stdout.write(
    report({ added: added.length, known: known.length, stale, prune, fresh: prune ? fresh.length : 0, merged }),
  )
  return EXIT.clean
}

async function scanAll(
  config: ScanConfig,
  cascade: Cascade,
): Promise<{ findings: Finding[]; skipped: { path: string; reason: string }[] }> {
  const base = config.directory!
  const { source, total } = await filesSource(['.'], config.maxFileSize, base)
  const here = { config, matcher: await resolveMatcher(config, base) }
  const scopes = new Scopes({ ...cascade, base, here })
  const progress = startProgress(total)
  try {
    const { findings, skipped } = await scan({ source, ...here, scopes, base, onFile: progress.update })
    // A directory that is a root of its own has a baseline of its own.
    const roots = await Promise.all(findings.map(async ({ file }) => (await scopes.of(file)).config.directory))
    return { findings: findings.filter((_, i) => roots[i] === base), skipped }
  } finally {
    progress.stop()
  }
}

const entryOf = ({ rule, file }: Finding, id: string): BaselineEntry => [id, rule, file]

const isIn = (entry: BaselineEntry, list: BaselineEntry[]): boolean =>
  list.some((other) => other.every((part, i) => part === entry[i]))

interface Told {
  added: number
  known: number
  stale: BaselineEntry[]
  prune: boolean
  /** Found and not added. */
  fresh: number
  merged: boolean
}

const MOST_SHOWN = 10

function report({ added, known, stale, prune, fresh, merged }: Told): string {
  const paint = painter(wantsColor(process.stdout))
  const list = stale.slice(0, MOST_SHOWN).map(([, rule, file]) => `    ${visible(file)}: ${visible(rule)}`)
  const more = stale.length > MOST_SHOWN ? [`    and ${stale.length - MOST_SHOWN} more`] : []
  const tell = prune
    ? 'taken out, they matched nothing any more'
    : asCalled('match nothing any more; take them out: unleak baseline --prune')
  return [
    `${paint('green', '✔')} ${BASELINE}: ${added} added, ${known} were known`,
    ...(stale.length > 0 ? [`${paint('yellow', '!')} ${stale.length} ${tell}`, ...list, ...more] : []),
    ...(fresh > 0 ? [`${paint('yellow', '!')} ${fresh} found here are not in it: ${asCalled('unleak scan')}`] : []),
    ...(merged ? [`${paint('green', '✔')} .gitattributes: git merges it line by line`] : []),
    'Known is not harmless: revoke what is real, then take it out of the baseline.',
    '',
  ].join('\n')
}
