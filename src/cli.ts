// The command line: what may be typed. Each command's work is imported only when it is called.
import yargs from 'yargs'
import { EXIT, UserError } from './errors.ts'
import { main } from './main.ts'
import { textWidth } from './terminal.ts'
import { CONFIDENCES } from './types.ts'
import { version } from './version.ts'

const FORMATS = ['text', 'json', 'jsonl'] as const

/** yargs drops a lone dash among the positional arguments, and a scan of standard input would become one of the directory. */
const STDIN = '(standard input)'
const typed = process.argv.slice(2).map((argument) => (argument === '-' ? STDIN : argument))

await main(async () => {
  let exit: number = EXIT.clean
  const parser = yargs(typed)
    .scriptName('unleak')
    .usage('Stops secrets before they are committed.\n\nUsage: $0 COMMAND')
    .command(
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
          .option('format', { choices: FORMATS, default: 'text' as const, describe: 'How to report' })
          .option('min-confidence', {
            choices: CONFIDENCES,
            describe: 'Report from this confidence up; default: medium',
          })
          .example('$0 scan', 'everything here that git does not ignore')
          .example('$0 scan --range origin/main..HEAD --format json', 'in CI'),
      async (argv) => {
        const { scanCommand } = await import('./commands/scan.ts')
        exit = await scanCommand({
          paths: (argv.paths ?? []).map((path) => (path === STDIN ? '-' : path)),
          staged: argv.staged,
          range: argv.range,
          stdinFilename: argv['stdin-filename'],
          format: argv.format,
          minConfidence: argv['min-confidence'],
        })
      },
    )
    .command(
      'init',
      'Guard this repository: install the git hooks and write a configuration',
      (y) => y,
      async () => {
        const { initCommand } = await import('./commands/init.ts')
        exit = await initCommand(process.cwd())
      },
    )
    .command('rules', 'List, show and check rules', (y) =>
      y
        .command(
          'list',
          'All rules',
          (z) =>
            z.option('format', {
              choices: ['text', 'json', 'sarif'] as const,
              default: 'text' as const,
              describe: 'How to list',
            }),
          async ({ format }) => {
            const { listRules } = await import('./commands/rules.ts')
            exit = await listRules(format)
          },
        )
        .command(
          'show <id>',
          'One rule: what it finds, why it matters, how to rotate',
          (z) => z.positional('id', { type: 'string', demandOption: true, describe: 'Id of a rule' }),
          async ({ id }) => {
            const { showRule } = await import('./commands/rules.ts')
            exit = await showRule(id)
          },
        )
        .command(
          'check [file]',
          "Prove the rules of a file, or of this project's configuration",
          (z) => z.positional('file', { type: 'string', describe: 'A rule file such as rules/acme.yml' }),
          async ({ file }) => {
            const { checkRules } = await import('./commands/rules.ts')
            exit = await checkRules(file)
          },
        )
        .demandCommand(1, 'Say which: list, show or check'),
    )
    .command('hook <name>', false, (y) =>
      y.positional('name', { type: 'string', describe: 'One of the hooks that init writes' }),
    )
    .demandCommand(1, 'Say what to do')
    .recommendCommands()
    .strict()
    .version(version())
    .alias({ h: 'help', V: 'version' })
    .wrap(textWidth(process.stdout))
    .epilogue(
      'Exit codes: 0 clean, 1 secrets found, 2 usage or configuration, 3 not everything could be scanned, 130 interrupted.',
    )
    .exitProcess(false)
    .fail((message, error) => {
      // yargs would exit with 1, which means findings. Errors of our own commands come by here too.
      if (error && error.name !== 'YError') throw error
      throw new UserError('usage', (message ?? error.message).replaceAll('\n', ' '), 'unleak')
    })
  await parser.parseAsync()
  return exit
})
