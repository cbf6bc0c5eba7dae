// Path patterns become one regular expression when rules or a configuration are read: scanning then needs no pattern library.
import micromatch from 'micromatch'

/**
 * The source of an expression for any of the micromatch patterns. One without a slash matches in every directory.
 * @param under given: the directory that the patterns are from, as the paths to be matched begin; a pattern for an archive is
 * then one for all that is in it, `ARCHIVE!/PATH`.
 */
export const pathExpression = (patterns: string[], under?: string): string =>
  patterns.map((pattern) => `(?:${sourceOf(pattern, under)})`).join('|')

/** Patterns as a configuration keeps them: the source of one expression for all, and those by themselves that a long path makes slow. */
export interface PathPatterns {
  quick: string
  slow: { pattern: string; source: string; wildcards: number }[]
}

/** With two, the longest path there is takes some 40 ms. */
const MOST_QUICK = 2
const WILDCARD = /\*+|[+*?@!]\(/g

/** @param under as for `pathExpression` */
export function pathPatterns(patterns: string[], under: string): PathPatterns {
  const all = patterns.map((pattern) => ({
    pattern,
    source: pathExpression([pattern], under),
    wildcards: wholeOf(pattern, under).match(WILDCARD)?.length ?? 0,
  }))
  const isQuick = ({ wildcards }: { wildcards: number }): boolean => wildcards <= MOST_QUICK
  return {
    quick: all
      .filter(isQuick)
      .map(({ source }) => source)
      .join('|'),
    slow: all.filter((each) => !isQuick(each)),
  }
}

function sourceOf(pattern: string, under: string | undefined): string {
  const { source } = micromatch.makeRe(wholeOf(pattern, under), { dot: true })
  return under === undefined ? source : source.replace(/\$$/, String.raw`(?:!\/.*)?$`)
}

/** From the top, whatever it leaves out. */
function wholeOf(pattern: string, under: string | undefined): string {
  // From the start `!` turns the whole pattern round; `!(` is another thing.
  const not = /^!(?!\().*\//s.test(pattern) ? '!' : ''
  const own = pattern.slice(not.length)
  // `/` alone is all there is.
  const anywhere = own.includes('/') ? own.replace(/^\//, '') || '**' : `**/${own}`
  const whole = `${under ? `${literal(under)}/` : ''}${anywhere}`
  // A directory stands for all in it.
  return not + (whole.endsWith('/') ? `${whole}**` : whole)
}

const literal = (name: string): string => name.replace(/[^\w/.\- \u0080-\uffff]/g, String.raw`\$&`)

/** What a path that matches one of the patterns holds, in lower case: of each the longest piece without a wildcard. */
export const pathPieces = (patterns: string[]): string[] => [
  ...new Set(
    patterns
      .flatMap((pattern) => micromatch.braces(pattern, { expand: true }))
      .map((pattern) => pattern.split(/[*?[\](){}!+@|\\]|^\//).reduce((a, b) => (b.length > a.length ? b : a)))
      .map((piece) => piece.toLowerCase()),
  ),
]
