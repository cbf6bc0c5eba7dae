// A text with the comment `unleak:allow` put where a value stands, and nothing else changed.
import { MARK, readPermission } from '../filters/comment.ts'
import { commentSyntax } from './comment-syntax.ts'
import type { Reason } from './home.ts'

export interface Commented {
  text: string
  /** From 1, in the new text. */
  line: number
  /** The comment alone. */
  comment: string
}

/** @returns why there can be no comment, or nothing. */
export function commentObstacle(
  path: string,
  text: string | undefined,
  secret: string,
  line: number,
): string | undefined {
  const syntax = commentSyntax(path)
  if (!syntax) return 'a file of this kind has no comments that unleak knows'
  if (text === undefined) return 'the file is no UTF-8 text'
  const at = lineOf(text, secret, line)
  if (at === undefined) return 'the value does not stand there as a whole line has it'
  const lines = text.split('\n')
  const ends = (number: number): boolean => /\\\r?$/.test(lines[number] ?? '')
  if (ends(at) || ends(at - 1)) return 'the line goes on behind a backslash'
  if (syntax.behind && /\.[jt]sx$/i.test(path) && /^\s*</.test(lines[at]!)) return 'a comment in markup is text there'
  return undefined
}

/** @param line where the value stood when it was found, from 1; the nearest line that holds it counts. */
export function withComment(
  path: string,
  text: string,
  secret: string,
  line: number,
  rule: string,
  reason: Reason,
): Commented {
  const { open, close, behind } = commentSyntax(path)!
  const lines = text.split('\n')
  const at = lineOf(text, secret, line)!
  const [, body = '', end = ''] = /^(.*?)(\r?)$/s.exec(lines[at]!)!
  const standing = readPermission(body)
  if (standing && standing.rules.length > 0 && !standing.rules.includes(rule) && standing.until === reason.until) {
    // Two such comments on a line: only the first would count.
    lines[at] = `${body.replace(`${MARK} ${standing.rules[0]}`, (start) => `${start}, ${rule}`)}${end}`
    return { text: lines.join('\n'), line: at + 1, comment: `${MARK} ${standing.rules.join(', ')}, ${rule}` }
  }
  const comment = `${open} ${MARK} ${rule}${reason.until ? ` until ${reason.until}` : ''} -- ${clean(reason.text)}${close}`
  if (behind) lines[at] = `${body.trimEnd()} ${comment}${end}`
  else lines.splice(at, 0, `${/^\s*/.exec(body)![0]}${comment}${end}`)
  return { text: lines.join('\n'), line: at + 1, comment }
}

/** The line, from 0, that holds the value and is nearest to where it was found. */
function lineOf(text: string, secret: string, line: number): number | undefined {
  if (secret.includes('\n')) return undefined
  const holding = text.split('\n').flatMap((each, index) => (each.includes(secret) ? index : []))
  return holding.toSorted((a, b) => Math.abs(a - line + 1) - Math.abs(b - line + 1))[0]
}

/** Nothing in it may end the comment. */
const clean = (text: string): string =>
  text
    .replace(/\*\/|--+>|<!--|\?>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
