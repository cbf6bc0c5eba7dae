// What may be typed after `unleak page`.
import type { Command } from '../cli-command.ts'

export const command: Command = (yargs, exit) =>
  yargs.command(
    'page',
    'Write the web page that generates secrets: one file, works offline, sends nothing',
    (y) =>
      y
        .option('out', { type: 'string', requiresArg: true, default: 'unleak.html', describe: 'File to write' })
        .option('force', { type: 'boolean', default: false, describe: 'Overwrite the file' }),
    async ({ out, force }) => {
      const { pageCommand } = await import('../commands/page.ts')
      exit(pageCommand(out, force))
    },
  )
