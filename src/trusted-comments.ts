// With --config-from a comment counts only when the same secret was allowed by one in that commit's version of the file.
import type { Matcher } from './detect/matcher.ts'
import { allowedByComment } from './filters/comment.ts'
import { allowedByPeer } from './filters/peer-comment.ts'
import { commentLines, secretOf } from './findings.ts'
import type { Chunk, Reading } from './types.ts'

/** For one chunk: why a comment beside this secret does not count, or nothing. @param pathHere what path patterns are tried on */
export type TrustedComments = (
  chunk: Chunk,
  matcher: Matcher,
  pathHere: string,
) => Promise<(rule: string, secret: string) => string | undefined>

/**
 * @param ref for people.
 * @param read the file as it stands there; nothing when it does not.
 */
export function commentsTrustedBy(ref: string, read: (file: string) => Promise<Reading | undefined>): TrustedComments {
  return async (chunk, matcher, pathHere) => {
    let allowed: Set<string> | undefined
    const version = await read(chunk.path)
    return (rule, secret) => {
      allowed ??= version ? allowedIn({ path: chunk.path, ...version }, matcher, pathHere) : new Set()
      return allowed.has(`${rule}\0${secret}`) ? undefined : `it does not stand in ${ref}`
    }
  }
}

function allowedIn(chunk: Chunk, matcher: Matcher, path: string): Set<string> {
  const allowed = new Set<string>()
  const today = new Date().toISOString().slice(0, 10)
  for (const bytes of [chunk.bytes, ...(chunk.also ? [chunk.also] : [])]) {
    const version = { ...chunk, bytes }
    for (const match of matcher(bytes, { binary: chunk.binary, path })) {
      const lines = commentLines(bytes, match)
      if (allowedByComment(match.rule.id, ...lines, today).allowed || allowedByPeer(match.rule.id, ...lines).allowed)
        allowed.add(`${match.rule.id}\0${secretOf(version, match)}`)
    }
  }
  return allowed
}
