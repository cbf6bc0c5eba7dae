// Reads YAML, JSON or TOML against a schema, and tells a mistake with its line.
import { LineCounter, parseDocument } from 'yaml'
import type { Document } from 'yaml'
import * as z from 'zod/mini'
import { UserError } from './errors.ts'
import { problemText } from './schema-problem.ts'

export interface Checked<T> {
  value: T
  /** `file:line` of a path in the document, or of the nearest thing above it. */
  place: (path: PropertyKey[]) => string
}

interface Options {
  /** Which error a mistake becomes. */
  error: 'config' | 'rules'
  /** The part of the document that counts: `['unleak']` in package.json. */
  within?: string[]
}

/** @throws UserError with `file:line` and the reason */
export async function readDocument<T extends z.ZodMiniType>(
  file: string,
  text: string,
  schema: T,
  { error, within = [] }: Options,
): Promise<Checked<z.infer<T>>> {
  const { data, place } = file.endsWith('.toml') ? await readToml(file, text, error) : readYaml(file, text, error)
  const part = within.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], data) ?? {}
  const parsed = z.safeParse(schema, part)
  if (parsed.success) return { value: parsed.data, place: (path) => place([...within, ...path]) }
  // A mistyped key explains the one that is missing.
  const { issues } = parsed.error
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]!
  const at = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]!] : issue.path
  throw new UserError(error, place([...within, ...at]), problemText(issue, schema, part))
}

interface Read {
  data: unknown
  place: (path: PropertyKey[]) => string
}

/** JSON is YAML too, and this parser knows lines. */
function readYaml(file: string, text: string, error: Options['error']): Read {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, logLevel: 'error' })
  const syntax = document.errors[0]
  if (syntax) throw new UserError(error, `${file}:${counter.linePos(syntax.pos[0]).line}`, syntax.message)
  return { data: plain(document, file, error), place: (path) => `${file}:${lineAt(document, counter, path)}` }
}

/** Aliases that multiply without end are refused by the parser. */
function plain(document: Document, file: string, error: Options['error']): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch {
    throw new UserError(error, file, 'its aliases are more than can be resolved')
  }
}

async function readToml(file: string, text: string, error: Options['error']): Promise<Read> {
  const [{ parse, TomlError }, { tomlLines }] = await Promise.all([
    import('smol-toml'),
    import('./formats/toml-entries.ts'),
  ])
  let lines: ReturnType<typeof tomlLines> | undefined
  const lineOf = (path: PropertyKey[]): string => {
    try {
      lines ??= tomlLines(text)
      return `:${lines(path.map((part) => (typeof part === 'symbol' ? String(part) : part)))}`
    } catch {
      // Deeper nested than any configuration: the other parser took it, ours does not.
      return ''
    }
  }
  try {
    // A day is an object in TOML; everywhere else it is a text.
    return { data: JSON.parse(JSON.stringify(parse(text))), place: (path) => `${file}${lineOf(path)}` }
  } catch (problem) {
    if (problem instanceof TomlError)
      throw new UserError(error, `${file}:${problem.line}`, problem.message.split('\n')[0]!)
    throw problem
  }
}

function lineAt(document: Document, counter: LineCounter, path: PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true) as { items?: unknown[] } | undefined
    const key = path[length - 1]
    // Of a pair the key's line counts: a value may begin further down.
    const node = (parent?.items ?? []).find(
      (item, index) => index === key || (item as { key?: { value?: unknown } })?.key?.value === key,
    ) as { range?: number[]; key?: { range?: number[] } } | undefined
    const range = node?.key?.range ?? node?.range
    if (range) return counter.linePos(range[0]!).line
  }
  return 1
}
