// The map of a scan: source -> chunk -> matches -> filters -> findings.
import { joinParts } from './detect/composite.ts'
import type { Matcher } from './detect/matcher.ts'
import { isAllowed } from './filters/allowlist.ts'
import { allowedByComment } from './filters/comment.ts'
import { dropOverlaps } from './filters/overlap.ts'
import { isPlaceholder } from './filters/placeholder.ts'
import { newLines } from './filters/new-lines.ts'
import { commentLines, publicPrefix, secretOf, toFindings } from './findings.ts'
import type { ScanConfig } from './config.ts'
import { CONFIDENCES } from './types.ts'
import type { Chunk, Finding, Match, ScanResult, Source } from './types.ts'

export interface Scan {
  source: Source
  matcher: Matcher
  config: ScanConfig
  /** Called after each file, for progress. */
  onFile?: (done: { files: number; bytes: number }) => void
}

/** Reads the source to its end; nothing is skipped in silence. */
export async function scan({ source, matcher, config, onFile }: Scan): Promise<ScanResult> {
  const result: ScanResult = { findings: [], skipped: [], files: 0, bytes: 0 }
  for await (const item of source) {
    if ('skipped' in item) {
      result.skipped.push(item.skipped)
      continue
    }
    if (config.ignore?.test(item.path)) continue
    result.findings.push(...(await scanChunk(item, matcher, config)))
    result.files++
    result.bytes += item.bytes.length
    onFile?.(result)
  }
  return result
}

/** All findings of one chunk, in order. */
export async function scanChunk(chunk: Chunk, matcher: Matcher, config: ScanConfig): Promise<Finding[]> {
  const found = matcher(chunk.bytes, { binary: chunk.binary, path: chunk.path })
  if (found.length === 0) return []
  const least = CONFIDENCES.indexOf(config.minConfidence)
  const reported = dropOverlaps(joinParts(chunk.bytes, found)).filter(
    (match) => CONFIDENCES.indexOf(match.confidence) <= least && isReported(chunk, match, config),
  )
  const fresh = reported.length > 0 && chunk.previous ? newLines(chunk.bytes, await chunk.previous()) : undefined
  return toFindings(chunk, fresh ? reported.filter(fresh) : reported, found, config.fingerprintSalt)
}

function isReported(chunk: Chunk, match: Match, config: ScanConfig): boolean {
  const secret = secretOf(chunk, match)
  if (isPlaceholder(secret, publicPrefix(match, secret))) return false
  if (isAllowed(config.allow, { rule: match.rule.id, path: chunk.path, secret })) return false
  const verdict = allowedByComment(match.rule.id, ...commentLines(chunk.bytes, match))
  if (!verdict.allowed && verdict.problem) match.reasons.push(`unleak:allow does not count: ${verdict.problem}`)
  return !verdict.allowed
}
