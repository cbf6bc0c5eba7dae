// What may be typed after `unleak baseline`.
import type { Command } from '../cli-command.ts'

export const command: Command = (yargs, exit) =>
  yargs.command(
    'baseline',
    'Take the secrets that are here already as known, so that only new ones fail',
    (y) =>
      y
        .option('prune', {
          type: 'boolean',
          default: false,
          describe: 'Add nothing; take out the entries that match nothing any more',
        })
        .example('$0 baseline', 'once, in a repository with old leaks; then commit .unleak-baseline.json'),
    async ({ prune }) => {
      const { baselineCommand } = await import('../commands/baseline.ts')
      exit(await baselineCommand(prune))
    },
  )
