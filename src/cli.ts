// The command line: the commands of src/cli, and what is the same for all of them.
import yargs from 'yargs'
import type { MiddlewareFunction } from 'yargs'
import { STDIN } from './cli-command.ts'
import { ABOUT, EXIT_CODES } from './cli-definition.ts'
import { commands } from './cli/index.ts'
import { keepMemoryOutOfCores } from './core-dump.ts'
import { EXIT, UserError } from './errors.ts'
import { main, standardOutput } from './main.ts'
import { mistake } from './mistyped.ts'
import { textWidth } from './terminal.ts'
import { version } from './version.ts'

/** Of yargs, and not in its types. */
interface Internals {
  getInternalMethods: () => { getUsageInstance: () => { cacheHelpMessage: () => void } }
}

const given = process.argv.slice(2).map((argument) => (argument === '-' ? STDIN : argument))
const end = given.indexOf('--')
// yargs hands over nothing of what stands behind it: those names would be passed over in silence.
const typed =
  end === -1 ? given : [...given.slice(0, end), ...given.slice(end + 1).map((name) => name.replace(/^-/, './-'))]

/** What yargs lets pass: a list in place of a text (a second --min-confidence would let all pass), and what is no number. */
function refuse(argv: object, parser: { getOptions: () => { array: string[] } }): void {
  const lists = new Set(['_', ...parser.getOptions().array])
  for (const [name, value] of Object.entries(argv)) {
    if (Array.isArray(value) && !lists.has(name)) throw new UserError('usage', `--${name} is given twice`, 'unleak')
    if (typeof value === 'number' && !(Number.isInteger(value) && value >= 0))
      throw new UserError('usage', `--${name} takes a whole number`, 'unleak')
  }
}

keepMemoryOutOfCores()
void main(async () => {
  let exit: number = EXIT.clean
  let parser = yargs(typed).scriptName('unleak').usage(`${ABOUT}\n\nUsage: $0 COMMAND`)
  // It would lay out the whole help text before each command, in case its work should show it. Ours never does.
  ;(parser as unknown as Internals).getInternalMethods().getUsageInstance().cacheHelpMessage = () => {}
  for (const command of Object.values(commands)) parser = command(parser, (code) => (exit = code))
  await parser
    .demandCommand(1, 'Say what to do')
    .recommendCommands()
    .strict()
    .middleware(refuse as unknown as MiddlewareFunction)
    .version(version())
    .alias({ h: 'help', V: 'version' })
    .wrap(textWidth(standardOutput()))
    .epilogue(EXIT_CODES)
    .exitProcess(false)
    .fail((message, error) => {
      // yargs would exit with 1, which means findings. Errors of our own commands come by here too.
      if (error && error.name !== 'YError') throw error
      const { problem, command } = mistake(message ?? error.message, typed)
      throw new UserError('usage', problem, command)
    })
    .parseAsync()
  return exit
})
