// Makes one secret by the name of its type: options checked and filled in, nothing weak by accident.
import { UserError } from '../errors.ts'
import { nearest } from '../nearest.ts'
import type { Generated, Generator, GeneratorOptions, Random } from './contract.ts'
import { generators } from './kinds/index.ts'
import { webRandom } from './random.ts'

/** Numbers of characters, bytes, words ... that anybody has a use for. */
const MOST = 65_536

/**
 * @param type a name of src/generate/kinds.
 * @param options those of the type; the others have their defaults.
 * @param weak allow less entropy than the type's use asks for.
 * @throws UserError no-generator, generator-option, too-weak
 */
export async function generate(
  type: string,
  options: GeneratorOptions = {},
  random: Random = webRandom,
  weak = false,
): Promise<Generated> {
  const generator = generatorOf(type)
  const made = await generator.make(random, filled(type, generator, options))
  if (made.bits < generator.floor && !weak)
    throw new UserError('too-weak', type, String(Math.floor(made.bits)), String(generator.floor))
  return made
}

/** @throws UserError no-generator */
export function generatorOf(type: string): Generator {
  if (!Object.hasOwn(generators, type))
    throw new UserError('no-generator', type, nearest(type, Object.keys(generators)) ?? '')
  return generators[type]!
}

/** Options as they are typed or written in a file, each turned into what its default is. @throws UserError generator-option */
function filled(type: string, { options: known }: Generator, given: GeneratorOptions): GeneratorOptions {
  const wrong = (problem: string): never => {
    throw new UserError('generator-option', type, problem)
  }
  for (const name of Object.keys(given))
    if (!Object.hasOwn(known, name))
      wrong(`there is no option ${name}; there ${plural(Object.keys(known)) || 'are none'}`)
  return Object.fromEntries(
    Object.entries(known).map(([name, option]) => {
      const value = given[name] ?? option.default
      if (typeof value !== typeof option.default) wrong(`${name} must be a ${typeof option.default}`)
      if (typeof value === 'number' && !(Number.isInteger(value) && value >= 0 && value <= limit(option.default)))
        wrong(`${name} must be a whole number from 0 to ${limit(option.default)}`)
      const { choices } = option
      const chosen = choices?.find((one) => String(one).toLowerCase() === String(value).toLowerCase())
      if (choices && chosen === undefined) wrong(`${name} must be ${oneOf(choices)}`)
      return [name, chosen ?? value]
    }),
  )
}

/** A default that is large itself says that no count is meant. */
const limit = (preset: string | number | boolean): number => (Number(preset) > MOST ? Number.MAX_SAFE_INTEGER : MOST)

const oneOf = (choices: (string | number)[]): string =>
  choices.length === 1 ? String(choices[0]) : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`

const plural = (names: string[]): string =>
  names.length === 0 ? '' : `${names.length === 1 ? 'is' : 'are'} ${names.join(', ')}`
