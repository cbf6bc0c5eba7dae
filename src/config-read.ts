// Reads and checks configuration files and puts those above each other together: everything in them is data, none of it is run.
import path from 'node:path'
import type * as z from 'zod/mini'
import { configSchema } from './config-schema.ts'
import { DEFAULTS, OWN_RULES } from './defaults.ts'
import { readDocument } from './document.ts'
import { UserError } from './errors.ts'
import type { PolicyFiles } from './policy-files.ts'
import { pathPatterns } from './rules/path-expression.ts'
import type { PathPatterns } from './rules/path-expression.ts'
import type { RulePlaces } from './rules/problem.ts'
import { nearest } from './nearest.ts'
import type { AllowData, ConfigData } from './ready-config.ts'
import { loadRuleTexts } from './rules-file.ts'
import type { Rule } from './types.ts'

type Value = z.infer<typeof configSchema>

/** They concern the whole scan, so the outermost configuration that names one decides. */
export const OF_THE_SCAN = ['fingerprintSalt', 'maxFileMegabytes', 'archives'] as const

/** One configuration file, checked, as it stands. */
export interface Layer {
  /** Full path. */
  file: string
  value: Value
  place: (path: PropertyKey[]) => string
}

const NONE: ConfigData = { ...DEFAULTS, ignore: { quick: OWN_RULES.source, slow: [] }, allow: [], disabled: [] }

/** @param chain full paths, the outermost first. @throws UserError config, with the line and the reason */
export async function readConfigs(chain: string[], files: PolicyFiles): Promise<ConfigData> {
  const layers = await readLayers(chain, files)
  return layers.reduce((above, layer) => withLayer(above, layer, path.dirname(layers[0]!.file)), {
    ...NONE,
    ...ofTheScan(layers),
  })
}

function ofTheScan(layers: Layer[]): Pick<ConfigData, 'archives' | 'fingerprintSalt' | 'maxFileSize'> {
  const outermost = <K extends (typeof OF_THE_SCAN)[number]>(key: K): Value[K] =>
    layers.map(({ value }) => value[key]).find((value) => value !== undefined)
  const megabytes = outermost('maxFileMegabytes')
  return {
    archives: outermost('archives') ?? DEFAULTS.archives,
    fingerprintSalt: outermost('fingerprintSalt') ?? DEFAULTS.fingerprintSalt,
    maxFileSize: megabytes === undefined ? DEFAULTS.maxFileSize : megabytes * 2 ** 20,
  }
}

/** @returns those that count, the outermost first: a configuration with `root: true` ends the way up. @throws UserError config */
export async function readLayers(chain: string[], files: PolicyFiles): Promise<Layer[]> {
  const layers: Layer[] = []
  for (const file of chain.toReversed()) {
    const within = path.basename(file) === 'package.json' ? ['unleak'] : []
    layers.unshift({
      file,
      ...(await readDocument(files.shown(file), files.read(file), configSchema, { error: 'config', within })),
    })
    if (layers[0]!.value.root) break
  }
  return layers
}

/** What is said once is said by the nearest; lists add up. */
function withLayer(above: ConfigData, { file, value, place }: Layer, root: string): ConfigData {
  const { ignore = [], allow = [], rules = {} } = value
  const added = ownRules(above, rules.add ?? [])
  checkIds(value, added, place)
  const under = path.relative(root, path.dirname(file)).replaceAll(path.sep, '/')
  const known = [...(above.knownFiles ?? []), ...knownFiles(value.known?.files ?? [], file, place)]
  return {
    ...above,
    directory: root,
    ...(ignore.length > 0 ? { ignore: joined(pathPatterns(ignore, under), above.ignore) } : {}),
    // The nearest one gives its reason.
    allow: [
      ...allow.map((entry, index) => allowEntry(entry, (...at) => place(['allow', index, ...at]), under)),
      ...above.allow,
    ],
    minConfidence: value.minConfidence ?? above.minConfidence,
    ...(value.peerComments === false ? { peerComments: false } : {}),
    ...(value.peerFiles === false ? { peerFiles: false } : {}),
    ...(value.readers ? { readers: value.readers } : {}),
    ...(known.length > 0 ? { knownFiles: known } : {}),
    disabled: [...above.disabled, ...(rules.disable ?? [])],
    ...(above.rules || rules.add || rules.change
      ? {
          rules: {
            add: added,
            change: changedRules(above, rules.change ?? {}),
            places: { ...above.rules?.places, ...placesOf(rules, place) },
          },
        }
      : {}),
  }
}

