// `unleak rotate`: a plan by default; with --apply the rotation itself; --resume, --rollback and --done for what goes on.
import { EXIT, UserError } from '../errors.ts'
import { openProject } from '../project.ts'
import { confirm, onTerminal } from '../prompt.ts'
import { activeRules, resolveMatcher } from '../resolve-rules.ts'
import { Journal } from '../rotate/journal.ts'
import { withLock } from '../rotate/lock.ts'
import { isIssued } from '../rotate/new-value.ts'
import { makePlan } from '../rotate/plan.ts'
import type { Plan } from '../rotate/plan.ts'
import { appliedText, detailsOf, planText, quote, waitingText } from '../rotate/plan-text.ts'
import { projectPaths } from '../rotate/project-files.ts'
import { recordsOf } from '../rotate/records.ts'
import { stateDirectory } from '../rotate/state-directory.ts'
import { allFindings, leakedBy, projectAt, ruleOf, secretText } from '../rotate/targets.ts'
import type { Project } from '../rotate/targets.ts'
import { apply } from '../rotate/transaction.ts'
import type { Leaked } from '../rotate/types.ts'
import { readSecret } from '../secret-input.ts'
import { topOf } from '../sources/repository.ts'
import type { Skipped } from '../types.ts'
import { goOn } from './rotate-on.ts'

export interface RotateOptions {
  targets: string[]
  allFindings: boolean
  apply: boolean
  yes: boolean
  valueStdin: boolean
  type: string | undefined
  grace: boolean
  reason: string | undefined
  status: boolean
  resume: boolean
  rollback: string | undefined
  done: string | undefined
}

/** @returns the exit code: 3 when a place that holds the value was left as it is */
export async function rotateCommand(options: RotateOptions): Promise<number> {
  const { cwd, config } = await openProject(process.cwd())
  const root = await topOf(cwd)
  const state = stateDirectory(root)
  const asked = [options.status, options.resume, options.rollback !== undefined, options.done !== undefined]
  const named = options.targets.length > 0 || options.allFindings
  if (asked.filter(Boolean).length + Number(named) !== 1)
    throw new UserError(
      'usage',
      'name what to rotate, or one of --status, --resume, --rollback, --done',
      'unleak rotate',
    )
  if (!named) return goOn(options, state, root)

  const interrupted = recordsOf(new Journal(state).lines()).find((record) => record.state === 'interrupted')
  if (interrupted) throw new UserError('rotate-unfinished', interrupted.rotation)
  const gaps: Skipped[] = []
  const project = projectAt(
    root,
    {
      cwd,
      config,
      matcher: await resolveMatcher(config, root),
      knownMatcher: async () => resolveMatcher(config, root, { paths: await projectPaths(root, []) }),
      rules: activeRules(config),
    },
    gaps,
  )
  const rotation = newId()
  const work = async (): Promise<number> => {
    const leaked = await leakedOf(options, project)
    const supplied = await suppliedFor(leaked, options)
    const plan = await makePlan(leaked, project, {
      rotation,
      grace: options.grace,
      ...(supplied === undefined ? {} : { supplied: secretText(supplied) }),
      ...(options.type === undefined ? {} : { type: options.type }),
    })
    return carryOut(plan, gaps, root, state, rotation, options)
  }
  return options.apply ? withLock(state, work) : work()
}

const NEW_VALUE = 'The new value (it is not shown): '

/** Sortable by time, and short enough to type. */
const newId = (): string =>
  `${new Date().toISOString().slice(0, 10).replaceAll('-', '')}-${Buffer.from(globalThis.crypto.getRandomValues(new Uint8Array(3))).toString('hex')}`

async function leakedOf({ targets, allFindings: all, valueStdin }: RotateOptions, project: Project): Promise<Leaked[]> {
  if (all) return allFindings(project)
  if (targets.includes('-') && valueStdin)
    throw new UserError('usage', 'standard input cannot be both the old and the new value', 'unleak rotate')
  const found: Leaked[] = []
  for (const target of targets) {
    if (target !== '-') {
      found.push(...(await leakedBy(target, project)))
      continue
    }
    const value = await readSecret('The leaked value (it is not shown): ')
    const rule = await ruleOf(value, 'value', project)
    found.push({ value: secretText(value), named: 'the value on standard input', ...(rule ? { rule } : {}) })
  }
  const distinct = new Map(found.map((leaked) => [leaked.value.reveal(), leaked]))
  return [...distinct.values()]
}

/** A new value that only the provider can issue; undefined when we make it, or when there is only a plan to show. */
async function suppliedFor(leaked: Leaked[], options: RotateOptions): Promise<string | undefined> {
  if (options.valueStdin) return readSecret(NEW_VALUE)
  const issued = leaked.filter(isIssued)
  if (issued.length === 0 || !options.apply) return undefined
  if (leaked.length === 1 && onTerminal() && !options.targets.includes('-')) {
    process.stderr.write(`${waitingText(issued)}\n`)
    return readSecret(NEW_VALUE)
  }
  throw new UserError(
    'rotate-refused',
    `${issued[0]!.rule!.name}: unleak cannot make a new one up`,
    'Issue it there (unleak rotate without --apply shows how), then give it: ... | unleak rotate TARGET --apply --value-stdin',
  )
}

/** What was asked for, to be asked for again. */
function commandOf({ targets, grace, type, reason }: RotateOptions): { command: string; options: string } {
  const options = [
    ...(grace ? [' --grace'] : []),
    ...(type === undefined ? [] : [` --type ${quote(type)}`]),
    ...(reason === undefined ? [] : [` --reason ${quote(reason)}`]),
  ].join('')
  return { command: `unleak rotate ${targets.map(quote).join(' ') || '--all-findings'}${options}`, options }
}

async function carryOut(
  plan: Plan,
  gaps: Skipped[],
  root: string,
  state: string,
  rotation: string,
  options: RotateOptions,
): Promise<number> {
  const incomplete = gaps.length > 0 || plan.replacements.some(({ left }) => left.length > 0)
  process.stdout.write(planText(plan, gaps, { root, apply: options.apply, ...commandOf(options) }))
  if (!options.apply) return EXIT.clean
  if (plan.changes.length === 0)
    throw new UserError('rotate-refused', 'there is nothing to rewrite', 'Look at the plan above.')
  if (!options.yes) {
    if (!onTerminal()) throw new UserError('usage', '--apply needs --yes where nobody can be asked', 'unleak rotate')
    if (!(await confirm(`Rewrite ${plan.changes.length} files?`))) {
      process.stderr.write('Nothing was changed.\n')
      return EXIT.clean
    }
  }
  const journal = new Journal(state)
  apply({ journal, state, rotation }, plan.changes, detailsOf(plan, root, options.reason))
  process.stdout.write(appliedText(plan, rotation))
  return incomplete ? EXIT.incomplete : EXIT.clean
}
