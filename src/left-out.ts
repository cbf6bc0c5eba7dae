// Why a match is left out on purpose: it is a placeholder, or somebody permitted it.
import type { ScanConfig } from './config.ts'
import { entriesFor, isExpired } from './filters/allowlist.ts'
import type { AllowEntry } from './filters/allowlist.ts'
import { allowedByComment } from './filters/comment.ts'
import { allowedByPeer } from './filters/peer-comment.ts'
import { isPlaceholder } from './filters/placeholder.ts'
import { commentLines, publicPrefix, secretOf } from './findings.ts'
import type { TrustedComments } from './trusted-comments.ts'
import type { Chunk, Match } from './types.ts'

interface Asked {
  /** What path patterns are tried on. */
  pathHere: string
  /** In UTC: `2026-11-25` */
  today: string
  /** Why a comment does not count, where the policy is another commit's. */
  trusts?: Awaited<ReturnType<TrustedComments>> | undefined
  /** Is told each entry of `allow` that names the match. */
  onEntry?: ((entry: AllowEntry) => void) | undefined
}

/** @returns the reason, or nothing when it is to be reported; a permission that does not count is told in its reasons. */
export function whyLeftOut(
  chunk: Chunk,
  match: Match,
  config: ScanConfig,
  { pathHere, today, trusts, onEntry }: Asked,
): string | undefined {
  const secret = secretOf(chunk, match)
  const rule = match.rule.id
  // A value that is known to be one stands for nothing else, whatever it looks like, whatever another tool thinks.
  const guessed = match.rule.kind !== 'burned' && match.rule.kind !== 'known'
  if (guessed && isPlaceholder(secret, publicPrefix(match, secret))) return 'a placeholder'
  if (isHash(chunk.path, secret)) return 'a hash in the baseline of detect-secrets'

  const entries = entriesFor(config.allow, { rule, path: pathHere, secret })
  for (const entry of entries) onEntry?.(entry)
  const entry = entries.find((each) => !isExpired(each, today))
  if (entry) return `an "allow" entry: ${entry.reason}`
  for (const { until, place } of entries) match.reasons.push(`the allow entry expired on ${until} (${place})`)

  const lines = commentLines(chunk.bytes, match)
  const verdict = allowedByComment(rule, ...lines, today)
  const untrusted = trusts?.(rule, secret)
  if (verdict.allowed && !untrusted) return `a comment: ${verdict.reason}`
  if (verdict.allowed) match.reasons.push(`unleak:allow does not count: ${untrusted}`)
  else if (verdict.problem) match.reasons.push(`unleak:allow does not count: ${verdict.problem}`)

  if (!guessed || config.peerComments === false) return undefined
  const peer = allowedByPeer(rule, ...lines)
  if (peer.allowed && !untrusted) return `a comment of ${peer.tool}`
  if (peer.allowed) match.reasons.push(`the comment of ${peer.tool} does not count: ${untrusted}`)
  else if (peer.problem) match.reasons.push(peer.problem)
  return undefined
}

/** The baseline of detect-secrets names hashes as secrets: `"hashed_secret": SHA-1`. */
const isHash = (path: string, secret: string): boolean =>
  /(?:^|\/)\.secrets\.baseline$/.test(path) && /^[0-9a-f]{40}$/.test(secret)
