// What may be typed after `unleak completion`.
import type { Command } from '../cli-command.ts'

export const command: Command = (yargs, exit) =>
  yargs.command(
    'completion <shell>',
    'Print the script with which a shell completes commands, options and ids of rules on TAB',
    (y) =>
      y
        .positional('shell', {
          choices: ['bash', 'zsh', 'fish', 'rules', 'types'] as const,
          demandOption: true,
          describe: 'The shell; rules and types are what these scripts ask for: the names alone',
        })
        .example('eval "$($0 completion bash)"', 'in ~/.bashrc; the same with zsh in ~/.zshrc')
        .example('$0 completion fish | source', 'in ~/.config/fish/config.fish'),
    async ({ shell }) => {
      const { completionCommand } = await import('../commands/completion.ts')
      exit(completionCommand(shell))
    },
  )
