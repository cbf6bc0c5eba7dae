// Path patterns become one regular expression when rules or a configuration are read: scanning then needs no pattern library.
import micromatch from 'micromatch'

/**
 * The source of an expression for any of the micromatch patterns. One without a slash matches in every directory.
 * @param under the directory that the patterns are from, as the paths to be matched begin; they are expected to.
 */
export const pathExpression = (patterns: string[], under = ''): string =>
  patterns.map((pattern) => `(?:${sourceOf(pattern, under)})`).join('|')

function sourceOf(pattern: string, under: string): string {
  // From the start `!` turns the whole pattern round; `!(` is another thing.
  const not = /^!(?!\().*\//s.test(pattern) ? '!' : ''
  const own = pattern.slice(not.length)
  const anywhere = own.includes('/') ? own.replace(/^\//, '') : `**/${own}`
  const whole = `${under === '' ? '' : `${literal(under)}/`}${anywhere}`
  // A directory stands for all in it.
  return micromatch.makeRe(not + (whole.endsWith('/') ? `${whole}**` : whole), { dot: true }).source
}

const literal = (name: string): string => name.replace(/[^\w/.\- \u0080-\uffff]/g, String.raw`\$&`)
