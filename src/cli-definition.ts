// What may be typed, as data: the files of src/cli are run with a recorder in place of yargs. The reference, the man page
// and the shells' completions are made of it.
import type { Argv, Options, PositionalOptions } from 'yargs'
import { commands } from './cli/index.ts'

export interface CommandDefinition {
  /** The words after `unleak`; empty for `unleak` itself. */
  name: string
  /** With its positional arguments, as yargs has it: `scan [paths..]`. */
  usage: string
  describe: string
  positionals: Map<string, PositionalOptions>
  options: Map<string, Options>
  /** The whole command line, and what it is for. */
  examples: [line: string, what: string][]
  epilogue: string
  /** A command with these does nothing alone. */
  subcommands: CommandDefinition[]
}

/** Those of every command. */
export const GLOBAL_OPTIONS: ReadonlyMap<string, Options> = new Map([
  ['help', { type: 'boolean', alias: 'h', describe: 'Show help' }],
  ['version', { type: 'boolean', alias: 'V', describe: 'Show version number' }],
])

export const ABOUT = 'Stops secrets before they are committed.'
export const EXIT_CODES =
  'Exit codes: 0 clean, 1 secrets found, 2 usage or configuration, 3 not everything could be scanned, 130 interrupted.'

/** `unleak` itself. @throws TypeError for a call of yargs that is not recorded yet */
export const definition = (): CommandDefinition =>
  record('', '', ABOUT, (yargs) => {
    for (const command of Object.values(commands)) command(yargs, () => {})
  })

/** All that do something, in the order of the help. */
export const leaves = (command: CommandDefinition): CommandDefinition[] =>
  command.subcommands.length > 0 ? command.subcommands.flatMap(leaves) : [command]

function record(name: string, usage: string, describe: string, build: (yargs: Argv) => void): CommandDefinition {
  const found: CommandDefinition = {
    name,
    usage,
    describe,
    positionals: new Map(),
    options: new Map(),
    examples: [],
    epilogue: '',
    subcommands: [],
  }
  const calls: Record<string, (...given: never[]) => unknown> = {
    command: (words: string, text: string, inner: (yargs: Argv) => void) =>
      found.subcommands.push(record(`${name} ${words.split(' ')[0]}`.trim(), `${name} ${words}`.trim(), text, inner)),
    option: (key: string, options: Options) => found.options.set(key, options),
    positional: (key: string, options: PositionalOptions) => found.positionals.set(key, options),
    example: (line: string, what: string) => found.examples.push([line.replaceAll('$0', 'unleak'), what]),
    epilogue: (text: string) => (found.epilogue = text),
    // What goes together is told when it is tried.
    conflicts: () => {},
    demandCommand: () => {},
  }
  const recorder: object = Object.fromEntries(
    Object.entries(calls).map(([key, call]) => [
      key,
      (...given: never[]) => {
        call(...given)
        return recorder
      },
    ]),
  )
  build(recorder as Argv)
  return found
}
