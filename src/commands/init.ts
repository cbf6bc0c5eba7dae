// `unleak init`: from nothing to a guarded repository in one command.
import { asCalled } from '../called.ts'
import { existsSync, realpathSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { carryOver } from './carry-over.ts'
import { findConfig } from '../config.ts'
import { newSalt } from '../fingerprint-salt.ts'
import { EXIT } from '../errors.ts'
import { installGlobal, removeGlobal } from '../init/global-hooks.ts'
import { findManager, installHooks, isLasting, lasting } from '../init/install.ts'
import type { Done } from '../init/install.ts'
import { programIn } from '../init/hook-script.ts'
import { inspect } from '../init/project.ts'
import { undo } from '../init/undo.ts'
import type { Project } from '../init/project.ts'
import { painter, visible, wantsColor } from '../terminal.ts'

export interface InitOptions {
  global: boolean
  undo: boolean
  /** Take over the settings of other scanners without asking. */
  carryOver: boolean
}

export async function initCommand(cwd: string, options: InitOptions): Promise<number> {
  if (options.global) return initGlobal(options.undo)
  const project = await inspect(cwd)
  if (options.undo) {
    const undone = undo(project)
    process.stdout.write(undone.length > 0 ? lines(project.root, undone) : 'Nothing of unleak was here.\n')
    return EXIT.clean
  }
  // A doubtful configuration is told before anything is written.
  const config = findConfig(project.root)
  const program = realpathSync(process.argv[1]!)
  const done = [...installHooks(project, program), ...(config === undefined ? [writeConfig(project)] : [])]
  const { done: carried, told } = await carryOver(project.root, options.carryOver)
  const all = [...done, ...carried]
  process.stdout.write(report(await inspect(cwd), all, told, lasting(project, program) !== undefined))
  return EXIT.clean
}

async function initGlobal(undo: boolean): Promise<number> {
  const program = realpathSync(process.argv[1]!)
  const done = undo ? await removeGlobal() : await installGlobal(isLasting(program) ? program : undefined)
  const paint = painter(wantsColor(process.stdout))
  const more = [
    '',
    'Every commit of yours is scanned from now on, in every repository but those that',
    asCalled('set their own core.hooksPath (husky): there run "unleak init". Try it in one:'),
    `  ${paint('cyan', asCalled('unleak doctor'))}`,
    '',
  ]
  const nothing = 'Nothing of unleak was here.\n'
  process.stdout.write(done.length > 0 ? lines('/', done) + (undo ? '' : more.join('\n')) : nothing)
  return EXIT.clean
}

/** What was done, a line a file. */
function lines(root: string, done: Done[]): string {
  const paint = painter(wantsColor(process.stdout))
  return done
    .map(({ file, what }) => `${paint('green', '✔')} ${visible(shownFrom(root, file))}: ${visible(what)}\n`)
    .join('')
}

function shownFrom(root: string, file: string): string {
  const inside = path.relative(root, file).replaceAll(path.sep, '/')
  return !path.isAbsolute(file) || root === '/' || inside.startsWith('..') || path.isAbsolute(inside) ? file : inside
}

function writeConfig({ root }: Project): Done {
  const file = path.join(root, '.unleak.yml')
  writeFileSync(file, configText())
  return { file, what: 'the configuration; commit it' }
}

const configText = (): string => `# How unleak scans this repository. Every key: unleak's README, "Configuration".

# Keys the fingerprints of findings, so that a report alone tells nothing of the secrets.
fingerprintSalt: ${newSalt()}

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
function report(project: Project, done: Done[], told: string, reachable: boolean): string {
  const paint = painter(wantsColor(process.stdout))
  const inside = (file: string): string => path.relative(project.root, file).replaceAll(path.sep, '/')
  const isOutside = (file: string): boolean => inside(file).startsWith('..') || path.isAbsolute(inside(file))
  const shown = (file: string): string => visible(isOutside(file) ? file : inside(file))
  const toCommit = done
    .filter(({ file, unchanged }) => !unchanged && !isOutside(file) && !/^\.git\/|(?:^|\/)_$/.test(inside(file)))
    .map(({ file }) => quote(shown(file)))
  return [
    lines(project.root, done).trimEnd(),
    ...notes(project, reachable).map((note) => `${paint('yellow', '!')} ${note}`),
    ...(told === '' ? [] : [told.trimEnd()]),
    '',
    `${effect(project, done)} Look at what is here already:`,
    `  ${paint('cyan', asCalled('unleak scan'))}`,
    ...(toCommit.length > 0
      ? [
          project.husky || findManager(project)
            ? 'Share the guard with everybody who clones:'
            : 'Share the configuration; each clone runs "npx unleak init" once:',
          `  ${paint('cyan', `git add ${[...new Set(toCommit)].join(' ')} && git commit`)}`,
        ]
      : []),
    '',
  ].join('\n')
}

const usesLintStaged = ({ root, manifest }: Project): boolean =>
  manifest?.includes('"lint-staged"') === true ||
  ['.lintstagedrc', '.lintstagedrc.json', '.lintstagedrc.yml', 'lint-staged.config.js', 'lint-staged.config.mjs'].some(
    (name) => existsSync(path.join(root, name)),
  )

/** In double quotes, as every shell knows them. */
const quote = (file: string): string => (/^[\w./-]+$/.test(file) ? file : `"${file}"`)

function effect(project: Project, done: Done[]): string {
  const { husky } = project
  const managed = findManager(project)
  if (managed && !managed.active) return `As soon as ${managed.manager.name} is active, every commit here is scanned.`
  if (husky && !husky.active) return 'As soon as husky is active, every commit here is scanned.'
  if (done.every(({ unchanged }) => unchanged)) return 'Nothing was left to do: every commit here is scanned.'
  return 'Every commit here is scanned from now on.'
}

function notes(project: Project, reachable: boolean): string[] {
  const { root, husky, sharedHooks, hooks } = project
  const notes: string[] = []
  const managed = findManager(project)
  if (managed && !managed.active)
    notes.push(`${managed.manager.name} is not active here, so nothing is guarded yet; run: ${managed.manager.setUp}`)
  if (usesLintStaged(project))
    notes.push('lint-staged only hands over paths; unleak reads the index itself, so it needs no entry there')
  if (
    (husky || !reachable || (managed && programIn(root) !== 'unleak')) &&
    !existsSync(path.join(root, 'node_modules', '.bin', 'unleak'))
  )
    notes.push('unleak is not among the packages of this project; add it: npm install --save-dev unleak')
  if (husky && !husky.active)
    notes.push('husky is not active here, so nothing is guarded yet; run, with husky 9: npm install')
  if (sharedHooks && !husky)
    notes.push(`core.hooksPath is set for more than this repository: ${visible(hooks)} guards all of them now`)
  return notes
}
