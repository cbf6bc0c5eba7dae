// The characters of base64, and where a text of them that stands in several lines begins.
import { RETURN } from './ascii.ts'
import { NEWLINE } from './bytes.ts'

/** Of a text in several lines; shorter lines of equal length are more likely a list of values. */
export const SHORTEST_LINE = 60

/** Values of the characters of base64 and base64url, 255 for all others. https://www.rfc-editor.org/rfc/rfc4648 */
export const SEXTET = new Uint8Array(256).fill(255)
for (const end of ['+/', '-_']) {
  const alphabet = `ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789${end}`
  for (let value = 0; value < 64; value++) SEXTET[alphabet.charCodeAt(value)] = value
}

/**
 * By its first line alone such a text is told.
 * @param line where a line begins. @returns where the first of the lines of base64 above it does, not before `least`; else itself
 */
export function firstLine(bytes: Uint8Array, line: number, least: number): number {
  let first = line
  while (first > least) {
    const end = bytes[first - 2] === RETURN ? first - 2 : first - 1
    let run = end
    while (run > least && SEXTET[bytes[run - 1]!]! !== 255) run--
    if (end - run < SHORTEST_LINE) break
    first = run === least ? least : Math.max(least, bytes.lastIndexOf(NEWLINE, run - 1) + 1)
  }
  return first
}
