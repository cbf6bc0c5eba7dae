// The map of a scan: source -> chunk -> matches -> filters -> findings.
import path from 'node:path'
import { joinParts } from './detect/composite.ts'
import type { Matcher, MatcherOptions } from './detect/matcher.ts'
import { matchesOf, native } from './matches.ts'
import type { OnSkipped } from './matches.ts'
import { preferContent } from './filters/whole-file.ts'
import { newLines } from './filters/new-lines.ts'
import { MARK } from './filters/comment.ts'
import { toFindings } from './findings.ts'
import { whyLeftOut } from './left-out.ts'
import type { ScanConfig } from './config.ts'
import type { AllowEntry } from './filters/allowlist.ts'
import type { UnusedComment } from './filters/unused-comments.ts'
import type { Scopes } from './scopes.ts'
import type { TrustedComments } from './trusted-comments.ts'
import { TooSlowError } from './errors.ts'
import { openArchives } from './sources/archives.ts'
import { CONFIDENCES } from './types.ts'
import type { Chunk, Finding, Match, ScanResult } from './types.ts'
import type { Scanned, Source } from './source.ts'

export interface Scan {
  source: Source
  matcher: Matcher
  config: ScanConfig
  /** Given: what counts for each file, instead of `config` and `matcher`. */
  scopes?: Scopes
  /** Given: which comments count. */
  trusted?: TrustedComments | undefined
  /** The directory that the chunks' paths are relative to. */
  base: string
  /** Called after each file, for progress. */
  onFile?: (done: { files: number; bytes: number }) => void
  tell?: Tell
}

/** Is told what the project leaves out on purpose. */
export interface Tell {
  /** What, and why; of a file as a whole there is no match. */
  leftOut?: (text: string, match?: Match) => void
  /** An entry of `allow` that named something. */
  allowed?: (entry: Pick<AllowEntry, 'place'>) => void
  /** An inline permission that has nothing to permit. */
  unusedComment?: (file: string, comment: UnusedComment) => void
}

