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
        .option('carry-over', {
          type: 'boolean',
          alias: 'yes',
          default: false,
          describe: 'Take over the settings of gitleaks, detect-secrets, secretlint, Talisman and git-secrets',
        })
        .example('$0 init', 'this repository, with the hook manager that it has')
        .example('$0 init --global', 'all of them; their own hooks still run'),
    async ({ global, undo, 'carry-over': carryOver }) => {
      const { initCommand } = await import('../commands/init.ts')
      exit(await initCommand(process.cwd(), { global, undo, carryOver }))
    },
  )
