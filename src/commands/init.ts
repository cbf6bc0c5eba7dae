// `unleak init`: from nothing to a guarded repository in one command.
import { randomBytes } from 'node:crypto'
import { existsSync, realpathSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { findConfig } from '../config.ts'
import { EXIT } from '../errors.ts'
import { installHooks, lasting } from '../init/install.ts'
import type { Done } from '../init/install.ts'
import { inspect } from '../init/project.ts'
import type { Project } from '../init/project.ts'
import { painter, visible, wantsColor } from '../terminal.ts'

export async function initCommand(cwd: string): Promise<number> {
  const project = await inspect(cwd)
  // A doubtful configuration is told before anything is written.
  const config = findConfig(project.root)
  const program = realpathSync(process.argv[1]!)
  const done = [...installHooks(project, program), ...(config === undefined ? [writeConfig(project)] : [])]
  process.stdout.write(report(await inspect(cwd), done, lasting(project, program) !== undefined))
  return EXIT.clean
}

function writeConfig({ root }: Project): Done {
  const file = path.join(root, '.unleak.yml')
  writeFileSync(file, configText())
  return { file, what: 'the configuration; commit it' }
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

/** @param project as it is now. @param reachable the hooks find unleak without an install in the project. */
function report(project: Project, done: Done[], reachable: boolean): string {
  const paint = painter(wantsColor(process.stdout))
  const inside = (file: string): string => path.relative(project.root, file).replaceAll(path.sep, '/')
  const isOutside = (file: string): boolean => inside(file).startsWith('..') || path.isAbsolute(inside(file))
  const shown = (file: string): string => visible(isOutside(file) ? file : inside(file))
  const toCommit = done
    .filter(({ file, unchanged }) => !unchanged && !isOutside(file) && !/^\.git\/|(?:^|\/)_$/.test(inside(file)))
    .map(({ file }) => quote(shown(file)))
  return [
    ...done.map(({ file, what }) => `${paint('green', '✔')} ${shown(file)}: ${what}`),
    ...notes(project, reachable).map((note) => `${paint('yellow', '!')} ${note}`),
    '',
    `${effect(project, done)} Look at what is here already:`,
    `  ${paint('cyan', 'npx unleak scan')}`,
    ...(toCommit.length > 0
      ? [
          project.husky
            ? 'Share the guard with everybody who clones:'
            : 'Share the configuration; each clone runs "npx unleak init" once:',
          `  ${paint('cyan', `git add ${toCommit.join(' ')} && git commit`)}`,
        ]
      : []),
    '',
  ].join('\n')
}

/** In double quotes, as every shell knows them. */
const quote = (file: string): string => (/^[\w./-]+$/.test(file) ? file : `"${file}"`)

function effect({ husky }: Project, done: Done[]): string {
  if (husky && !husky.active) return 'As soon as husky is active, every commit here is scanned.'
  if (done.every(({ unchanged }) => unchanged)) return 'Nothing was left to do: every commit here is scanned.'
  return 'Every commit here is scanned from now on.'
}

function notes({ root, husky, sharedHooks, hooks }: Project, reachable: boolean): string[] {
  const notes: string[] = []
  if ((husky || !reachable) && !existsSync(path.join(root, 'node_modules', '.bin', 'unleak')))
    notes.push('unleak is not among the packages of this project; add it: npm install --save-dev unleak')
  if (husky && !husky.active)
    notes.push('husky is not active here, so nothing is guarded yet; run, with husky 9: npm install')
  if (sharedHooks && !husky)
    notes.push(`core.hooksPath is set for more than this repository: ${visible(hooks)} guards all of them now`)
  return notes
}
