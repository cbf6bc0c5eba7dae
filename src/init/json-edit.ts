// Sets one text in a JSON file, and leaves every other byte as it is.
import { isDeepStrictEqual } from 'node:util'
import { isMap, isScalar, parseDocument } from 'yaml'
import type { Node, YAMLMap } from 'yaml'

/** @returns nothing when the file is no JSON object, or something else than a text or an object stands in the way. */
export function setText(text: string, path: string[], value: string): string | undefined {
  const before = parse(text)
  if (before === undefined) return undefined
  // JSON is YAML too, and this parser knows where things stand.
  const root = parseDocument(text, { keepSourceTokens: true }).contents
  const edited = isMap(root) ? edit(text, root, path, value) : undefined
  if (edited === undefined) return undefined
  const wanted = structuredClone(before) as Record<string, unknown>
  const last = path.at(-1)!
  const parent = path.slice(0, -1).reduce<Record<string, unknown>>((at, key) => (at[key] ??= {}) as typeof at, wanted)
  parent[last] = value
  return isDeepStrictEqual(parse(edited), wanted) ? edited : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function edit(text: string, root: YAMLMap, path: string[], value: string): string | undefined {
  let at = root
  for (const [depth, key] of path.entries()) {
    const found = at.get(key, true) as Node | undefined
    const isLast = depth === path.length - 1
    if (found === undefined) {
      const rest = path.slice(depth + 1).reduceRight<unknown>((inner, name) => ({ [name]: inner }), value)
      return insert(text, at, key, rest)
    }
    if (isLast)
      return isScalar(found) ? splice(text, found.range![0], found.range![1], JSON.stringify(value)) : undefined
    if (!isMap(found)) return undefined
    at = found
  }
  return undefined
}

/** As the last key, laid out as its neighbours are. */
function insert(text: string, map: YAMLMap, key: string, value: unknown): string {
  const [from, to] = map.range!
  const last = map.items.at(-1)
  const end = last === undefined ? from + 1 : ((last.value ?? last.key) as Node).range![1]
  const isOpen = last === undefined ? false : text.slice(from, (map.items[0]!.key as Node).range![0]).includes('\n')
  const outer = /(?:^|\n)([ \t]*)[^\n]*$/.exec(text.slice(0, from))?.[1] ?? ''
  const step = /\n([ \t]+)"/.exec(text)?.[1] ?? '  '
  if (!isOpen) {
    const pair = `${JSON.stringify(key)}: ${JSON.stringify(value).replaceAll('":', '": ')}`
    return last === undefined ? splice(text, from, to, `{ ${pair} }`) : splice(text, end, end, `, ${pair}`)
  }
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  const lines = JSON.stringify({ [key]: value }, undefined, step)
    .split('\n')
    .slice(1, -1)
  return splice(text, end, end, `,${lines.map((line) => newline + outer + line).join('')}`)
}

const splice = (text: string, from: number, to: number, part: string): string =>
  text.slice(0, from) + part + text.slice(to)
