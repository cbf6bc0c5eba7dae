// `unleak init --global`: one directory of hooks for every repository of this user. Each hook that git knows is there, for git
// then looks at no other place: what stands in a repository's own directory is called with the same arguments and input.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { readGit, startGit } from '../sources/git.ts'
import { HOOKS, scanning, shellQuote } from './hook-script.ts'
import type { HookName } from './hook-script.ts'
import type { Done } from './install.ts'

/** https://git-scm.com/docs/githooks; `fsmonitor-watchman` is named by a path of its own. */
const ALL = `applypatch-msg pre-applypatch post-applypatch pre-commit pre-merge-commit prepare-commit-msg commit-msg
  post-commit pre-rebase post-checkout post-merge pre-push pre-receive update proc-receive post-receive post-update
  reference-transaction push-to-checkout pre-auto-gc post-rewrite sendemail-validate post-index-change
  p4-changelist p4-prepare-changelist p4-post-changelist p4-pre-submit`.split(/\s+/)

const MARK = 'Written by "unleak init --global"'
/** Keeps what core.hooksPath was before. */
const PREVIOUS = 'previous-hooks-path'

export function globalDirectory(env: NodeJS.ProcessEnv = process.env): string {
  const home = env['XDG_CONFIG_HOME'] || path.join(env['HOME'] || os.homedir(), '.config')
  return path.join(home, 'unleak', 'hooks')
}

/** @param program full path of bin/unleak.js, when it will still be there tomorrow. @throws UserError git-failed */
export async function installGlobal(program: string | undefined): Promise<Done[]> {
  const directory = globalDirectory()
  const before = await globalHooksPath()
  mkdirSync(directory, { recursive: true })
  const file = path.join(directory, PREVIOUS)
  if (before !== undefined && path.resolve(before) !== directory) writeFileSync(file, before)
  const previous = existsSync(file) ? readFileSync(file, 'utf8') : undefined
  for (const hook of ALL) {
    writeFileSync(path.join(directory, hook), script(hook, program, previous))
    chmodSync(path.join(directory, hook), 0o755)
  }
  await readGit(startGit(['config', '--global', 'core.hooksPath', directory]))
  return [
    { file: directory, what: `unleak, then the hooks of ${previous ?? 'each repository'}` },
    { file: 'core.hooksPath', what: 'leads there, for every repository of yours' },
  ]
}

/** What was set before is set again. @returns nothing when there was nothing to undo */
export async function removeGlobal(): Promise<Done[]> {
  const directory = globalDirectory()
  if (!existsSync(directory)) return []
  const file = path.join(directory, PREVIOUS)
  const previous = existsSync(file) ? readFileSync(file, 'utf8') : undefined
  const now = await globalHooksPath()
  if (now !== undefined && path.resolve(now) === directory)
    await readGit(
      startGit([
        'config',
        '--global',
        ...(previous === undefined ? ['--unset', 'core.hooksPath'] : ['core.hooksPath', previous]),
      ]),
    )
  for (const hook of ALL) {
    const at = path.join(directory, hook)
    if (existsSync(at) && readFileSync(at, 'latin1').includes(MARK)) rmSync(at)
  }
  rmSync(file, { force: true })
  if (readdirSync(directory).length === 0) rmSync(directory, { recursive: true })
  return [{ file: 'core.hooksPath', what: previous === undefined ? 'is set no more' : `is ${previous} again` }]
}

async function globalHooksPath(): Promise<string | undefined> {
  // Exit code 1: it is not set.
  const answer = await readGit(startGit(['config', '--global', '--path', '--get', 'core.hooksPath'])).catch(() => '')
  return answer.toString().trim() || undefined
}

/**
 * Never the package of the repository that is committed to: whoever wrote that repository would run code in every commit of one who only
 * cloned it.
 */
function script(hook: string, program: string | undefined, previous: string | undefined): string {
  return [
    '#!/bin/sh',
    `# ${MARK}; undo: unleak init --global --undo`,
    ...((HOOKS as readonly string[]).includes(hook)
      ? scanning(hook as HookName, { local: false, program }, [
          'unleak is not installed here, so nothing was scanned. Install it: npm install --global unleak',
          'Or do without: git config --global --unset core.hooksPath',
        ])
      : []),
    ...(previous === undefined ? LOCAL(hook) : [`own=${shellQuote(previous)}/${hook}`]),
    'if [ -x "$own" ]; then exec "$own" "$@"; fi',
    ...(hook === 'push-to-checkout' ? PUSH_TO_CHECKOUT : []),
    '',
  ].join('\n')
}

/** Where git would have looked. Most hooks run at the top of an ordinary repository, and then git need not be asked. */
const LOCAL = (hook: string): string[] => [
  'if [ -z "$GIT_DIR" ] && [ -d .git/hooks ]; then own=.git/hooks; else own=$(git rev-parse --git-common-dir)/hooks; fi',
  `own=$own/${hook}`,
]

/** A hook of this name replaces what git does itself, so that is done here: https://git-scm.com/docs/githooks#push-to-checkout */
const PUSH_TO_CHECKOUT = [
  'git update-index -q --ignore-submodules --refresh &&',
  'git diff-files --quiet --ignore-submodules -- &&',
  // Before the first commit there is no HEAD to compare with.
  'git diff-index --quiet --cached --ignore-submodules "$(git rev-parse -q --verify HEAD || git hash-object -t tree /dev/null)" -- ||',
  '  { echo "the work tree has changes" >&2; exit 1; }',
  'git read-tree -u -m "$1"',
]
