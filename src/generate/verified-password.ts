// What the generators share that make a password and the line that a server checks it with.
import type { Generated, Generator, GeneratorOptions, Random } from './contract.ts'
import { ALPHABETS } from './alphabets.ts'
import { characters, entropyBits } from './random.ts'

export const lengthOption: Generator['options'] = { length: { default: 32, describe: 'how many characters' } }

/** Letters and digits only: they pass every shell, URL and configuration file as they are. */
export function portablePassword(random: Random, options: GeneratorOptions): Generated {
  const length = Number(options['length'])
  return {
    value: characters(random, ALPHABETS.alphanumeric, length),
    bits: entropyBits(ALPHABETS.alphanumeric.length, length),
  }
}
