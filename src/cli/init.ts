// What may be typed after `unleak init`.
import type { Command } from '../cli-command.ts'

export const command: Command = (yargs, exit) =>
  yargs.command(
    'init',
    'Guard this repository: install the git hooks and write a configuration',
    (y) => y,
    async () => {
      const { initCommand } = await import('../commands/init.ts')
      exit(await initCommand(process.cwd()))
    },
  )
