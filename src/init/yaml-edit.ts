// Puts an entry into a YAML file of somebody else's, or takes it out again: lines come and go, every other byte stays.
import { isDeepStrictEqual } from 'node:util'
import { isMap, isSeq, parseDocument, stringify } from 'yaml'
import type { Node, Pair, YAMLMap, YAMLSeq } from 'yaml'

type Path = (string | number)[]

/**
 * Adds a value to the list at `path`, in front, or a key to the map there, also in front. What is missing on the way is made.
 * @param key of the new pair in a map; undefined for a list.
 * @returns nothing where the layout is not understood (flow style, a broken file): then nothing may be written.
 */
export function addEntry(text: string, path: string[], key: string | undefined, value: unknown): string | undefined {
  const document = parseDocument(text)
  if (document.errors.length > 0) return undefined
  const added = key === undefined ? [value] : { [key]: value }
  const edited = edit(text, document.contents, path, added)
  return edited !== undefined && isDeepStrictEqual(plain(edited), withEntry(plain(text), path, added))
    ? edited
    : undefined
}

const plain = (text: string): unknown => parseDocument(text).toJS({ maxAliasCount: 100 })

function withEntry(data: unknown, path: string[], added: object): unknown {
  const [key, ...rest] = path
  if (key !== undefined) {
    const map = (data ?? {}) as Record<string, unknown>
    return { ...map, [key]: withEntry(map[key], rest, added) }
  }
  if (Array.isArray(added)) return [...added, ...((data ?? []) as unknown[])]
  return { ...((data ?? {}) as object), ...added }
}

function edit(text: string, root: unknown, path: string[], added: object): string | undefined {
  let at = root
  for (const [depth, key] of path.entries()) {
    const rest = path.slice(depth).reduceRight<object>((inner, name) => ({ [name]: inner }), added)
    if (depth === 0 && isNothing(at)) return append(text, rest)
    if (!isMap(at)) return undefined
    const pair = at.items.find((item) => (item.key as { value?: unknown } | null)?.value === key)
    if (!pair) return depth === 0 ? append(text, rest) : before(text, at, rest)
    const inner = path.slice(depth + 1).reduceRight<object>((value, name) => ({ [name]: value }), added)
    if (isNothing(pair.value)) return below(text, pair as Pair<Node>, inner)
    at = pair.value
  }
  return isMap(at) || isSeq(at) ? before(text, at, added) : undefined
}

const isNothing = (node: unknown): boolean => node === null || (node as { value?: unknown }).value === null

/** At the end of the file. */
const append = (text: string, added: object): string =>
  `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${lines(added, '')}`

/** In front of the first entry, at its indentation. */
function before(text: string, collection: YAMLMap | YAMLSeq, added: object): string | undefined {
  if (collection.flow || collection.items.length === 0) return undefined
  const first = startOf(collection, 0)
  const line = text.lastIndexOf('\n', first) + 1
  const indent = text.slice(line, first)
  return /^[ \t]*$/.test(indent) ? text.slice(0, line) + lines(added, indent) + text.slice(line) : undefined
}

/** Under a key that has no value yet. */
function below(text: string, { key }: Pair<Node>, added: object): string | undefined {
  const start = text.lastIndexOf('\n', key.range![0]) + 1
  const indent = /^[ \t]*/.exec(text.slice(start))![0]
  const end = text.indexOf('\n', start)
  if (end === -1) return `${text}\n${lines(added, `${indent}  `)}`
  return text.slice(0, end + 1) + lines(added, `${indent}  `) + text.slice(end + 1)
}

const lines = (value: object, indent: string): string =>
  stringify(value, { lineWidth: 0 }).replaceAll(/^(?=.)/gm, indent)

/** Where an entry begins: its key, or the dash of an item. */
function startOf(collection: YAMLMap | YAMLSeq, index: number): number {
  if (isMap(collection)) return (collection.items[index]!.key as Node).range![0]
  // Nothing but the dash and blanks stand before a value; of the first item the list itself tells.
  return collection.range![0]
}

/**
 * Takes one entry out, with its lines; a list or map that would be empty goes with it.
 * @param path to the entry.
 */
export function removeEntry(text: string, path: Path): string | undefined {
  const document = parseDocument(text, { keepSourceTokens: true })
  if (document.errors.length > 0 || !document.hasIn(path)) return undefined
  const parent = document.getIn(path.slice(0, -1), true)
  const isAlone = (isMap(parent) || isSeq(parent)) && parent.items.length === 1
  if (isAlone && path.length > 1) return removeEntry(text, path.slice(0, -1))
  const node = document.getIn(path, true) as Node
  const key = isMap(parent) ? (parent.items.find((item) => item.value === node)?.key as Node | undefined) : undefined
  const from = text.lastIndexOf('\n', (key ?? node).range![0]) + 1
  // The end may lie on the next line, behind comments that belong to what follows.
  const last = text.slice(0, node.range![1]).trimEnd().length
  const to = text.indexOf('\n', last) + 1 || text.length
  const edited = text.slice(0, from) + text.slice(to)
  document.deleteIn(path)
  // The last key of a file leaves nothing behind.
  return isDeepStrictEqual(plain(edited) ?? {}, document.toJS({ maxAliasCount: 100 }) ?? {}) ? edited : undefined
}
