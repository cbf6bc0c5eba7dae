// `unleak audit`: a person decides finding by finding what it is; each decision is written where it belongs.
import { asCalled } from '../called.ts'
import path from 'node:path'
import { collect } from '../audit/collect.ts'
import type { AuditMode } from '../audit/collect.ts'
import { Keyboard } from '../audit/keyboard.ts'
import { Memory } from '../audit/remembered.ts'
import { isCovered, runSession } from '../audit/session.ts'
import type { Decided, Verdict } from '../audit/session.ts'
import type { Group } from '../audit/group.ts'
import { EXIT, UserError } from '../errors.ts'
import { openProject } from '../project.ts'
import { onTerminal } from '../prompt.ts'
import { activeRules } from '../resolve-rules.ts'
import { stateDirectory } from '../rotate/state-directory.ts'
import { repository, workTreeOf } from '../sources/repository.ts'
import { painter, textWidth, visible, wantsColor } from '../terminal.ts'
import type { Rule } from '../types.ts'

export interface AuditOptions {
  mode: AuditMode
  /** Ask about those that were called real, too. */
  again: boolean
}

/** @returns the exit code: as a scan's would be now. @throws UserError no-terminal, and as a scan does */
export async function auditCommand({ mode, again }: AuditOptions): Promise<number> {
  if (!onTerminal()) throw new UserError('no-terminal', 'unleak audit')
  const project = await openProject(process.cwd())
  const { cwd, config } = project
  const { groups, skipped, base } = await collect(mode, project)
  const memory = new Memory(await placeOfMemory(cwd))
  const asked = groups
    .filter(({ fingerprint }) => again || memory.get(fingerprint) !== 'real')
    .toSorted((a, b) => Number(memory.get(a.fingerprint) === 'later') - Number(memory.get(b.fingerprint) === 'later'))
  let rules: Map<string, Rule> | undefined
  const keyboard = new Keyboard()
  try {
    const { decided, interrupted } = await runSession({
      groups: asked,
      situation: { mode, base },
      keyboard,
      memory,
      rule: (id) => (rules ??= new Map(activeRules(config).map((rule) => [rule.id, rule]))).get(id),
      color: wantsColor(process.stderr),
      width: textWidth(process.stderr),
    })
    const open = groups.filter((group) => !isPermitted(group, decided))
    process.stdout.write(summary(groups, decided, memory))
    for (const { path: file, reason } of skipped) process.stderr.write(`Not scanned: ${visible(file)}: ${reason}\n`)
    if (interrupted) return EXIT.interrupted
    return open.length > 0 ? EXIT.findings : skipped.length > 0 ? EXIT.incomplete : EXIT.clean
  } finally {
    keyboard.close()
  }
}

/** In the git directory nobody commits it. */
async function placeOfMemory(cwd: string): Promise<string> {
  if ((await workTreeOf(cwd)) === undefined) return stateDirectory(cwd)
  return path.join((await (await repository(cwd)).revparse(['--absolute-git-dir'])).trim(), 'unleak')
}

const isPermitted = (group: Group, decided: Decided[]): boolean =>
  isCovered(group, decided) ||
  decided.some(({ group: other, verdict }) => other === group && verdict !== 'real' && verdict !== 'later')

function summary(groups: Group[], decided: Decided[], memory: Memory): string {
  const paint = painter(wantsColor(process.stdout))
  if (groups.length === 0) return `${paint('green', '✔')} Nothing is left to decide.\n`
  const open = groups.filter((group) => !isPermitted(group, decided))
  const real = open.filter(({ fingerprint }) => memory.get(fingerprint) === 'real')
  const later = open.filter(({ fingerprint }) => memory.get(fingerprint) === 'later')
  const unasked = open.length - real.length - later.length
  const count = (verdict: Verdict): string => {
    const number = decided.filter((each) => each.verdict === verdict).length
    return number === 0 ? '' : `${number} ${verdict}${number === 1 ? '' : 's'}`
  }
  const told = [
    count('false alarm'),
    count('test value'),
    real.length > 0 ? `${real.length} real` : '',
    later.length > 0 ? `${later.length} put off` : '',
    unasked > 0 ? `${unasked} not decided` : '',
  ].filter(Boolean)
  const files = [...new Set(decided.flatMap((each) => each.files))].map((file) => path.relative(process.cwd(), file))
  const step = (text: string, commands: string[]): string[] =>
    commands.length === 0 ? [] : [text, ...commands.map((command) => `  ${paint('cyan', visible(asCalled(command)))}`)]
  return [
    '',
    `${groups.length} value${groups.length === 1 ? '' : 's'}: ${told.join(', ')}`,
    ...step(
      'What is real is rotated:',
      real.map(({ fingerprint }) => `unleak rotate ${fingerprint}`),
    ),
    ...step(
      'What was written is committed:',
      files.length > 0 ? [`git add ${files.map(quote).join(' ')} && git commit`] : [],
    ),
    ...step('What is left is asked next time:', later.length + unasked > 0 ? ['unleak audit'] : []),
    '',
  ].join('\n')
}

const quote = (file: string): string =>
  /^[\w@%+=:,./-]+$/.test(file) && !file.startsWith('-') ? file : `'${file.replaceAll("'", String.raw`'\''`)}'`
