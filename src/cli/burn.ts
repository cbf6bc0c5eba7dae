// What may be typed after `unleak burn`.
import type { Command } from '../cli-command.ts'

export const command: Command = (yargs, exit) =>
  yargs.command(
    'burn',
    'Block a value for ever: it is read from a prompt or standard input, only its digest is kept',
    (y) =>
      y
        .option('key', { type: 'string', requiresArg: true, describe: 'Its name where it stood, for the list' })
        .option('list', { type: 'boolean', default: false, describe: 'Show what is blocked, and since when' })
        .example('$0 burn --key DATABASE_PASSWORD', 'asks for the value')
        .example('$0 burn --list', 'names and days; no values'),
    async ({ key, list }) => {
      const { burnCommand, listBurned } = await import('../commands/burn.ts')
      exit(await (list ? listBurned(process.cwd()) : burnCommand(process.cwd(), key)))
    },
  )
