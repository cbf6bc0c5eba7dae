// Options of generators that allow few values.
import { UserError } from '../errors.ts'
import type { GeneratorOptions } from './contract.ts'

/** The option's value, in the case that the list has it in. @throws UserError generator-option */
export function oneOf<T extends string | number>(
  type: string,
  options: GeneratorOptions,
  name: string,
  allowed: T[],
): T {
  const given = String(options[name]).toLowerCase()
  const found = allowed.find((value) => String(value).toLowerCase() === given)
  if (found === undefined) throw new UserError('generator-option', type, `${name} must be ${allowed.join(', ')}`)
  return found
}

/** @throws UserError generator-option when it is empty or holds a character twice, which would then come too often */
export function checkAlphabet(type: string, name: string, alphabet: string): void {
  if (alphabet.length < 2 || new Set(alphabet).size !== alphabet.length)
    throw new UserError('generator-option', type, `${name} must be two or more characters, none of them twice`)
}
