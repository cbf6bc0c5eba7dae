// What may be typed after `unleak rules`.
import type { Command } from '../cli-command.ts'

export const command: Command = (yargs, exit) =>
  yargs.command('rules', 'List, show and check rules', (y) =>
    y
      .command(
        'list',
        'All rules',
        (z) =>
          z.option('format', {
            choices: ['text', 'json', 'sarif'] as const,
            default: 'text' as const,
            requiresArg: true,
            describe: 'How to list',
          }),
        async ({ format }) => {
          const { listRules } = await import('../commands/rules.ts')
          exit(await listRules(format))
        },
      )
      .command(
        'show <id>',
        'One rule: what it finds, why it matters, how to rotate',
        (z) => z.positional('id', { type: 'string', demandOption: true, describe: 'Id of a rule' }),
        async ({ id }) => {
          const { showRule } = await import('../commands/rules.ts')
          exit(await showRule(id))
        },
      )
      .command(
        'check [file]',
        "Prove the rules of a file, or of this project's configuration",
        (z) => z.positional('file', { type: 'string', describe: 'A rule file such as rules/acme.yml' }),
        async ({ file }) => {
          const { checkRules } = await import('../commands/rules.ts')
          exit(await checkRules(file))
        },
      )
      .demandCommand(1, 'Say which: list, show or check'),
  )
