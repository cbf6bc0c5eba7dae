// What was wrong with a command line: yargs' message in one line, the nearest name, and the command whose help says more.
import { definition, GLOBAL_OPTIONS } from './cli-definition.ts'
import type { CommandDefinition } from './cli-definition.ts'
import { nearest } from './nearest.ts'

/** @param message of yargs @param typed the command line after `unleak` */
export function mistake(message: string, typed: string[]): { problem: string; command: string } {
  const command = meant(definition(), typed)
  const problem = unknownOption(message, typed, command) ?? wrongChoice(message) ?? message.replaceAll(/\s+/g, ' ')
  return { problem, command: `unleak ${command.name}`.trim() }
}

/** The command that the words lead to, as far as they are names of commands. */
function meant(command: CommandDefinition, words: string[]): CommandDefinition {
  const [first, ...rest] = words.filter((word) => !word.startsWith('-'))
  const next = command.subcommands.find(({ name }) => name.split(' ').at(-1) === first)
  return next ? meant(next, rest) : command
}

/** yargs tells only its own form of a name, that of two words twice (`sinc-commit, sincCommit`), and none without a command. */
function unknownOption(message: string, typed: string[], { options }: CommandDefinition): string | undefined {
  if (!/^(?:Unknown arguments?:|Say )/.test(message)) return undefined
  const known = [...options, ...GLOBAL_OPTIONS].flatMap(([name, { alias }]) =>
    [name, ...[alias ?? []].flat()].map((each) => `--${each}`),
  )
  const names = typed.map((word) => word.split('=')[0]!).filter((word) => word.startsWith('--'))
  const option = names.find((name) => name.length > 2 && !known.includes(name.replace(/^--no-/, '--')))
  if (option === undefined) return undefined
  const guess = nearest(option, known)
  return `Unknown argument: ${option}${guess ? `; did you mean ${guess}?` : ''}`
}

function wrongChoice(message: string): string | undefined {
  const [, name, given, choices] = /Argument: ([^,]*), Given: "(.*)", Choices: (.*)$/s.exec(message) ?? []
  if (choices === undefined) return undefined
  const guess = nearest(given!, choices.match(/[^", ]+/g) ?? [])
  return `${name}: "${given}" is none of its values${guess ? `; did you mean ${guess}?` : '.'} Choices: ${choices}`
}
