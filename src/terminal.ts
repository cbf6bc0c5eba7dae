// What may go to a terminal: colours when wanted, and never a control character of somebody else's.
import type { styleText } from 'node:util'

// C0, DEL, C1, and the marks that hide text or turn its direction (Trojan Source, CVE-2021-42574).
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g

// The log of a CI is read for commands, standard error too: GitHub takes `::name::` behind any white space at the start of a
// line and `##[name]` anywhere, Azure `##vso[`, TeamCity `##teamcity[`. https://github.com/actions/runner ActionCommand.cs
const COMMAND = /^\s*:(?=:)|#(?=#\w*\[)/g

/** Control and direction characters as visible escapes: a file name cannot move the cursor, nor give orders to a CI. */
export function visible(text: string): string {
  return text.replace(UNSAFE, escaped).replace(COMMAND, (start) => start.slice(0, -1) + escaped(start.at(-1)!))
}

function escaped(char: string): string {
  const hex = char.charCodeAt(0).toString(16)
  return hex.length <= 2 ? `\\x${hex.padStart(2, '0')}` : `\\u${hex.padStart(4, '0')}`
}

/** https://no-color.org, then FORCE_COLOR, then: is it a terminal? */
export function wantsColor(stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): boolean {
  if (env['NO_COLOR']) return false
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false'
  return Boolean(stream.isTTY) && env['TERM'] !== 'dumb'
}

/** Columns to lay text out in: a terminal's own, but no line so long that it tires. */
export const textWidth = (stream: { columns?: number }): number => Math.min(stream.columns ?? 80, 100)

type Format = Parameters<typeof styleText>[0]

/** Styles text, or leaves it alone. */
export function painter(color: boolean): (format: Format, text: string) => string {
  if (!color) return (_, text) => text
  // Importing node:util loads much that a clean commit has no use for.
  const util = process.getBuiltinModule('node:util')
  return (format, text) => util.styleText(format, text, { validateStream: false })
}

/** Words laid out in lines of at most `width` columns, each behind `indent`. None begins with what a CI takes for a command. */
export function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/)) {
    if (line && indent.length + line.length + 1 + word.length > width && !word.startsWith('::')) {
      lines.push(indent + line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  return [...lines, indent + line].join('\n')
}
