// Path patterns become one regular expression when rules or a configuration are read: scanning then needs no pattern library.
import micromatch from 'micromatch'

/** The source of an expression for any of the micromatch patterns. One without a slash matches in every directory. */
export const pathExpression = (patterns: string[]): string =>
  patterns.map((pattern) => `(?:${sourceOf(pattern)})`).join('|')

function sourceOf(pattern: string): string {
  const anywhere = pattern.includes('/') ? pattern.replace(/^\//, '') : `**/${pattern}`
  // A directory stands for all in it.
  return micromatch.makeRe(anywhere.endsWith('/') ? `${anywhere}**` : anywhere, { dot: true }).source
}
