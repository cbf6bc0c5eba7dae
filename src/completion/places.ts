// What can stand at each place of a command line, for the scripts that complete it.
import { definition, GLOBAL_OPTIONS } from '../cli-definition.ts'
import type { CommandDefinition } from '../cli-definition.ts'

/** Lists that are too long for a script: `unleak completion rules` prints one. */
export type Listed = 'rules' | 'types'
/** `any`: a text or a file. */
export type Values = string[] | Listed | 'any'

export interface Place {
  /** The command that was typed so far. */
  at: string
  /** What may follow as a word. */
  words: [word: string, describe: string][] | Listed
  /** Without values it is a switch. */
  options: { name: string; describe: string; values?: Values }[]
}

/** Of an argument or option, by the command. */
const LISTED: Record<string, Listed> = {
  'rules show id': 'rules',
  'generate type': 'types',
  'generate --type': 'types',
  'rotate --type': 'types',
}

export const places = (command: CommandDefinition = definition()): Place[] => [
  { at: command.name, words: wordsOf(command), options: optionsOf(command) },
  ...command.subcommands.flatMap(places),
]

function wordsOf({ name, subcommands, positionals }: CommandDefinition): Place['words'] {
  if (subcommands.length > 0) return subcommands.map((next) => [next.name.split(' ').at(-1)!, next.describe])
  const [[argument, { choices, describe }] = ['', {}] as const] = positionals
  return LISTED[`${name} ${argument}`] ?? (choices ?? []).map((choice) => [String(choice), describe ?? ''])
}

const optionsOf = ({ name: at, options }: CommandDefinition): Place['options'] =>
  [...options, ...GLOBAL_OPTIONS].map(([key, option]) => {
    const { choices, type, describe = '' } = option
    const name = option.default === true ? `--no-${key}` : `--${key}`
    const values = LISTED[`${at} --${key}`] ?? choices?.map(String) ?? (type === 'boolean' ? undefined : 'any')
    return { name, describe, ...(values && { values }) }
  })

/** What the words before the cursor may be joined to: `rules show` of `rules` and `show`. */
export const knownCommands = (all: Place[]): string[] => all.map(({ at }) => at).filter(Boolean)
