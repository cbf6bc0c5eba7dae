// What stands around an assignment: the line that it is on, and the names beside it.
import { latin1, NEWLINE } from '../detect/bytes.ts'
import { BACKSLASH, isQuote } from '../detect/quotes.ts'
import type { Candidate } from './candidate.ts'

/** Bytes before the name and behind the value. */
const BEFORE = 160
const BEHIND = 120
const COMMENT = /^\s*(?:\/\/|#|\*|\/\*|--|;|<!--|"""|%|rem\b)/i
const USER = /user|login|e-?mail|account|\bowner\b|\buid\b/i
const HOST = /host|server|port\b|url|uri|endpoint|database|jdbc|\bdb\b|\bip\b/i
const CREDENTIAL = /secret|token|passw|api_?key|client_?id|access_?key/i

export interface Surroundings {
  inComment: boolean
  /** Bare, within a quoted text: `"user=x;password=y"`. */
  inText: boolean
  /** What else is named there: `user`, `host`, `credential`, or several. */
  beside: string
}

export function surroundingsOf({ bytes, nameStart, valueEnd, quote }: Candidate): Surroundings {
  const before = latin1(bytes, Math.max(0, nameStart - BEFORE), nameStart)
  const behind = latin1(bytes, valueEnd, Math.min(bytes.length, valueEnd + BEHIND))
  const line = before.slice(before.lastIndexOf('\n') + 1)
  const around = `${before}\n${behind}`
  const beside = [USER.test(around) && 'user', HOST.test(around) && 'host', CREDENTIAL.test(around) && 'credential']
  const end = bytes[valueEnd]
  return {
    inComment: COMMENT.test(line),
    inText: quote === 0 && (isQuote(end) || end === BACKSLASH) && bytes[valueEnd + 1] !== NEWLINE,
    beside: beside.filter(Boolean).join(' and ') || 'nothing',
  }
}

/** The line's text before a position, no more of it than the last characters. */
export function lineBefore(bytes: Uint8Array, end: number, most: number): string {
  const least = Math.max(0, end - most)
  const before = bytes.lastIndexOf(NEWLINE, end - 1) + 1
  return latin1(bytes, Math.max(least, before), end)
}
