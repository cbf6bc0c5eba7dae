// What may be typed after `unleak generate`.
import { STDIN } from '../cli-command.ts'
import type { Command } from '../cli-command.ts'

export const command: Command = (yargs, exit) =>
  yargs.command(
    'generate [type]',
    'Make a new secret; it alone goes to standard output',
    (y) =>
      y
        .positional('type', { type: 'string', describe: 'What to make; all types: --list' })
        .option('type', { type: 'string', requiresArg: true, describe: 'The same as an option' })
        .option('like', {
          type: 'string',
          requiresArg: true,
          describe: 'Only -: one of the form of the old value, which is read from standard input or a prompt',
        })
        .option('for', {
          type: 'string',
          requiresArg: true,
          describe: 'What a key of this name needs: DJANGO_SECRET_KEY',
        })
        .option('length', {
          type: 'number',
          requiresArg: true,
          describe: 'Characters, bytes or words, as the type counts',
        })
        .option('set', {
          type: 'string',
          array: true,
          requiresArg: true,
          nargs: 1,
          describe: 'An option of the type: NAME=VALUE',
        })
        .option('weak', { type: 'boolean', default: false, describe: 'Allow less entropy than the use asks for' })
        .option('out', { type: 'string', requiresArg: true, describe: 'Write it to a new file that only you can read' })
        .option('force', { type: 'boolean', default: false, describe: 'With --out: replace the file' })
        .option('copy', { type: 'boolean', describe: 'Put it on the clipboard' })
        .option('list', { type: 'boolean', default: false, describe: 'Show all types, or the options of one' })
        .option('store', {
          type: 'string',
          requiresArg: true,
          describe: 'Put it into a store: .env:KEY, secrets.json:database.password',
        })
        .conflicts('out', ['copy', 'store'])
        .conflicts('copy', 'store')
        .example('$0 generate password --length 24', 'on standard output')
        .example('$0 generate token --set alphabet=hex', 'an option of the type')
        .example('$0 generate --for FERNET_KEY --out key.txt', 'never shown'),
    async (argv) => {
      const { generateCommand } = await import('../commands/generate.ts')
      exit(
        await generateCommand({
          type: argv.type,
          like: argv.like === STDIN ? '-' : argv.like,
          key: argv.for,
          length: argv.length,
          set: argv.set ?? [],
          weak: argv.weak,
          out: argv.out,
          force: argv.force,
          copy: argv.copy ?? false,
          store: argv.store,
          list: argv.list,
        }),
      )
    },
  )
