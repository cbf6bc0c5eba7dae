// The inline permission `unleak:allow RULE[, RULE] -- reason`, on a line of the finding or alone on the line above it.

const COMMENT = /unleak:allow(?:[ \t]+([\w*,\t -]*?))?[ \t]*(?:--[ \t]*(\S[^\r\n]*))?$/
/** A line that holds nothing but the comment: no letter or digit before it. */
const ALONE = /^[^A-Za-z0-9]*unleak:allow/

/** `allowed`, or why the comment that stands there does not count. */
export type CommentVerdict = { allowed: true; reason: string } | { allowed: false; problem?: string }

/**
 * @param rule the finding's rule id.
 * @param lines the finding's lines, @param above the line before them.
 */
export function allowedByComment(rule: string, lines: string[], above: string | undefined): CommentVerdict {
  const candidates = above !== undefined && ALONE.test(above) ? [above, ...lines] : lines
  let problem: string | undefined
  for (const line of candidates) {
    if (!line.includes('unleak:allow')) continue
    const [, rules = '', reason = ''] = COMMENT.exec(line.trimEnd()) ?? []
    const ids = rules.split(/[\s,]+/).filter(Boolean)
    if (ids.length === 0) problem = 'the comment names no rule'
    else if (!ids.includes(rule)) problem = `the comment allows ${ids.join(', ')}, not ${rule}`
    else if (reason.replace(/[^A-Za-z0-9\u0080-\uffff]/g, '') === '') problem = 'the comment gives no reason after --'
    else return { allowed: true, reason }
  }
  return problem === undefined ? { allowed: false } : { allowed: false, problem }
}
