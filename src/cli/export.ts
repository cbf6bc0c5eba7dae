// What may be typed after `unleak export`.
import type { Command } from '../cli-command.ts'

export const command: Command = (yargs, exit) =>
  yargs.command(
    'export [files..]',
    'The variables of .env files, for a shell, a workflow or a container',
    (y) =>
      y
        .positional('files', { type: 'string', array: true, default: ['.env'], describe: 'Later ones win' })
        .option('format', {
          choices: ['shell', 'powershell', 'github-env', 'docker'] as const,
          default: 'shell' as const,
          describe: 'Who reads it',
        })
        .option('print', { type: 'boolean', default: false, describe: 'Show the values on a terminal' })
        .example('eval "$($0 export .env .env.local)"', 'in a shell')
        .example('$0 export --format github-env >> "$GITHUB_ENV"', 'in a workflow'),
    async ({ files, format, print }) => {
      const { exportCommand } = await import('../commands/export.ts')
      exit(exportCommand(files, format, print))
    },
  )
