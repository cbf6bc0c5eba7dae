// What may be typed after `unleak compare`.
import type { Command } from '../cli-command.ts'

export const command: Command = (yargs, exit) =>
  yargs.command(
    'compare',
    'Tell whether two secrets are equal, in constant time: two lines of standard input, or two prompts',
    (y) => y.epilogue('Exit codes: 0 equal, 1 different, 2 usage.'),
    async () => {
      const { compareCommand } = await import('../commands/compare.ts')
      exit(await compareCommand())
    },
  )
