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
        .option('range', {
          type: 'string',
          requiresArg: true,
          describe: 'Scan what commits A..B add; auto: those of this CI run',
        })
        .option('since-commit', {
          type: 'string',
          requiresArg: true,
          describe: 'Scan what the commits after this one add, up to HEAD',
        })
        .option('history', { type: 'boolean', default: false, describe: 'Scan all that was ever committed' })
        .option('deepen', {
          type: 'boolean',
          default: false,
          describe: 'With --range and --history: first fetch what a shallow clone lacks',
        })
        .option('stash', { type: 'boolean', default: false, describe: 'Scan all that is stashed' })
        .option('files-from', {
          type: 'string',
          requiresArg: true,
          describe: 'Scan the files that this file names, one a line or NUL between them; - for standard input',
        })
        .option('config-from', {
          type: 'string',
          requiresArg: true,
          describe: 'Take configuration, baseline and comments that count from this commit, not from the work tree',
        })
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
        .option('format', {
          choices: Object.keys(reporters),
          default: 'text',
          requiresArg: true,
          describe: 'How to report',
        })
        .option('output', {
          type: 'string',
          array: true,
          requiresArg: true,
          // A list of its own: `--output a=b paths` must not swallow the paths.
          nargs: 1,
          default: [],
          describe: 'FORMAT=FILE: a report for a file; several may be given',
        })
        .option('template', {
          type: 'string',
          requiresArg: true,
          describe: 'The layout of the format "template": a file in Liquid (docs/templates.md)',
        })
        .option('quiet', {
          type: 'boolean',
          alias: 'q',
          default: false,
          describe: 'No report on standard output: the exit code tells',
        })
        .option('threads', {
          type: 'number',
          requiresArg: true,
          describe: 'Threads for large trees and histories; 0: none; default: one a processor',
        })
        .option('cache', {
          type: 'boolean',
          default: true,
          describe: 'With --range, --history: blobs that were found clean before are not read again; --no-cache does',
        })
        .option('verbose', { type: 'boolean', default: false, describe: 'Tell all that was left out, and why' })
        .option('stats', {
          type: 'boolean',
          default: false,
          describe: 'Tell on standard error how long each rule was at work; in one thread, without --cache',
        })
        .option('min-confidence', {
          choices: CONFIDENCES,
          describe: 'Report from this confidence up; default: medium',
        })
        .example('$0 scan', 'everything here that git does not ignore')
        .example('$0 scan --range origin/main..HEAD --format json', 'in CI')
        .example('$0 scan --output sarif=unleak.sarif', 'a report for a code host, and one for you'),
    async (argv) => {
      const { scanCommand } = await import('../commands/scan.ts')
      exit(
        await scanCommand({
          paths: (argv.paths ?? []).map((path) => (path === STDIN ? '-' : path)),
          staged: argv.staged,
          range: argv.range,
          sinceCommit: argv['since-commit'],
          history: argv.history,
          stash: argv.stash,
          filesFrom: argv['files-from'] === STDIN ? '-' : argv['files-from'],
          deepen: argv.deepen,
          configFrom: argv['config-from'],
          stdinFilename: argv['stdin-filename'],
          known: argv.known,
          explainKnown: argv['explain-known'],
          format: argv.format,
          template: argv.template,
          outputs: argv.output,
          quiet: argv.quiet,
          threads: argv.threads,
          cache: argv.cache,
          verbose: argv.verbose,
          stats: argv.stats,
          minConfidence: argv['min-confidence'],
        }),
      )
    },
  )
