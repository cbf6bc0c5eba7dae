// A plan in words: a masked diff, what is left, what to do next. No value is shown.
import { asCalled } from '../called.ts'
import os from 'node:os'
import path from 'node:path'
import { painter, textWidth, visible, wantsColor, wrap } from '../terminal.ts'
import type { Skipped } from '../types.ts'
import type { Details } from './journal.ts'
import { howToIssue, isIssued } from './new-value.ts'
import type { Plan } from './plan.ts'
import type { Leaked, Replacement, Use } from './types.ts'

const MASK = '********'

interface Context {
  root: string
  /** The command that does it, without --apply. */
  command: string
  /** What of it counts for any other target too. */
  options: string
  apply: boolean
}

/** The plan as it is shown before anything happens. */
export function planText(plan: Plan, gaps: Skipped[], { root, apply, ...asked }: Context): string {
  const paint = painter(wantsColor(process.stdout))
  const width = textWidth(process.stdout)
  const blocks = plan.replacements.flatMap((replacement) => replacementLines(replacement, paint))
  const others = plan.changes.map(({ file }) => path.relative(root, file)).filter((file) => /^\.git|burned/.test(file))
  return [
    ...blocks,
    ...(others.length > 0 ? [`Also changed: ${others.join(', ')}`] : []),
    ...notesOf(plan, gaps).map((note) => `${paint('yellow', '!')} ${wrap(note, width, '  ').trimStart()}`),
    '',
    ...(apply ? [] : nextSteps(plan, asked)),
    '',
  ].join('\n')
}

type Paint = ReturnType<typeof painter>

function replacementLines({ leaked, source, uses, left }: Replacement, paint: Paint): string[] {
  const byFile = new Map<string, Use[]>()
  for (const use of uses) byFile.set(use.path, [...(byFile.get(use.path) ?? []), use])
  return [
    `${paint('bold', visible(nameOf(leaked)))}  new value: ${visible(source)}`,
    ...[...byFile].flatMap(([file, all]) => [`  ${visible(file)}`, ...all.flatMap((use) => diffOf(use, paint))]),
    ...(uses.length === 0 ? ['  no place here holds it in a form that can be rewritten'] : []),
    ...left.map(
      (use) => `  ${paint('yellow', '!')} ${visible(use.path)}:${use.line}: left as it is: ${visible(use.why)}`,
    ),
    '',
  ]
}

function diffOf({ line, key, how }: Use, paint: Paint): string[] {
  const place = String(line).padStart(5)
  const name = key === undefined ? '' : `${visible(key)} = `
  const form = how === 'as it is' ? '' : `  (${how})`
  return [
    paint('red', `  ${place} - ${name}${MASK}${form}`),
    paint('green', `  ${' '.repeat(5)} + ${name}${MASK} (new)`),
  ]
}

export const nameOf = ({ key, rule, named }: Leaked): string =>
  [key ?? named, rule && rule.detector === undefined ? `(${rule.name})` : ''].filter(Boolean).join(' ')

function notesOf(plan: Plan, gaps: Skipped[]): string[] {
  return [
    ...plan.tracked.map(
      (file) => `git tracks ${visible(file)}: take it out of the index with git rm --cached ${visible(file)}`,
    ),
    ...plan.kept.map(
      ({ path: file, where, readBy }) => `${visible(file)}: ${visible(where)} keeps the old value (${readBy})`,
    ),
    ...(plan.kept.length > 0
      ? ['until rotate --done takes them out, the old values work, for whoever has them: keep it short']
      : []),
    ...committed(plan).map(
      (file) => `${visible(file)}: the hook stops a commit of it until then, for the old value is burned`,
    ),
    ...plan.notKept.map((text) => `no grace: ${visible(text)}`),
    ...plan.unburned.map((text) => `not on the burned list: ${visible(text)}`),
    ...gaps.map(({ path: file, reason }) => `not looked at: ${visible(file)}: ${visible(reason)}`),
    ...sourceNote(plan),
  ]
}

/** Files with a kept value that are there to be committed. */
const committed = ({ kept }: Plan): string[] => [
  ...new Set(kept.map(({ path: file }) => file).filter((file) => !/(?:^|\/)\.env[^/]*$/.test(file))),
]

