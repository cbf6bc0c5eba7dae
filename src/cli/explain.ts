// What may be typed after `unleak explain`.
import type { Command } from '../cli-command.ts'

export const command: Command = (yargs, exit) =>
  yargs.command(
    'explain <place>',
    'Say why a line is reported, or why not; no value is shown',
    (y) =>
      y
        .positional('place', {
          type: 'string',
          demandOption: true,
          describe: 'FILE:LINE, or the fingerprint of a finding, or its first 8 digits',
        })
        .example('$0 explain src/config.ts:12', 'every rule and every guess about that line'),
    async (argv) => {
      const { explainCommand } = await import('../commands/explain.ts')
      exit(await explainCommand(argv.place))
    },
  )
