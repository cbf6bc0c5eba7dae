// What may be typed after `unleak scan`.
import { CONFIDENCES } from '../types.ts'
import { STDIN } from '../cli-command.ts'
import { reporters } from '../reporters/index.ts'
import type { Command } from '../cli-command.ts'

export const command: Command = (yargs, exit) =>
  yargs.command(
    'scan [paths..]',
    'Look for secrets in files, the index, commits or standard input',
    (y) =>
      y
        .positional('paths', {
          type: 'string',
          array: true,
          describe: 'Files, directories, patterns, or - for standard input; default: here',
        })
        .option('staged', { type: 'boolean', default: false, describe: 'Scan what the next commit would add' })
        .option('range', { type: 'string', requiresArg: true, describe: 'Scan what commits A..B add' })
        .option('stdin-filename', {
          type: 'string',
          requiresArg: true,
          describe: 'Name for what comes from standard input',
        })
        .option('known', {
          type: 'boolean',
          default: true,
          describe: 'With --staged: look for the values of your own ignored .env files too; --no-known does not',
        })
        .option('explain-known', {
          type: 'boolean',
          default: false,
          describe: 'With --staged: tell which of these values are looked for, and which are not and why',
        })
        .option('format', { choices: Object.keys(reporters), default: 'text', describe: 'How to report' })
        .option('min-confidence', {
          choices: CONFIDENCES,
          describe: 'Report from this confidence up; default: medium',
        })
        .example('$0 scan', 'everything here that git does not ignore')
        .example('$0 scan --range origin/main..HEAD --format json', 'in CI'),
    async (argv) => {
      const { scanCommand } = await import('../commands/scan.ts')
      exit(
        await scanCommand({
          paths: (argv.paths ?? []).map((path) => (path === STDIN ? '-' : path)),
          staged: argv.staged,
          range: argv.range,
          stdinFilename: argv['stdin-filename'],
          known: argv.known,
          explainKnown: argv['explain-known'],
          format: argv.format,
          minConfidence: argv['min-confidence'],
        }),
      )
    },
  )