/** Reads the source to its end; nothing is skipped in silence. */
export async function scan({ source, scopes, base, trusted, onFile, tell = {}, ...rest }: Scan): Promise<ScanResult> {
  const result: ScanResult = { findings: [], baselined: [], skipped: [], files: 0, bytes: 0 }
  const isIgnored = async (file: string): Promise<boolean> => {
    const { config } = (await scopes?.of(file)) ?? rest
    return config.ignore?.test(pathFor(config, base, file)) ?? false
  }
  for await (const item of rest.config.archives ? openArchives(source, isIgnored) : source) {
    if ('scanned' in item) {
      addTo(result, item.scanned, tell)
      onFile?.(result)
      continue
    }
    const file = 'skipped' in item ? item.skipped.path : item.path
    const scope = scopes?.of(file) ?? rest
    const { config, matcher } = scope instanceof Promise ? await scope : scope
    const pathHere = pathFor(config, base, file)
    if (config.ignore?.test(pathHere)) {
      tell.leftOut?.(`${file}: a pattern of "ignore"`)
      continue
    }
    if ('skipped' in item) {
      result.skipped.push(item.skipped)
      continue
    }
    try {
      const onSkipped = (reason: string): unknown => result.skipped.push({ path: item.path, reason })
      result.findings.push(...(await scanReadings(item, matcher, config, { pathHere, tell, trusted, onSkipped })))
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

function addTo(result: ScanResult, { findings, skipped, files, bytes, told }: Scanned, tell: Tell): void {
  for (const finding of findings) result.findings.push(finding)
  for (const gap of skipped) result.skipped.push(gap)
  result.files += files
  result.bytes += bytes
  for (const text of told.leftOut) tell.leftOut?.(text)
  for (const place of told.allowed) tell.allowed?.({ place })
  for (const { file, ...comment } of told.unusedComments) tell.unusedComment?.(file, comment)
}

/** The path that the configuration's patterns see: relative to its own directory. */
export function pathFor({ directory }: Pick<ScanConfig, 'directory'>, base: string, file: string): string {
  if (directory === undefined || directory === base) return file
  return path.relative(directory, path.resolve(base, file)).replaceAll(path.sep, '/')
}

/** A chunk, and the second reading of it: what both show is told once. */
async function scanReadings(
  chunk: Chunk,
  matcher: Matcher,
  config: ScanConfig,
  options: ChunkOptions,
): Promise<Finding[]> {
  const findings = await scanChunk(chunk, matcher, config, options)
  // In the second reading nothing stands where it did.
  const { also, previous, fresh: _fresh, window: _window, onClean: _onClean, ...rest } = chunk
  if (!also) return findings
  const second: Chunk = { ...rest, bytes: also, binary: true }
  if (previous)
    second.previous = async () =>
      (await previous()).map((version) => ({ ...version, bytes: version.also ?? version.bytes }))
  const known = new Set(findings.map(({ fingerprint }) => fingerprint))
  return [
    ...findings,
    ...(await scanChunk(second, matcher, config, { ...options, whole: false })).filter(
      ({ fingerprint }) => !known.has(fingerprint),
    ),
  ]
}

export interface ChunkOptions {
  /** What path patterns are tried on; by default the chunk's own. */
  pathHere?: string
  /** False when the bytes are a second reading of a file that was judged as a whole before. */
  whole?: boolean
  /** False: only the bytes as they stand, nothing of what is encoded in them. */
  encoded?: boolean
  tell?: Tell
  trusted?: TrustedComments | undefined
  onSkipped?: OnSkipped
}

/** All findings of one chunk, in order. */
export async function scanChunk(
  chunk: Chunk,
  matcher: Matcher,
  config: ScanConfig,
  { pathHere = chunk.path, whole = true, encoded = true, tell = {}, trusted, onSkipped }: ChunkOptions = {},
): Promise<Finding[]> {
  let gaps = 0
  const countGap = (reason: string): unknown => {
    gaps++
    return onSkipped?.(reason)
  }
  const seen: MatcherOptions = {
    binary: chunk.binary,
    path: pathHere,
    ...(chunk.fresh ? { fresh: chunk.fresh } : {}),
    ...(isFirst(chunk) ? {} : { part: true }),
    ...(onSkipped ? { onTooSlow: countGap } : {}),
  }
  const matches = encoded ? matchesOf(chunk.bytes, matcher, seen, countGap) : matcher(chunk.bytes, seen)
  const all = matches instanceof Promise ? await matches : matches
  if (all.length === 0 && gaps === 0 && encoded && !chunk.also && !chunk.fresh) chunk.onClean?.()
  const found = config.disabled ? all.filter((match) => !config.disabled!.has(match.rule.id)) : all
  if (whole && !chunk.window && tell.unusedComment && holds(chunk.bytes, MARK))
    for (const comment of (await import('./filters/unused-comments.ts')).unusedComments(chunk.path, chunk.bytes, found))
      tell.unusedComment(chunk.path, comment)
  if (found.length === 0) return []
  const trusts = await trusted?.(chunk, matcher, pathHere)
  const least = CONFIDENCES.indexOf(config.minConfidence)
  const { joined, parts } = joinParts(chunk.bytes, found)
  const isSure = ({ confidence }: Match): boolean => CONFIDENCES.indexOf(confidence) <= least
  const today = new Date().toISOString().slice(0, 10)
  const isReported = (match: Match): boolean => {
    const why = whyLeftOut(chunk, match, config, { pathHere, today, trusts, onEntry: tell.allowed })
    if (why !== undefined) tell.leftOut?.(`${chunk.path}: ${match.rule.id}: ${why}`, match)
    return why === undefined
  }
  const reported = preferContent(joined, isSure, whole && isFirst(chunk)).filter(
    (match) => !parts.has(match) && isOwn(chunk, match) && isReported(match),
  )
  const fresh =
    reported.length > 0 && chunk.previous
      ? newLines(
          chunk.bytes,
          (await chunk.previous()).map(({ bytes }) => bytes),
          chunk.fresh,
        )
      : undefined
  return toFindings(chunk, fresh ? reported.filter(fresh) : reported, found, config.fingerprintSalt)
}

const isFirst = ({ window }: Chunk): boolean => !window || window.from === 0

/** What stands in the overlap is another window's. */
const isOwn = ({ window }: Chunk, { secretStart }: Match): boolean =>
  !window || (secretStart >= window.from && secretStart < window.to)

const holds = (bytes: Uint8Array, text: string): boolean => native(bytes).includes(text)
