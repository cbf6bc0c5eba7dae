// Alphabets that are given as an option.
import { UserError } from '../errors.ts'

/** @throws UserError generator-option when it is empty or holds a character twice, which would then come too often */
export function checkAlphabet(type: string, name: string, alphabet: string): void {
  if (alphabet.length < 2 || new Set(alphabet).size !== alphabet.length)
    throw new UserError('generator-option', type, `${name} must be two or more characters, none of them twice`)
}
