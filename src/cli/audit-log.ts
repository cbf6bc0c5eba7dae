// What may be typed after `unleak audit-log`.
import type { Command } from '../cli-command.ts'

export const command: Command = (yargs, exit) =>
  yargs.command(
    'audit-log',
    'Who rotated what, when and why, what is still to do, and which hooks were passed over',
    (y) =>
      y.option('format', {
        choices: ['text', 'json', 'markdown'] as const,
        default: 'text' as const,
        requiresArg: true,
        describe: 'How to show it; markdown for an incident report',
      }),
    async ({ format }) => {
      const { auditLogCommand } = await import('../commands/audit-log.ts')
      exit(await auditLogCommand(format))
    },
  )
