// What may be typed after `unleak config`.
import type { Command } from '../cli-command.ts'

export const command: Command = (yargs, exit) =>
  yargs.command('config', 'Show what a file is scanned by', (y) =>
    y
      .command(
        'show [path]',
        'Show the settings that count for a file or directory, and where each comes from',
        (z) =>
          z
            .positional('path', { type: 'string', default: '.', describe: 'A file or directory; default: here' })
            .option('config-from', {
              type: 'string',
              requiresArg: true,
              describe: 'As they stand in this commit, not in the work tree',
            })
            .example('$0 config show packages/a/src', 'in a monorepo: what of the root counts there'),
        async (argv) => {
          const { configShowCommand } = await import('../commands/config.ts')
          exit(await configShowCommand(argv.path, argv['config-from']))
        },
      )
      .demandCommand(1, 'Say what to do'),
  )
