// What may be typed after `unleak rotate`.
import { STDIN } from '../cli-command.ts'
import type { Command } from '../cli-command.ts'

export const command: Command = (yargs, exit) =>
  yargs.command(
    'rotate [targets..]',
    'Replace leaked values everywhere: shows the plan, acts with --apply',
    (y) =>
      y
        .positional('targets', {
          type: 'string',
          array: true,
          describe: "A finding's fingerprint, a key (APP_SECRET), FILE:KEY, or - for a value on standard input",
        })
        .option('all-findings', { type: 'boolean', default: false, describe: 'Everything that a scan finds here' })
        .option('apply', { type: 'boolean', default: false, describe: 'Do it; without it the plan is only shown' })
        .option('yes', { type: 'boolean', default: false, describe: 'Do not ask; needed where there is no terminal' })
        .option('value-stdin', {
          type: 'boolean',
          default: false,
          describe: 'Read the new value, issued by its provider, from standard input',
        })
        .option('type', {
          type: 'string',
          requiresArg: true,
          describe: 'Generator of the new value: unleak generate --list',
        })
        .option('grace', {
          type: 'boolean',
          default: false,
          describe: 'Keep the old value beside the new one where the framework accepts both',
        })
        .option('reason', { type: 'string', requiresArg: true, describe: 'Why, for the audit log' })
        .option('status', { type: 'boolean', default: false, describe: 'What is unfinished, or still to be revoked' })
        .option('resume', { type: 'boolean', default: false, describe: 'Finish what was interrupted' })
        .option('rollback', { type: 'string', describe: 'Undo a rotation; without an id the last one' })
        .option('done', { type: 'string', requiresArg: true, describe: 'The old value of this rotation is revoked' })
        .example('$0 rotate APP_SECRET', 'the plan')
        .example('$0 rotate APP_SECRET --apply --reason "pushed by mistake"', 'do it'),
    async (argv) => {
      const { rotateCommand } = await import('../commands/rotate.ts')
      exit(
        await rotateCommand({
          targets: (argv.targets ?? []).map((target) => (target === STDIN ? '-' : target)),
          allFindings: argv['all-findings'],
          apply: argv.apply,
          yes: argv.yes,
          valueStdin: argv['value-stdin'],
          type: argv.type,
          grace: argv.grace,
          reason: argv.reason,
          status: argv.status,
          resume: argv.resume,
          rollback: argv.rollback,
          done: argv.done,
        }),
      )
    },
  )
