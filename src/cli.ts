// The command line: the commands of src/cli, and what is the same for all of them.
import yargs from 'yargs'
import { STDIN } from './cli-command.ts'
import { commands } from './cli/index.ts'
import { keepMemoryOutOfCores } from './core-dump.ts'
import { EXIT, UserError } from './errors.ts'
import { main, standardOutput } from './main.ts'
import { textWidth } from './terminal.ts'
import { usageProblem } from './usage-problem.ts'
import { version } from './version.ts'

/** What yargs has, and its types leave out. */
interface Known {
  getOptions: () => { key: Record<string, unknown> }
}

const typed = process.argv.slice(2).map((argument) => (argument === '-' ? STDIN : argument))

keepMemoryOutOfCores()
await main(async () => {
  let exit: number = EXIT.clean
  let parser = yargs(typed).scriptName('unleak').usage('Stops secrets before they are committed.\n\nUsage: $0 COMMAND')
  for (const command of Object.values(commands)) parser = command(parser, (code) => (exit = code))
  await parser
    .demandCommand(1, 'Say what to do')
    .recommendCommands()
    .strict()
    .version(version())
    .alias({ h: 'help', V: 'version' })
    .wrap(textWidth(standardOutput()))
    .epilogue(
      'Exit codes: 0 clean, 1 secrets found, 2 usage or configuration, 3 not everything could be scanned, 130 interrupted.',
    )
    .exitProcess(false)
    .fail((message, error) => {
      // yargs would exit with 1, which means findings. Errors of our own commands come by here too.
      if (error && error.name !== 'YError') throw error
      const flags = Object.keys((parser as unknown as Known).getOptions().key)
      const command = Object.hasOwn(commands, typed[0] ?? '') ? `unleak ${typed[0]}` : 'unleak'
      throw new UserError('usage', usageProblem(message ?? error.message, typed, flags), command)
    })
    .parseAsync()
  return exit
})
