// A configuration as plain data, which can be remembered, and as a scan needs it: with expressions that are compiled.
import type { ScanConfig } from './config.ts'
import type { AllowEntry, PathTest } from './filters/allowlist.ts'
import { TooSlowError, UserError } from './errors.ts'
import type { PathPatterns } from './rules/path-expression.ts'
import { withTimeLimit } from './time-limit.ts'

/** Sources of expressions in the place of expressions. */
export interface ConfigData extends Omit<ScanConfig, 'ignore' | 'allow' | 'disabled'> {
  ignore: PathPatterns
  allow: AllowData[]
  disabled: string[]
}

export interface AllowData extends Omit<AllowEntry, 'path' | 'values'> {
  path?: PathPatterns
  values?: string[]
}

export const readyConfig = ({ ignore, allow, disabled, ...rest }: ConfigData): ScanConfig => ({
  ...rest,
  ignore: readyPaths(ignore, '"ignore"'),
  allow: allow.map(readyEntry),
  ...(disabled.length > 0 ? { disabled: new Set(disabled) } : {}),
})

const readyEntry = ({ path, values, place, ...rest }: AllowData): AllowEntry => ({
  ...rest,
  place,
  ...(path === undefined ? {} : { path: readyPaths(path, place) }),
  ...(values ? { values: limited(values.map((source) => new RegExp(source))) } : {}),
})

const LIMIT_MS = 200

/** Of an expression: some milliseconds, of which a limit would take 0.07. */
const MOST_STEPS = 1e7

/** @param place of the patterns, for people */
function readyPaths({ quick, slow }: PathPatterns, place: string): PathTest {
  const expression = new RegExp(quick === '' ? '(?!)' : quick)
  if (slow.length === 0) return expression
  const others = slow.map(({ pattern, source, wildcards }) => {
    const one = new RegExp(source)
    return (path: string): boolean => {
      if (path.length ** wildcards < MOST_STEPS) return one.test(path)
      try {
        return withTimeLimit(
          LIMIT_MS,
          () => pattern,
          () => one.test(path),
        )
      } catch (error) {
        if (!(error instanceof TooSlowError)) throw error
        throw new UserError('config', place, `the pattern ${pattern} takes too long on ${path}; use fewer wildcards`)
      }
    }
  })
  return { test: (path) => expression.test(path) || others.some((test) => test(path)) }
}

/** @throws TooSlowError when an expression does not come to an end */
const limited =
  (expressions: RegExp[]) =>
  (secret: string): boolean =>
    withTimeLimit(
      LIMIT_MS,
      () => '"values" of an allow entry',
      () => expressions.some((expression) => expression.test(secret)),
    )
