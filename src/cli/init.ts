// What may be typed after `unleak init`.
import type { Command } from '../cli-command.ts'

export const command: Command = (yargs, exit) =>
  yargs.command(
    'init',
    'Guard this repository: install the git hooks and write a configuration',
    (y) =>
      y
        .option('global', { type: 'boolean', default: false, describe: 'Guard every repository of yours instead' })
        .option('undo', { type: 'boolean', default: false, describe: 'Take out again what init has put in' })
        .example('$0 init', 'this repository, with the hook manager that it has')
        .example('$0 init --global', 'all of them; their own hooks still run'),
    async ({ global, undo }) => {
      const { initCommand } = await import('../commands/init.ts')
      exit(await initCommand(process.cwd(), { global, undo }))
    },
  )
