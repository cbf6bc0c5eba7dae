// The map of a scan: source -> chunk -> matches -> filters -> findings.
import path from 'node:path'
import { joinParts } from './detect/composite.ts'
import type { Matcher } from './detect/matcher.ts'
import { allowedBy } from './filters/allowlist.ts'
import { allowedByComment } from './filters/comment.ts'
import { isPlaceholder } from './filters/placeholder.ts'
import { preferContent } from './filters/whole-file.ts'
import { newLines } from './filters/new-lines.ts'
import { commentLines, publicPrefix, secretOf, toFindings } from './findings.ts'
import type { ScanConfig } from './config.ts'
import { TooSlowError } from './errors.ts'
import { CONFIDENCES } from './types.ts'
import type { Chunk, Finding, Match, Scanned, ScanResult, Source } from './types.ts'

export interface Scan {
  source: Source
  matcher: Matcher
  config: ScanConfig
  /** The directory that the chunks' paths are relative to. */
  base: string
  /** Called after each file, for progress. */
  onFile?: (done: { files: number; bytes: number }) => void
  onLeftOut?: LeftOut
}

/** Is told what the project leaves out on purpose, and why. */
type LeftOut = (text: string) => void

/** Reads the source to its end; nothing is skipped in silence. */
export async function scan({ source, matcher, config, base, onFile, onLeftOut }: Scan): Promise<ScanResult> {
  const result: ScanResult = { findings: [], baselined: [], skipped: [], files: 0, bytes: 0 }
  for await (const item of source) {
    if ('skipped' in item) {
      result.skipped.push(item.skipped)
      continue
    }
    if ('scanned' in item) {
      addTo(result, item.scanned, onLeftOut)
      onFile?.(result)
      continue
    }
    const pathHere = pathFor(config, base, item.path)
    if (config.ignore?.test(pathHere)) {
      onLeftOut?.(`${item.path}: a pattern of "ignore"`)
      continue
    }
    try {
      result.findings.push(...(await scanReadings(item, matcher, config, pathHere, onLeftOut)))
    } catch (error) {
      if (!(error instanceof TooSlowError)) throw error
      result.skipped.push({ path: item.path, reason: error.message })
      continue
    }
    // A large file's windows are one file.
    if (isFirst(item)) result.files++
    result.bytes += item.window ? item.window.to - item.window.from : item.bytes.length
    onFile?.(result)
  }
  return result
}

function addTo(result: ScanResult, { findings, skipped, files, bytes, leftOut }: Scanned, onLeftOut?: LeftOut): void {
  for (const finding of findings) result.findings.push(finding)
  for (const gap of skipped) result.skipped.push(gap)
  result.files += files
  result.bytes += bytes
  for (const text of leftOut) onLeftOut?.(text)
}

/** The path that the configuration's patterns see: relative to its own directory. */
export function pathFor({ directory }: ScanConfig, base: string, file: string): string {
  if (directory === undefined || directory === base) return file
  return path.relative(directory, path.resolve(base, file)).replaceAll(path.sep, '/')
}

/** A chunk, and the second reading of it: what both show is told once. */
async function scanReadings(
  chunk: Chunk,
  matcher: Matcher,
  config: ScanConfig,
  pathHere: string,
  onLeftOut?: LeftOut,
): Promise<Finding[]> {
  const findings = await scanChunk(chunk, matcher, config, { pathHere, onLeftOut })
  // In the second reading nothing stands where it did.
  const { also, previous, window: _window, onClean: _onClean, ...rest } = chunk
  if (!also) return findings
  const second: Chunk = { ...rest, bytes: also, binary: true }
  if (previous)
    second.previous = async () =>
      (await previous()).map((version) => ({ ...version, bytes: version.also ?? version.bytes }))
  const known = new Set(findings.map(({ fingerprint }) => fingerprint))
  return [
    ...findings,
    ...(await scanChunk(second, matcher, config, { pathHere, whole: false })).filter(
      ({ fingerprint }) => !known.has(fingerprint),
    ),
  ]
}

export interface ChunkOptions {
  /** What path patterns are tried on; by default the chunk's own. */
  pathHere?: string
  /** False when the bytes are a second reading of a file that was judged as a whole before. */
  whole?: boolean
  onLeftOut?: LeftOut | undefined
}

/** All findings of one chunk, in order. */
export async function scanChunk(
  chunk: Chunk,
  matcher: Matcher,
  config: ScanConfig,
  { pathHere = chunk.path, whole = true, onLeftOut }: ChunkOptions = {},
): Promise<Finding[]> {
  const all = matcher(chunk.bytes, { binary: chunk.binary, path: pathHere })
  const found = config.disabled ? all.filter((match) => !config.disabled!.has(match.rule.id)) : all
  if (all.length === 0 && !chunk.also) chunk.onClean?.()
  if (found.length === 0) return []
  const least = CONFIDENCES.indexOf(config.minConfidence)
  const { joined, parts } = joinParts(chunk.bytes, found)
  const isSure = ({ confidence }: Match): boolean => CONFIDENCES.indexOf(confidence) <= least
  const reported = preferContent(joined, isSure, whole && isFirst(chunk)).filter(
    (match) => !parts.has(match) && isOwn(chunk, match) && isReported(chunk, match, config, pathHere, onLeftOut),
  )
  const fresh =
    reported.length > 0 && chunk.previous
      ? newLines(
          chunk.bytes,
          (await chunk.previous()).map(({ bytes }) => bytes),
        )
      : undefined
  return toFindings(chunk, fresh ? reported.filter(fresh) : reported, found, config.fingerprintSalt)
}

const isFirst = ({ window }: Chunk): boolean => !window || window.from === 0

/** What stands in the overlap is another window's. */
const isOwn = ({ window }: Chunk, { secretStart }: Match): boolean =>
  !window || (secretStart >= window.from && secretStart < window.to)

function isReported(chunk: Chunk, match: Match, config: ScanConfig, pathHere: string, onLeftOut?: LeftOut): boolean {
  const secret = secretOf(chunk, match)
  const leaveOut = (why: string): false => {
    onLeftOut?.(`${chunk.path}: ${match.rule.id}: ${why}`)
    return false
  }
  // A value that is known to be one stands for nothing else, whatever it looks like.
  const guessed = match.rule.kind !== 'burned' && match.rule.kind !== 'known'
  if (guessed && isPlaceholder(secret, publicPrefix(match, secret))) return leaveOut('a placeholder')
  const entry = allowedBy(config.allow, { rule: match.rule.id, path: pathHere, secret })
  if (entry) return leaveOut(`an "allow" entry: ${entry.reason}`)
  const verdict = allowedByComment(match.rule.id, ...commentLines(chunk.bytes, match))
  if (verdict.allowed) return leaveOut(`a comment: ${verdict.reason}`)
  if (verdict.problem) match.reasons.push(`unleak:allow does not count: ${verdict.problem}`)
  return true
}
