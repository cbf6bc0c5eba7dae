// `unleak init`: from nothing to a guarded repository in one command.
import { randomBytes } from 'node:crypto'
import { existsSync, realpathSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { findConfig } from '../config.ts'
import { EXIT } from '../errors.ts'
import { installHooks } from '../init/install.ts'
import type { Done } from '../init/install.ts'
import { inspect } from '../init/project.ts'
import type { Project } from '../init/project.ts'
import { painter, visible, wantsColor } from '../terminal.ts'

export async function initCommand(cwd: string): Promise<number> {
  const project = await inspect(cwd)
  const done = [...installHooks(project, realpathSync(process.argv[1]!)), ...writeConfig(project)]
  process.stdout.write(report(project, done))
  return EXIT.clean
}

function writeConfig({ root }: Project): Done[] {
  if (findConfig(root) !== undefined) return []
  const file = path.join(root, '.unleak.yml')
  writeFileSync(file, configText())
  return [{ file, what: 'the configuration; commit it' }]
}

const configText = (): string => `# How unleak scans this repository. Every key: unleak's README, "Configuration".

# Keys the fingerprints of findings, so that a report alone tells nothing of the secrets.
fingerprintSalt: ${randomBytes(16).toString('hex')}

# Files that are not scanned at all:
# ignore:
#   - vendor/

# Findings that are known to be harmless; every entry says why:
# allow:
#   - paths: [test/fixtures/]
#     rules: [private-key-pem]
#     reason: keys made for the tests, used nowhere else
`

function report(project: Project, done: Done[]): string {
  const paint = painter(wantsColor(process.stdout))
  const shown = (file: string): string =>
    visible(path.relative(project.root, file).startsWith('..') ? file : path.relative(project.root, file))
  const toCommit = done
    .map(({ file }) => shown(file))
    .filter((file) => !file.startsWith('.git') && !path.isAbsolute(file) && !file.endsWith('_'))
  return [
    ...done.map(({ file, what }) => `${paint('green', '✔')} ${shown(file)}: ${what}`),
    ...notes(project).map((note) => `${paint('yellow', '!')} ${note}`),
    '',
    'Every commit here is scanned from now on. Look at what is here already:',
    `  ${paint('cyan', 'npx unleak scan')}`,
    ...(toCommit.length > 0
      ? [
          'Share the guard with everybody who clones:',
          `  ${paint('cyan', `git add ${toCommit.join(' ')} && git commit`)}`,
        ]
      : []),
    '',
  ].join('\n')
}

function notes({ root, husky, sharedHooks, hooks }: Project): string[] {
  const notes: string[] = []
  if (husky && !existsSync(path.join(root, 'node_modules', '.bin', 'unleak'))) {
    notes.push('unleak is not among the packages of this project; add it: npm install --save-dev unleak')
  }
  if (husky && !existsSync(path.join(root, '.husky', '_'))) notes.push('husky is not active yet; run: npm install')
  if (sharedHooks && !husky)
    notes.push(`core.hooksPath is set for more than this repository: ${visible(hooks)} guards all of them now`)
  return notes
}
