// A configuration as plain data, which can be remembered, and as a scan needs it: with expressions that are compiled.
import type { ScanConfig } from './config.ts'
import type { AllowEntry } from './filters/allowlist.ts'
import { withTimeLimit } from './time-limit.ts'

/** Sources of expressions in the place of expressions. */
export interface ConfigData extends Omit<ScanConfig, 'ignore' | 'allow' | 'disabled'> {
  ignore: string
  allow: AllowData[]
  disabled: string[]
}

export interface AllowData extends Omit<AllowEntry, 'path' | 'values'> {
  path?: string
  values?: string[]
}

export const readyConfig = ({ ignore, allow, disabled, ...rest }: ConfigData): ScanConfig => ({
  ...rest,
  ignore: new RegExp(ignore),
  allow: allow.map(readyEntry),
  ...(disabled.length > 0 ? { disabled: new Set(disabled) } : {}),
})

const readyEntry = ({ path, values, ...rest }: AllowData): AllowEntry => ({
  ...rest,
  ...(path === undefined ? {} : { path: new RegExp(path) }),
  ...(values ? { values: limited(values.map((source) => new RegExp(source))) } : {}),
})

const LIMIT_MS = 200

/** @throws TooSlowError when an expression does not come to an end */
const limited =
  (expressions: RegExp[]) =>
  (secret: string): boolean =>
    withTimeLimit(
      LIMIT_MS,
      () => '"values" of an allow entry',
      () => expressions.some((expression) => expression.test(secret)),
    )
