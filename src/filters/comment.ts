// The inline permission `unleak:allow RULE[, RULE] [until 2027-01-31] -- reason`, on a line of the finding or alone on the line above it.
import { isExpired } from './allowlist.ts'

export const MARK = 'unleak:allow'

/** A line that holds nothing but the comment: no letter or digit before it. */
const ALONE = /^[^A-Za-z0-9]*unleak:allow/
const DATE = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

/** `allowed`, or why the comment that stands there does not count. */
export type CommentVerdict = { allowed: true; reason: string } | { allowed: false; problem?: string }

/** What a line's comment says; nothing when there is none. */
export interface Permission {
  rules: string[]
  reason: string
  /** As written; it may be no date. */
  until?: string
  /** Nothing else stands on its line: it is about the next one too. */
  alone: boolean
}

export function readPermission(line: string): Permission | undefined {
  const at = line.indexOf(MARK)
  if (at === -1) return undefined
  // By hand: an expression would go back and forth over a line of blanks.
  const text = line.slice(at + MARK.length).trimEnd()
  const cut = text.search(/(?<![^ \t])--/)
  const words = (cut === -1 ? text : text.slice(0, cut)).split(/[\s,]+/).filter((word) => /^[\w*-]+$/.test(word))
  const limit = words.indexOf('until')
  return {
    rules: limit === -1 ? words : words.slice(0, limit),
    reason: cut === -1 ? '' : text.slice(cut + 2).trim(),
    ...(limit === -1 ? {} : { until: words[limit + 1] ?? '' }),
    alone: ALONE.test(line),
  }
}

/**
 * @param rule the finding's rule id.
 * @param lines the finding's lines, @param above the line before them.
 * @param today in UTC: `2026-11-25`
 */
export function allowedByComment(
  rule: string,
  lines: string[],
  above: string | undefined,
  today: string,
): CommentVerdict {
  let problem: string | undefined
  for (const [index, line] of [above ?? '', ...lines].entries()) {
    const comment = readPermission(line)
    if (!comment || (index === 0 && !comment.alone)) continue
    problem = problemOf(comment, rule, today)
    if (problem === undefined) return { allowed: true, reason: comment.reason }
  }
  return problem === undefined ? { allowed: false } : { allowed: false, problem }
}

/** Not 2027-02-31, which a date would take for a day in March. */
const isDay = (text: string): boolean => DATE.test(text) && new Date(text).toJSON()?.startsWith(text) === true

function problemOf(comment: Permission, rule: string, today: string): string | undefined {
  const { rules, reason, until } = comment
  if (rules.length === 0) return 'the comment names no rule'
  if (!rules.includes(rule)) return `the comment allows ${rules.join(', ')}, not ${rule}`
  if (until !== undefined && !isDay(until)) return 'the comment names no day after until: it is written 2027-01-31'
  if (isExpired(comment, today)) return `the comment expired on ${until}`
  if (reason.replace(/[^A-Za-z0-9\u0080-\uffff]/g, '') === '') return 'the comment gives no reason after --'
  return undefined
}
