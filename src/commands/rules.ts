// `unleak rules list | show | check`.
import { asCalled } from '../called.ts'
import { readFileSync } from 'node:fs'
import { loadConfig } from '../config.ts'
import { EXIT, UserError } from '../errors.ts'
import { activeRules } from '../resolve-rules.ts'
import { nearest } from '../nearest.ts'
import { painter, textWidth, visible, wantsColor, wrap } from '../terminal.ts'
import { placeIn } from '../rules/problem.ts'
import type { RulePlace } from '../rules/problem.ts'
import type { Rule } from '../types.ts'
import { version } from '../version.ts'

const allRules = async (): Promise<Rule[]> => activeRules(await loadConfig(process.cwd()))

export type ListFormat = 'text' | 'json' | 'sarif'

export async function listRules(format: ListFormat): Promise<number> {
  const rules = await allRules()
  if (format === 'json') process.stdout.write(`${JSON.stringify(rules, undefined, 2)}\n`)
  else if (format === 'sarif') {
    const { rulesAsSarif } = await import('../rules/sarif.ts')
    process.stdout.write(`${JSON.stringify(rulesAsSarif(rules, version()), undefined, 2)}\n`)
  } else {
    const width = textWidth(process.stdout)
    for (const rule of rules) process.stdout.write(`${row(rule, width)}\n`)
    process.stderr.write(asCalled(`${rules.length} rules. One of them in full: unleak rules show ID\n`))
  }
  return EXIT.clean
}

/** Columns of an id; the few longer ones push the name to the right. */
const ID_COLUMNS = 36

/** One rule in one line; JSON has the names that do not fit. */
function row({ id, severity, name }: Rule, width: number): string {
  const line = `${severity.padEnd(8)}  ${id.padEnd(ID_COLUMNS)}  ${visible(name)}`
  return line.length > width ? `${line.slice(0, width - 1)}…` : line
}

/** @throws UserError no-rule */
export async function showRule(id: string): Promise<number> {
  const rules = await allRules()
  const rule = rules.find((candidate) => candidate.id === id)
  if (!rule)
    throw new UserError(
      'no-rule',
      id,
      nearest(
        id,
        rules.map((candidate) => candidate.id),
      ) ?? '',
    )
  const paint = painter(wantsColor(process.stdout))
  const text = (indent: string, line: string): string => wrap(visible(line), textWidth(process.stdout), indent)
  const list = (title: string, lines: string[]): string[] => [
    paint('bold', title),
    ...lines.map((line) => text('  ', line)),
  ]
  const lines = [
    `${paint('bold', rule.name)}  ${paint('dim', rule.id)}`,
    `${rule.provider}, severity ${rule.severity}`,
    '',
    text('', rule.why),
    '',
    ...list('Found by', [foundBy(rule)]),
    ...(rule.checks?.length ? list('Proved offline by', rule.checks) : []),
    ...list('Rotate it', [
      ...(rule.rotate.console ? [rule.rotate.console] : []),
      ...rule.rotate.steps.map((step, i) => `${i + 1}. ${step}`),
      ...(rule.rotate.api ? [`API: ${rule.rotate.api}`] : []),
    ]),
    ...list('References', rule.references),
    ...list(
      'Examples (templates)',
      rule.examples.map((example) => example.replaceAll('\n', ' ')),
    ),
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  return EXIT.clean
}

function foundBy({ pattern, value, keywords, detector, paths }: Rule): string {
  if (pattern !== undefined) return pattern
  if (value !== undefined) return `${value} assigned to a name with ${keywords.join(', ')}, or just behind one`
  if (detector === 'burned') return 'the digests of .unleak-burned.json'
  if (detector === 'known') return 'the values of your own ignored .env files, compared in memory'
  if (detector === 'file') return `the file's name (${paths!.join(', ')}), and what its content shows`
  return `names such as ${keywords.slice(0, 6).join(', ')}, and the look of the value`
}

/** Proves a rule file, or the rules of this project's configuration, or the built-in ones. @returns 0, or 2 with problems */
export async function checkRules(file: string | undefined): Promise<number> {
  const { proveRules } = await import('../rules/check.ts')
  const { rules, only, place, growth } = await (file === undefined ? configured() : fromFile(file))
  const problems = await proveRules(rules, { only, growth })
  for (const problem of problems) {
    const where = problem.index === undefined ? problem.key : `${problem.key}[${problem.index}]`
    process.stdout.write(`${visible(place(problem))}: ${problem.id}: ${where}: ${visible(problem.message)}\n`)
  }
  const s = only.size === 1 ? '' : 's'
  process.stderr.write(
    problems.length === 0
      ? `${only.size} rule${s} proved: every example found, every near miss silent.\n`
      : `${problems.length} problem${problems.length === 1 ? '' : 's'} in ${only.size} rule${s}.\n`,
  )
  return problems.length === 0 ? EXIT.clean : EXIT.usage
}

interface Checked {
  rules: Rule[]
  only: Set<string>
  place: RulePlace
  /** Of ours it is known, and measuring a thousand takes minutes. */
  growth: boolean
}

async function fromFile(file: string): Promise<Checked> {
  const { readRuleFile } = await import('../rules/read.ts')
  const { rules, place } = await readRuleFile(file, textOf(file))
  const only = new Set(rules.map(({ id }) => id))
  // A file of ours replaces its built copy.
  return { rules: [...(await allRules()).filter(({ id }) => !only.has(id)), ...rules], only, place, growth: true }
}

async function configured(): Promise<Checked> {
  const config = await loadConfig(process.cwd())
  const own = [...(config.rules?.add.map(({ id }) => id) ?? []), ...Object.keys(config.rules?.change ?? {})]
  const rules = activeRules(config)
  return {
    rules,
    only: new Set(own.length > 0 ? own : rules.map(({ id }) => id)),
    place: config.rules ? placeIn(config.rules.places) : () => 'built-in',
    growth: own.length > 0,
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    throw new UserError('no-such-path', file)
  }
}
