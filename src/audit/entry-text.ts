// A configuration with one more entry in `allow`: in YAML and JSON, with all that stood there left as it is.
import { isMap, isSeq, parseDocument } from 'yaml'

export interface NewEntry {
  rules: string[]
  paths: string[]
  reason: string
  until?: string
}

/**
 * @param within the part of the file that is the configuration: `['unleak']` in package.json.
 * @returns nothing when the layout leaves no safe place for it
 */
export function withEntry(text: string, entry: NewEntry, json: boolean, within: string[] = []): string | undefined {
  const result = json ? inJson(text, entry, within) : inYaml(text, entry)
  return result !== undefined && isRight(text, result, entry, within) ? result : undefined
}

function inYaml(text: string, entry: NewEntry): string | undefined {
  const document = parseDocument(text, { logLevel: 'silent' })
  const { contents } = document
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const append = (at: number, lines: string[]): string => {
    const before = text.slice(0, at)
    return `${before}${before === '' || before.endsWith('\n') ? '' : eol}${lines.join(eol)}${eol}${text.slice(at)}`
  }
  if (contents === null) return append(text.length, ['allow:', ...block(entry, '  ')])
  if (!isMap(contents) || contents.flow) return undefined
  const allow = contents.get('allow', true)
  if (allow === undefined) {
    // Before "..." or another document there is no simple end.
    return /^(?:---|\.\.\.)/m.test(text) ? undefined : append(text.length, ['', 'allow:', ...block(entry, '  ')])
  }
  if (!isSeq(allow) || allow.flow || allow.items.length === 0) return undefined
  const [start, end] = allow.range!
  const indent = text.slice(text.lastIndexOf('\n', start - 1) + 1, start)
  if (indent.trim() !== '') return undefined
  // Comments behind the last entry belong to what comes next.
  const last = text.indexOf('\n', text.slice(0, end).trimEnd().length - 1)
  return append(last === -1 ? text.length : last + 1, block(entry, indent))
}

/** Needs no quotes in any version of YAML. */
const PLAIN = /^(?!(?:true|false|null|yes|no|on|off|y|n)$)[a-z][\w ,.()/-]*$/i

const block = ({ rules, paths, reason, until }: NewEntry, indent: string): string[] =>
  [
    `- rules: [${rules.join(', ')}]`,
    `  paths: [${paths.map((each) => JSON.stringify(each)).join(', ')}]`,
    `  reason: ${PLAIN.test(reason) ? reason : JSON.stringify(reason)}`,
    ...(until ? [`  until: ${until}`] : []),
  ].map((line) => indent + line)

function inJson(text: string, entry: NewEntry, within: string[]): string | undefined {
  const value: unknown = parse(text)
  const part = partOf(value, within)
  if (part === undefined) return undefined
  part['allow'] = [...((part['allow'] as unknown[] | undefined) ?? []), entry]
  const written = JSON.stringify(value, undefined, /^[ \t]+/m.exec(text)?.[0] ?? 2)
  return (text.includes('\r\n') ? written.replaceAll('\n', '\r\n') : written) + /\s*$/.exec(text)![0]
}

/** Read again, it says what it said before, and the entry. */
function isRight(before: string, after: string, entry: NewEntry, within: string[]): boolean {
  const [old, now] = [before, after].map((text) => {
    const document = parseDocument(text, { logLevel: 'silent' })
    return document.errors.length > 0 ? undefined : partOf(document.toJS({ maxAliasCount: 100 }) ?? {}, within)
  })
  if (!old || !now) return false
  const expected = { ...old, allow: [...((old['allow'] as unknown[] | undefined) ?? []), entry] }
  return JSON.stringify(sorted(now)) === JSON.stringify(sorted(expected))
}

const sorted = (value: Record<string, unknown>): unknown =>
  Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function partOf(value: unknown, within: string[]): Record<string, unknown> | undefined {
  const part = within.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], value)
  return typeof part === 'object' && part !== null && !Array.isArray(part)
    ? (part as Record<string, unknown>)
    : undefined
}
