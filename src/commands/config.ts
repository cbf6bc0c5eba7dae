// `unleak config show`: the settings that count for a path, each with the file and line that say so.
import { statSync } from 'node:fs'
import path from 'node:path'
import { OF_THE_SCAN, readLayers } from '../config-read.ts'
import type { Layer } from '../config-read.ts'
import { DEFAULTS } from '../defaults.ts'
import { EXIT } from '../errors.ts'
import { pathFor } from '../pipeline.ts'
import { workTree } from '../policy-files.ts'
import { openProject } from '../project.ts'
import { resolveMatcher } from '../resolve-rules.ts'
import { Scopes } from '../scopes.ts'
import { realDirectory } from '../sources/repository.ts'
import { painter, visible, wantsColor } from '../terminal.ts'

/** One setting, or one item of a list. */
interface Row {
  key: string
  value: string
  place: string
}

/** @param ref a commit to read from, instead of the work tree. @returns the exit code. @throws UserError config, no-policy */
export async function configShowCommand(target: string, ref: string | undefined): Promise<number> {
  const policy = ref === undefined ? undefined : await policyFrom(ref)
  const { cwd, config, cascade } = await openProject(process.cwd(), undefined, policy)
  const here = { config, matcher: await resolveMatcher(config, cwd, undefined, cascade) }
  const scopes = new Scopes({ ...cascade, base: cwd, here })
  const isDirectory = statSync(path.resolve(cwd, target), { throwIfNoEntry: false })?.isDirectory() ?? false
  const file = isDirectory ? path.join(target, 'x') : path.normalize(target)
  const scope = await scopes.of(file)
  const layers = await readLayers(scopes.chainOf(file), cascade.files ?? workTree)
  const ignored = !isDirectory && scope.config.ignore?.test(pathFor(scope.config, cwd, file))
  process.stdout.write(textOf(target, layers, ignored === true))
  return EXIT.clean
}

async function policyFrom(ref: string): ReturnType<typeof import('../sources/commit-files.ts').policyOf> {
  const { policyOf } = await import('../sources/commit-files.ts')
  return policyOf(ref, realDirectory(process.cwd()))
}

function textOf(target: string, layers: Layer[], ignored: boolean): string {
  const paint = painter(wantsColor(process.stdout))
  const rows = rowsOf(layers)
  const wide = (of: keyof Row): number => Math.max(...rows.map((row) => row[of].length))
  const [key, value] = [wide('key'), Math.min(wide('value'), 40)]
  const files = layers.map(({ place }) => place([]).replace(/:1$/, '')).toReversed()
  return [
    `${visible(target)}: ${files.length === 0 ? 'no configuration, our own settings count' : files.map(visible).join(', then ')}`,
    ...(ignored ? [`${paint('yellow', '!')} it is not scanned: a pattern of "ignore" matches it`] : []),
    ...rows.map((row) =>
      [`  ${row.key.padEnd(key)}`, visible(row.value).padEnd(value), paint('dim', visible(row.place))].join('  '),
    ),
    '',
  ].join('\n')
}

const DEFAULT_ROWS: Record<string, unknown> = {
  minConfidence: DEFAULTS.minConfidence,
  maxFileMegabytes: DEFAULTS.maxFileSize / 2 ** 20,
}

/** Lists add up, the nearest first; of what is said once only the one that counts is shown. */
function rowsOf(layers: Layer[]): Row[] {
  const keys = new Set([...Object.keys(DEFAULT_ROWS), ...layers.flatMap(({ value }) => Object.keys(value))])
  for (const key of ['$schema', 'root']) keys.delete(key)
  return [...keys].flatMap((key) => {
    const rows = layers.toReversed().flatMap(({ value, place }) => rowsIn(key, value[key as keyof typeof value], place))
    if (rows.length === 0) return [{ key, value: String(DEFAULT_ROWS[key]), place: 'default' }]
    if (isList(key, layers)) return rows
    return [(OF_THE_SCAN as readonly string[]).includes(key) ? rows.at(-1)! : rows[0]!]
  })
}

const isList = (key: string, layers: Layer[]): boolean =>
  key !== 'readers' && layers.some(({ value }) => typeof value[key as keyof typeof value] === 'object')

function rowsIn(key: string, value: unknown, place: Layer['place'], at: PropertyKey[] = [key]): Row[] {
  if (value === undefined) return []
  if (key === 'readers' || typeof value !== 'object' || value === null)
    return [{ key, value: shown(value), place: place(at) }]
  if (Array.isArray(value))
    return value.map((item, index) => ({ key, value: shown(item), place: place([...at, index]) }))
  if (at[0] === 'rules' && at[1] === 'change' && at.length === 2)
    return Object.keys(value).map((id) => ({ key, value: id, place: place([...at, id]) }))
  return Object.entries(value).flatMap(([name, inner]) => rowsIn(`${key}.${name}`, inner, place, [...at, name]))
}

/** An entry in short: a rule by its id, an allow entry by its reason. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return value.join(', ')
  if (typeof value !== 'object' || value === null) return String(value)
  const { id, reason } = value as { id?: string; reason?: string }
  return id ?? reason ?? JSON.stringify(value)
}
