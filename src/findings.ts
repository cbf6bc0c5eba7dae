// Turns matches into findings: positions for people, the redacted form, the fingerprint.
import { frameOf, neighbours } from './frame.ts'
import { linesAround, Positions } from './positions.ts'
import { fingerprint, redact, SecretText } from './secret-text.ts'
import type { Chunk, Finding, Match, Range } from './types.ts'

/** A decoder for each: one for all would be made by every clean commit. */
const textIn = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

const textOf = ({ bytes }: Chunk, { joined, secretStart, secretEnd }: Match): string =>
  textIn(joined ?? bytes.subarray(secretStart, secretEnd))

export const secretOf = (chunk: Chunk, match: Match): string => match.decoded?.secret ?? textOf(chunk, match)

/** The part of a secret that its format fixes and that may be shown; empty when there is none. */
export function publicPrefix(match: Match, secret: string): string {
  const start = secret.slice(0, 40).toLowerCase()
  return match.rule.prefixes.find((prefix) => start.startsWith(prefix)) ?? ''
}

/**
 * @param matches what is reported, ordered, without overlaps.
 * @param found every raw match of the chunk: their text is masked in the frames.
 */
export function toFindings(chunk: Chunk, matches: Match[], found: Match[], salt: string): Finding[] {
  const positions = new Positions(chunk.bytes, chunk.window?.start)
  const near = neighbours(found)
  return matches.map((match) => {
    const secret = secretOf(chunk, match)
    const redacted = redact(secret, publicPrefix(match, secret))
    const range = rangeOf(positions, match)
    return {
      rule: match.rule.id,
      name: match.rule.name,
      severity: match.rule.severity,
      confidence: match.confidence,
      file: chunk.path,
      ...range,
      ...(chunk.commit === undefined ? {} : { commit: chunk.commit }),
      ...chunk.origin,
      fingerprint: fingerprint(salt, match.rule.id, secret),
      redacted,
      reasons: match.reasons,
      ...(match.cell === undefined ? {} : { cell: match.cell }),
      ...(match.decoded?.how.length ? { encodings: match.decoded.how } : {}),
      ...(match.part ? { part: partOf(chunk, match.part) } : {}),
      secret: new SecretText(secret, redacted),
      ...(match.decoded ? { written: new SecretText(textOf(chunk, match), redacted) } : {}),
      frame: frameOf(chunk.bytes, match, redacted, near(match)),
    }
  })
}

function partOf(chunk: Chunk, part: Match): NonNullable<Finding['part']> {
  const secret = secretOf(chunk, part)
  const range = rangeOf(new Positions(chunk.bytes, chunk.window?.start), part)
  return { rule: part.rule.id, ...range, redacted: redact(secret, publicPrefix(part, secret)) }
}

function rangeOf(positions: Positions, { secretStart, secretEnd }: Match): Range {
  const from = positions.at(secretStart)
  const to = positions.at(secretEnd)
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
}

/** A comment further from the secret than this is on another screen of a minified line. */
const COMMENT_REACH = 2048

/** The lines of a match, and the one above them: where an inline permission may stand. */
export function commentLines(bytes: Uint8Array, match: Match): [lines: string[], above: string | undefined] {
  const whole = linesAround(bytes, match.start, match.end)
  const from = Math.max(whole.from, match.start - COMMENT_REACH)
  const to = Math.min(whole.to, match.end + COMMENT_REACH)
  const lines = textIn(bytes.subarray(from, to)).split('\n')
  if (whole.from === 0) return [lines, undefined]
  const above = linesAround(bytes, whole.from - 1, whole.from)
  return [lines, textIn(bytes.subarray(Math.max(above.from, above.to - COMMENT_REACH), above.to))]
}