/** A new value in source code is the next leak. */
function sourceNote({ replacements }: Plan): string[] {
  const files = new Set(
    replacements.flatMap(({ uses }) => uses.filter(({ key }) => key === undefined).map((use) => use.path)),
  )
  return [...files].map(
    (file) =>
      `${visible(file)} holds the value in code: read it from the environment, or the next commit leaks the new one`,
  )
}

function nextSteps(plan: Plan, { command, options }: Pick<Context, 'command' | 'options'>): string[] {
  const paint = painter(wantsColor(process.stdout))
  const shown = (line: string): string => `  ${paint('cyan', asCalled(line))}`
  if (!plan.waits) return ['Nothing was changed. To do it:', shown(`${command} --apply`)]
  const all = plan.replacements.map(({ leaked }) => leaked)
  const how = waitingText(all.filter(isIssued)).split('\n')
  if (all.length === 1)
    return [...how, 'Then give it, from a file or a prompt:', shown(`${command} --apply --value-stdin < FILE`)]
  const each = all.flatMap((leaked) => [
    `  ${visible(nameOf(leaked))}:`,
    shown(`unleak rotate ${quote(leaked.named)}${options} --apply${isIssued(leaked) ? ' --value-stdin < FILE' : ''}`),
  ])
  return [...how, 'Then rotate each by itself, with its new value from a file or a prompt:', ...each]
}

export const quote = (text: string): string =>
  /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`

/** How to get new values that only a provider can issue. */
export function waitingText(leaked: Leaked[]): string {
  const rules = new Map(leaked.flatMap(({ rule }) => (rule ? [[rule.id, rule] as const] : [])))
  return [...rules.values()]
    .flatMap((rule) => howToIssue(rule))
    .map((line) => wrap(visible(line), textWidth(process.stdout)))
    .join('\n')
}

/** What is still to do when every file holds the new value. */
export function openSteps({ replacements, kept, notKept, tracked }: Plan): string[] {
  return [
    ...replacements.flatMap(({ leaked, left }) => [
      ...revokeSteps(leaked),
      ...left.map(({ path: file, line }) => `Replace ${nameOf(leaked)} by hand in ${file}:${line}`),
    ]),
    ...tracked.map((file) => `Take ${file} out of the index: git rm --cached ${file}`),
    ...new Set(kept.flatMap(({ step }) => (step === undefined ? [] : [step]))),
    ...(kept.length > 0
      ? [
          `End the grace soon, the old value still works: --done takes it out of ${[...new Set(kept.map(({ path: file }) => file))].join(', ')}`,
        ]
      : []),
    ...notKept.map((text) => `No grace: ${text}`),
  ]
}

function revokeSteps(leaked: Leaked): string[] {
  const { rule } = leaked
  if (!rule || rule.detector !== undefined)
    return [`Restart what reads ${nameOf(leaked)}, and change it where it is checked (a database, a server)`]
  const { console: page, steps } = rule.rotate
  // What we have done is no step any more.
  const open = isIssued(leaked) ? steps : steps.filter((step) => !/^(?:Make|Generate|Create) a new/.test(step))
  return [`${nameOf(leaked)}: ${[...(page ? [page] : []), ...open].join(' ')}`]
}

export function appliedText(plan: Plan, rotation: string): string {
  const paint = painter(wantsColor(process.stdout))
  const width = textWidth(process.stdout)
  const steps = openSteps(plan)
  return [
    `${paint('green', '✔')} Rotation ${rotation}: ${plan.changes.length} files rewritten and read back.`,
    paint('bold', 'What to do now'),
    ...steps.map((step, index) => `  ${index + 1}. ${wrap(visible(step), width, '     ').trimStart()}`),
    `  ${steps.length + 1}. When the old value is dead: ${paint('cyan', asCalled(`unleak rotate --done ${rotation}`))}`,
    `     Something broke? ${paint('cyan', asCalled(`unleak rotate --rollback ${rotation}`))}`,
    '',
  ].join('\n')
}

/** For the journal: names only. */
export function detailsOf(plan: Plan, root: string, reason: string | undefined): Details {
  return {
    by: os.userInfo().username,
    ...(reason === undefined ? {} : { reason }),
    what: plan.replacements.map(({ leaked, source }) => `${nameOf(leaked)}: ${source}`),
    files: plan.changes.map(({ file }) => path.relative(root, file).replaceAll(path.sep, '/')),
    open: openSteps(plan),
  }
}
