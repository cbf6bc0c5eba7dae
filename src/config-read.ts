// Reads and checks a configuration file: everything in it is data, none of it is run.
import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { configSchema } from './config-schema.ts'
import type { ScanConfig } from './config.ts'
import { DEFAULTS } from './defaults.ts'
import { readDocument } from './document.ts'
import { UserError } from './errors.ts'
import type { AllowEntry } from './filters/allowlist.ts'
import { pathExpression } from './rules/path-expression.ts'
import { nearest } from './nearest.ts'
import { withTimeLimit } from './time-limit.ts'
import { loadRuleTexts } from './rules-file.ts'
import type { Rule } from './types.ts'

/** @throws UserError config, with the line and the reason */
export async function readConfig(file: string): Promise<ScanConfig> {
  const shown = path.relative(process.cwd(), file) || file
  const within = path.basename(file) === 'package.json' ? ['unleak'] : []
  const { value, place } = await readDocument(shown, textOf(file, shown), configSchema, {
    error: 'config',
    within,
  })
  const { ignore = [], allow = [], rules = {} } = value
  let known: string[] | undefined
  const check = (ids: string[], at: PropertyKey[]): void => {
    // Reading all rules is dear, and most configurations name none.
    if (ids.length === 0) return
    known ??= knownIds(rules.add ?? [])
    const wrong = ids.findIndex((id) => !known!.includes(id))
    if (wrong === -1) return
    const guess = nearest(ids[wrong]!, known)
    throw new UserError(
      'config',
      place([...at, wrong]),
      `there is no rule "${ids[wrong]}"${guess ? `; did you mean "${guess}"?` : ''}`,
    )
  }
  check(rules.disable ?? [], ['rules', 'disable'])
  check(Object.keys(rules.change ?? {}), ['rules', 'change'])
  for (const [index, entry] of allow.entries()) check(entry.rules ?? [], ['allow', index, 'rules'])

  return {
    ...DEFAULTS,
    directory: path.dirname(path.resolve(file)),
    ...(ignore.length > 0 ? { ignore: new RegExp(`${pathExpression(ignore)}|${DEFAULTS.ignore!.source}`) } : {}),
    allow: allow.map((entry, index) => allowEntry(entry, (...at) => place(['allow', index, ...at]))),
    minConfidence: value.minConfidence ?? DEFAULTS.minConfidence,
    fingerprintSalt: value.fingerprintSalt ?? DEFAULTS.fingerprintSalt,
    maxFileSize: value.maxFileMegabytes ? value.maxFileMegabytes * 2 ** 20 : DEFAULTS.maxFileSize,
    ...(value.peerComments === false ? { peerComments: false } : {}),
    ...(value.peerFiles === false ? { peerFiles: false } : {}),
    ...(value.readers ? { readers: value.readers } : {}),
    ...(value.known?.files ? { knownFiles: knownFiles(value.known.files, file, place) } : {}),
    ...(rules.disable ? { disabled: new Set(rules.disable) } : {}),
    ...(rules.add || rules.change
      ? {
          rules: {
            add: (rules.add ?? []).map((rule) => ({ provider: 'Your own', ...rule }) as Rule),
            change: (rules.change ?? {}) as Record<string, Partial<Rule>>,
          },
        }
      : {}),
  }
}

/** A repository says nothing of what is outside of it. */
function knownFiles(names: string[], file: string, place: (path: PropertyKey[]) => string): string[] {
  const directory = path.dirname(path.resolve(file))
  return names.map((name, index) => {
    const full = path.resolve(directory, name)
    if (path.relative(directory, full).startsWith('..') || path.isAbsolute(path.relative(directory, full)))
      throw new UserError('config', place(['known', 'files', index]), `${name} is outside of this directory`)
    return full
  })
}

type Entry = {
  rules?: string[] | undefined
  paths?: string[] | undefined
  values?: string[] | undefined
  reason: string
  until?: string | undefined
}

function allowEntry(
  { rules, paths, values, reason, until }: Entry,
  place: (...at: PropertyKey[]) => string,
): AllowEntry {
  return {
    reason,
    place: place(),
    ...(until ? { until } : {}),
    ...(rules ? { rules } : {}),
    ...(paths ? { path: new RegExp(pathExpression(paths)) } : {}),
    ...(values ? { values: limited(values.map((source) => expression(source, () => place('values')))) } : {}),
  }
}

const LIMIT_MS = 200

/** @throws TooSlowError when an expression does not come to an end */
const limited =
  (expressions: RegExp[]) =>
  (secret: string): boolean =>
    withTimeLimit(
      LIMIT_MS,
      () => '"values" of an allow entry',
      () => expressions.some((expression) => expression.test(secret)),
    )

/** A configuration is small; anything else of that name is a trap. */
const LARGEST = 2 ** 20

function textOf(file: string, shown: string): string {
  const info = statSync(file, { throwIfNoEntry: false })
  if (!info?.isFile() || info.size > LARGEST)
    throw new UserError('config', shown, 'it is no regular file of at most 1 MB')
  return readFileSync(file, 'utf8')
}

function expression(source: string, place: () => string): RegExp {
  try {
    return new RegExp(source)
  } catch (error) {
    throw new UserError('config', place(), error instanceof Error ? error.message : 'no valid expression')
  }
}

const knownIds = (added: { id: string }[]): string[] => [
  ...loadRuleTexts().map(({ id }) => id),
  ...added.map(({ id }) => id),
]
