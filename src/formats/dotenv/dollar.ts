// What `$` does in values: whether a reader expands a variable, or runs a command. Nothing is expanded here.
import type { ReadValue } from '../reader.ts'

/** A value that depends on a variable: of the file, or of the environment. */
export const expands: ReadValue = { unsure: 'it expands a variable in the value' }
export const runs: ReadValue = { unsure: 'it would run a command that stands in the value', runs: true }
export const differs: ReadValue = { unsure: 'its versions read this differently' }
export const encrypted: ReadValue = { unsure: 'it decrypts the value' }

/** `$name`, `${...}` and `$(...)` of dotenv-expand and dotenvx: a backslash before `$` keeps a variable, not a command. */
export function expandJs(value: string): ReadValue {
  if (value.startsWith('encrypted:')) return encrypted
  if (value.includes('$(')) return runs
  if (/(?<!\\)\$(?:\{[^{}]+\}|[A-Za-z_])/.test(value)) return expands
  return { value: value.replaceAll('\\$', '$') }
}

/** `$$` is a dollar sign. @param live what another `$` means, from the place behind it; undefined: itself */
function withDollars<T>(value: string, live: (at: number) => T | undefined): T | { value: string } {
  let out = ''
  for (let at = 0; at < value.length; at++) {
    out += value[at]
    if (value[at] !== '$') continue
    if (value[at + 1] === '$') at++
    else {
      const found = live(at + 1)
      if (found !== undefined) return found
    }
  }
  return { value: out }
}

/** Compose. Undefined for a `${` that it refuses. */
export function expandCompose(value: string): ReadValue | undefined {
  const read = withDollars(value, (at) => {
    if (/[a-z_]/i.test(value[at] ?? '')) return expands
    if (value[at] !== '{') return undefined
    return /^\{[a-z_]\w*(?::?[-+][^${}]*)?\}[^$]*$/i.test(value.slice(at)) ? expands : 'refused'
  })
  return read === 'refused' ? undefined : read
}

/** systemd: quotes and backslashes do not matter. */
export const expandSystemd = (value: string): ReadValue =>
  withDollars(value, (at) => (/[A-Za-z0-9_{]/.test(value[at] ?? '') ? expands : undefined))
