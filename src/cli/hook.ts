// What may be typed after `unleak hook`. bin/unleak.js hands all but the help to the hooks' own program, src/hook.ts, which is quicker.
import type { Command } from '../cli-command.ts'
import { UserError } from '../errors.ts'

export const HOOKS = [
  'pre-commit',
  'pre-merge-commit',
  'pre-applypatch',
  'prepare-commit-msg',
  'commit-msg',
  'pre-push',
  'pre-receive',
  'ai',
] as const

export const command: Command = (yargs) =>
  yargs.command(
    'hook <name> [given..]',
    'What git, a server or an AI assistant calls: refuses what would bring in a secret',
    (y) =>
      y
        .positional('name', { choices: HOOKS, demandOption: true, describe: 'Which hook' })
        .positional('given', {
          type: 'string',
          array: true,
          describe: 'What git hands to it; files after pre-commit are scanned in place of the index',
        })
        .option('config-from', {
          type: 'string',
          requiresArg: true,
          describe: 'commit-msg, pre-push, pre-receive: take the configuration from this commit',
        })
        .example('$0 hook pre-commit', 'what the next commit would add')
        .example('$0 hook pre-push "$@"', 'the commits that a push brings')
        .epilogue(
          'Exit codes: 0 clean, 1 secrets found (ai: 2), 2 usage or configuration, 3 not everything was scanned.',
        ),
    () => {
      throw new UserError('usage', 'the word "hook" must come first', 'unleak hook')
    },
  )
