// A finding as JSON: what machines need, and no secret.
import type { Finding } from './types.ts'

/** One line; JSON is shown on terminals too. */
export function findingJson(finding: Finding): string {
  const { secret: _secret, written: _written, frame: _frame, ...shown } = finding
  return jsonText(shown)
}

/** JSON in which control and direction characters are escaped, and what a CI would read as a command: see src/terminal.ts. @param indent as of `JSON.stringify` */
export function jsonText(value: object, indent?: number): string {
  return JSON.stringify(value, undefined, indent).replace(
    /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|#(?=#\w*\[)/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
