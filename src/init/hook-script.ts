// The text of the git hooks that `unleak init` writes.
import { existsSync } from 'node:fs'
import path from 'node:path'

/** Git runs no pre-commit hook for a merge without conflict, for `git am`, `rebase --continue`, `revert` and `cherry-pick`. */
export const HOOKS = ['pre-commit', 'pre-merge-commit', 'pre-applypatch', 'prepare-commit-msg'] as const
export type HookName = (typeof HOOKS)[number]

/** Every commit runs prepare-commit-msg; in these it is the one hook that could stop a leak, and `--no-verify` stays a way out of the others. */
export const CONDITION: Partial<Record<HookName, string>> = {
  'prepare-commit-msg': [
    'd=$(git rev-parse --git-dir) &&',
    // Git sets REBASE_HEAD where a rebase has stopped, and may leave it behind.
    '{ if [ -d "$d/rebase-merge" ] || [ -d "$d/rebase-apply" ]; then [ -e "$d/REBASE_HEAD" ];',
    // A message is ready and it is no merge: a revert or a cherry-pick.
    'else [ -e "$d/MERGE_MSG" ] && [ ! -e "$d/MERGE_HEAD" ]; fi; }',
  ].join(' '),
}

/** The begin of a line that is neither a comment nor an echo. */
const COMMAND = String.raw`^(?!\s*(?:#|echo\b|printf\b))`
/** Behind a command: its exit code goes nowhere. */
const UNHEARD = String.raw`\|\|\s*(?:true|:|exit 0)`

/** What a hook holds when it calls us already, and not only to warn. */
const CALL = String.raw`\bunleak(?:-pre-commit\b|(?:\.js)?["']?\s+(?:hook|scan)\b)`
const CALLS = new RegExp(`${COMMAND}(?!.*${UNHEARD}).*${CALL}`, 'm')
const WARNS = new RegExp(String.raw`${COMMAND}.*\bunleak\b.*${UNHEARD}`, 'm')

export const callsUs = (text: string): boolean => CALLS.test(text)
/** It calls us, and lets every commit pass. */
export const onlyWarns = (text: string): boolean => WARNS.test(text)

/** What git itself runs is the program that starts git before Node (scripts/pre-commit.ts). */
const called = (hook: HookName, program: string): string =>
  hook === 'pre-commit' ? `${program}-pre-commit` : `${program} hook ${hook}`

const MARK = '# Written by "unleak init": stops a commit that adds a secret.'
export const isPlainHook = (text: string): boolean => text.includes(MARK)

/** Where a hook of somebody else is kept; it still runs, after ours. */
export const keptName = (hook: HookName): string => `${hook}.before-unleak`

/** Where a hook looks for unleak. */
interface Places {
  /** First in the packages of the project that is committed to. */
  local: boolean
  /** At last, full path of bin/unleak.js; none when it may be gone tomorrow. */
  program: string | undefined
}

/**
 * The part of a hook that scans, in POSIX sh (git brings one on Windows too).
 * @param refusal what it tells where there is no unleak: a hook that scans nothing must not pass.
 */
export function scanning(hook: HookName, { local, program }: Places, refusal: string[]): string[] {
  const inProject = called(hook, 'node_modules/.bin/unleak')
  const onPath = called(hook, 'unleak')
  const ways: [condition: string, command: string][] = [
    ...(local ? [[`[ -f ${firstWord(inProject)} ]`, inProject] as [string, string]] : []),
    [`command -v ${firstWord(onPath)} >/dev/null 2>&1`, onPath],
    ...(program === undefined ? [] : [lastWay(hook, program)]),
  ]
  const body = [
    ...ways.flatMap(([condition, command], i) => [
      `${i === 0 ? 'if' : 'elif'} ${condition}; then`,
      `  ${command} || exit $?`,
    ]),
    'else',
    ...refusal.map((line) => `  echo "${line}" >&2`),
    '  exit 3',
    'fi',
  ]
  const only = CONDITION[hook]
  return only === undefined ? body : [`if ${only}; then`, ...body.map((line) => `  ${line}`), 'fi']
}

const firstWord = (command: string): string => command.split(' ')[0]!

function lastWay(hook: HookName, program: string): [condition: string, command: string] {
  const script = shellQuote(path.join(path.dirname(program), hook))
  return hook === 'pre-commit'
    ? [`[ -f ${script} ]`, `sh ${script}`]
    : [`[ -f ${shellQuote(program)} ]`, `node ${shellQuote(program)} hook ${hook}`]
}

/** A hook for git itself. It looks for unleak in the project, then on the PATH, then where `init` ran from. */
export const plainHook = (hook: HookName, program: string | undefined): string =>
  [
    '#!/bin/sh',
    MARK,
    ...scanning(hook, { local: true, program }, [
      'unleak is not installed here, so nothing was scanned. Install it: npm install',
    ]),
    '# The hook that was here before.',
    `before="$(dirname "$0")/${keptName(hook)}"`,
    'if [ -x "$before" ]; then exec "$before" "$@"; fi',
    '',
  ].join('\n')

/** As one word; the sh of Windows takes / in a path. */
export const shellQuote = (text: string): string =>
  `'${text.replaceAll(path.sep, '/').replaceAll("'", String.raw`'\''`)}'`

/** One line of sh for a hook. @param program how unleak is called there. */
export const hookCommand = (hook: HookName, program: string): string => guarded(hook, `${program} hook ${hook}`)

function guarded(hook: HookName, command: string): string {
  const only = CONDITION[hook]
  return only === undefined ? command : `if ${only}; then ${command}; fi`
}

/** In a Node project its own package, else the one on the PATH. */
export const programIn = (root: string): string =>
  existsSync(path.join(root, 'package.json')) ? 'node_modules/.bin/unleak' : 'unleak'

/** husky puts node_modules/.bin on the PATH (the old one does not) and stops at the first command that fails. */
export const huskyLine = (hook: HookName, old: boolean): string =>
  guarded(hook, called(hook, `${old ? 'node_modules/.bin/' : ''}unleak`))

const OLD_HEAD = '#!/usr/bin/env sh\n. "$(dirname -- "$0")/_/husky.sh"\n\n'

export const newHuskyHook = (hook: HookName, old: boolean): string => `${old ? OLD_HEAD : ''}${huskyLine(hook, old)}\n`

/** Our line goes first: it is the quickest check, and a later `exit` cannot hide it. Only old husky's own head stays in front. */
export function withHuskyLine(text: string, hook: HookName, old: boolean): string {
  const lines = text.split('\n')
  const isHead = (line: string, i: number): boolean =>
    (i === 0 && line.startsWith('#!')) || /^\. .*_\/husky\.sh"?\s*$/.test(line)
  let at = lines.findLastIndex(isHead) + 1
  while (at > 0 && at < lines.length - 1 && lines[at]!.trim() === '') at++
  lines.splice(at, 0, huskyLine(hook, old))
  return lines.join('\n').replace(/\n?$/, '\n')
}