const joined = (one: PathPatterns, other: PathPatterns): PathPatterns => ({
  quick: [one.quick, other.quick].filter(Boolean).join('|'),
  slow: [...one.slow, ...other.slow],
})

/** A problem stands where the nearest configuration names the rule. */
function placesOf({ add = [], change = {} }: NonNullable<Value['rules']>, place: Layer['place']): RulePlaces {
  const changed = Object.entries(change).map(([id, rule]) => [id, rule, ['rules', 'change', id]] as const)
  // Of two with one id, the second is the mistake.
  const added = add.map((rule, index) => [rule.id, rule, ['rules', 'add', index]] as const)
  return Object.fromEntries([...changed, ...added].map(([id, rule, at]) => [id, placesIn(rule, at, place)]))
}

function placesIn(rule: object, at: readonly PropertyKey[], place: Layer['place']): Record<string, string> {
  const places: Record<string, string> = { '': place([...at]) }
  for (const [key, value] of Object.entries(rule)) {
    places[key] = place([...at, key])
    if (Array.isArray(value)) for (const index of value.keys()) places[`${key} ${index}`] = place([...at, key, index])
  }
  return places
}

/** A rule of the same id takes the place of the one above. */
function ownRules({ rules }: ConfigData, add: object[]): Rule[] {
  const own = add.map((rule) => ({ provider: 'Your own', ...rule }) as Rule)
  return [...(rules?.add ?? []).filter(({ id }) => !own.some((rule) => rule.id === id)), ...own]
}

function changedRules({ rules }: ConfigData, change: object): Record<string, Partial<Rule>> {
  const changed = { ...rules?.change }
  for (const [id, fields] of Object.entries(change)) changed[id] = { ...changed[id], ...(fields as Partial<Rule>) }
  return changed
}

/** @throws UserError config, for an id that is of no rule */
function checkIds({ allow = [], rules = {} }: Value, added: Rule[], place: Layer['place']): void {
  let known: string[] | undefined
  const check = (ids: string[], at: PropertyKey[]): void => {
    // Reading all rules is dear, and most configurations name none.
    if (ids.length === 0) return
    known ??= knownIds(added)
    const wrong = ids.findIndex((id) => !known!.includes(id))
    if (wrong === -1) return
    const guess = nearest(ids[wrong]!, known)
    throw new UserError(
      'config',
      // What is changed stands under its id, all else in a list.
      place([...at, at[1] === 'change' ? ids[wrong]! : wrong]),
      `there is no rule "${ids[wrong]}"${guess ? `; did you mean "${guess}"?` : ''}`,
    )
  }
  check(rules.disable ?? [], ['rules', 'disable'])
  check(Object.keys(rules.change ?? {}), ['rules', 'change'])
  for (const [index, entry] of allow.entries()) check(entry.rules ?? [], ['allow', index, 'rules'])
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
  under: string,
): AllowData {
  return {
    reason,
    place: place(),
    ...(until ? { until } : {}),
    ...(rules ? { rules } : {}),
    ...(paths ? { path: pathPatterns(paths, under) } : {}),
    ...(values ? { values: values.map((source) => checked(source, () => place('values'))) } : {}),
  }
}

/** @throws UserError config, when it is no expression */
function checked(source: string, place: () => string): string {
  try {
    void new RegExp(source)
    return source
  } catch (error) {
    throw new UserError('config', place(), error instanceof Error ? error.message : 'no valid expression')
  }
}

const knownIds = (added: { id: string }[]): string[] => [
  ...loadRuleTexts().map(({ id }) => id),
  ...added.map(({ id }) => id),
]
