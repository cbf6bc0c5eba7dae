// What may be typed after `unleak check`.
import type { Command } from '../cli-command.ts'

export const command: Command = (yargs, exit) =>
  yargs.command(
    'check',
    'Judge how strong a secret is: it is read from a prompt or standard input, and never shown',
    (y) =>
      y
        .option('mfa', {
          type: 'boolean',
          default: false,
          describe: 'A password beside a second factor: 8 characters do',
        })
        .option('key', { type: 'string', requiresArg: true, describe: 'Its name, to say what would be better' })
        .epilogue('Exit codes: 0 strong, 1 weak, 2 usage.'),
    async ({ mfa, key }) => {
      const { checkCommand } = await import('../commands/check.ts')
      exit(await checkCommand(mfa, key))
    },
  )
