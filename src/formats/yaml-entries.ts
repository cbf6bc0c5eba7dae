// The scalars of YAML and where they stand, with what Kubernetes and docker compose put inside of them.
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseAllDocuments,
  type Scalar,
  type YAMLMap,
} from 'yaml'
import type { Entry } from './contract.ts'
import { FormatError } from './format-error.ts'
import { checkText, lineOf } from './source-text.ts'
import { checkYamlDepth } from './yaml-depth.ts'
import { isNoString } from './yaml-scalar.ts'

type Key = (string | number)[]

/** Lists of `KEY=value`. https://docs.docker.com/reference/compose-file/services/#environment */
const ASSIGNMENTS = new Set(['environment', 'args', 'labels'])
const ASSIGNMENT = /^([\w.-]+)=/

/** @throws FormatError when the text is no YAML, or nests too deeply */
export function yamlEntries(text: string): Entry[] {
  checkText(text)
  checkYamlDepth(text)
  const entries: Entry[] = []
  for (const document of parsed(text)) {
    const [error] = document.errors
    if (error !== undefined) throw new FormatError(`no YAML (${error.code})`, lineOf(text, error.pos[0]))
    walk(document.contents, [], (key, node, base64) => {
      const entry = entryOf(text, key, node, base64)
      if (entry !== undefined) entries.push(entry)
    })
  }
  return entries.toSorted((a, b) => a.start - b.start)
}

function parsed(text: string): Document.Parsed[] {
  try {
    // Pretty errors cost time for each error, and there may be many.
    const documents = parseAllDocuments(text, { logLevel: 'silent', prettyErrors: false, uniqueKeys: false })
    return Array.isArray(documents) ? documents : []
  } catch {
    // Its messages may quote the file.
    throw new FormatError('no YAML')
  }
}

type Found = (key: Key, node: Scalar, base64: boolean) => void

/** An alias is no value of its own: its anchor's is. */
function walk(node: unknown, key: Key, found: Found, base64 = false): void {
  if (isScalar(node)) found(key, node, base64)
  else if (isMap(node)) {
    const secret = textOf(node, 'kind') === 'Secret'
    const named = typeof key.at(-1) === 'string' && nameOf(node) === key.at(-1)
    for (const { key: name, value } of node.items) {
      const part = isScalar(name) ? String(name.source ?? name.value) : '?'
      // What names the others is no value.
      if (!isAlias(value) && !(named && part === 'name'))
        walk(value, [...key, part], found, (secret && part === 'data') || (base64 && isScalar(value)))
    }
  } else if (isSeq(node))
    for (const [index, item] of node.items.entries()) walk(item, [...key, nameOf(item) ?? index], found)
}

/** `- name: X` with a `value`, as in a container's `env`, is called X. */
const nameOf = (item: unknown): string | undefined =>
  isMap(item) && item.has('value') ? textOf(item, 'name') : undefined

function textOf(map: YAMLMap, name: string): string | undefined {
  const value = map.get(name, true) as Node | undefined
  return isScalar(value) && typeof value.value === 'string' ? value.value : undefined
}

function entryOf(text: string, key: Key, node: Scalar, base64: boolean): Entry | undefined {
  const [start, limit] = node.range!
  // A block ends with the line break behind it, which stays.
  const end = start + text.slice(start, limit).trimEnd().length
  const plain = node.type === 'PLAIN'
  if (end === start) return undefined
  const source = String((plain ? node.source : node.value) ?? '')
  const content = plain && typeof node.value === 'string' ? node.value : source
  const mark = plain && (typeof node.value !== 'string' || isNoString(source)) ? { ambiguous: true as const } : {}
  const entry = { key, start, end, value: content, ...mark }
  const decoded = base64 ? fromBase64(content) : undefined
  if (decoded !== undefined) return { ...entry, value: decoded }
  const assigned =
    typeof key.at(-1) === 'number' && ASSIGNMENTS.has(String(key.at(-2))) ? ASSIGNMENT.exec(content) : null
  if (assigned === null) return entry
  return { ...entry, key: [...key.slice(0, -1), assigned[1]!], value: content.slice(assigned[0].length) }
}

/** Nothing when it is no base64 of text, or not as we would write it. */
function fromBase64(content: string): string | undefined {
  const value = Buffer.from(content, 'base64').toString()
  return toBase64(value) === content.replace(/\s/g, '') ? value : undefined
}

export const toBase64 = (value: string): string => Buffer.from(value).toString('base64')
