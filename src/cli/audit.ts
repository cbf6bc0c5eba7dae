// What may be typed after `unleak audit`.
import type { Command } from '../cli-command.ts'
import { UserError } from '../errors.ts'

export const command: Command = (yargs, exit) =>
  yargs.command(
    'audit',
    'Decide finding by finding on the terminal: real, false alarm, test value, later',
    (y) =>
      y
        .option('staged', { type: 'boolean', default: false, describe: 'What the next commit would add' })
        .option('history', { type: 'boolean', default: false, describe: 'All that was ever committed' })
        .option('again', {
          type: 'boolean',
          default: false,
          describe: 'Ask about those that were called real before, too',
        })
        .example('$0 audit', 'goes on where the last one ended'),
    async ({ staged, history, again }) => {
      if (staged && history) throw new UserError('one-source')
      const { auditCommand } = await import('../commands/audit.ts')
      exit(await auditCommand({ mode: history ? 'history' : staged ? 'staged' : 'files', again }))
    },
  )
