// The contract of an offline proof: src/detect/checks/NAME.ts exports `check`.
import type { Confidence } from '../types.ts'

/** `ok: false` drops the match; a confidence replaces the rule's own; undefined says nothing. */
export type Verdict = { ok: boolean; confidence?: Confidence; reason: string } | undefined

/**
 * @param secret the secret; @param match all that the rule's pattern matched. One character a byte.
 * @param now Unix time in seconds; undefined when nobody says: then nothing has expired.
 */
export type Check = (secret: string, match: string, now?: number) => Verdict
