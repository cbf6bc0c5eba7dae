// A list of session or cookie secrets in JSON or YAML, the newest first.
import { FormatError } from '../../formats/format-error.ts'
import { formatOf } from '../../formats/rewrite.ts'
import type { Entry, Format } from '../../formats/contract.ts'
import { lineEnd } from '../../formats/dotenv/scanner.ts'
import type { Grace } from './contract.ts'

/** `session.keys.0`, `cookieSecrets.0`: the index, and where the list stands. */
function listOf({ key }: Entry): { name: string; index: number } | undefined {
  const [index, ...path] = key.toReversed()
  const name = path.toReversed().join('.')
  return typeof index === 'number' && /session|cookie|fernet/i.test(name) && /(?:secrets?|keys?)$/i.test(name)
    ? { name, index }
    : undefined
}

function formatFor(path: string, text: string): Format | undefined {
  const { name, format } = formatOf(path, text)
  return name === 'json' || name === 'yaml' ? format : undefined
}

/** Of a YAML list in lines: what stands before the value. */
const DASH = /^[ \t]*-[ \t]+$/

export const grace: Grace = {
  keep({ path, text, old, next }) {
    const format = formatFor(path, text)
    const entries = format?.entries(text) ?? []
    for (const entry of entries) {
      const list = listOf(entry)
      if (list?.index !== 0 || entry.value !== next) continue
      if (entries.some((one) => one.value === old && listOf(one)?.name === list.name)) continue
      const raw = text.slice(entry.start, entry.end)
      const line = text.lastIndexOf('\n', entry.start - 1) + 1
      const before = text.slice(line, entry.start)
      const [at, lead] = DASH.test(before)
        ? [lineEnd(text, entry.end), (text.includes('\r\n') ? '\r\n' : '\n') + before]
        : [entry.end, ',' + (/(?<=\[)\s+$/.exec(text.slice(0, entry.start))?.[0] || ' ')]
      const doubled = text.slice(0, at) + lead + raw + text.slice(at)
      return {
        text: withValue(format!, doubled, text, { start: at + lead.length, list: list.name, value: old }),
        where: list.name,
        readBy: 'the first signs, all are accepted',
      }
    }
    return undefined
  },
  drop(path, text, old) {
    const format = formatFor(path, text)
    const entries = format?.entries(text) ?? []
    for (const entry of entries) {
      const list = listOf(entry)
      if (!list || list.index === 0 || entry.value !== old) continue
      const line = text.lastIndexOf('\n', entry.start - 1) + 1
      const inLines = DASH.test(text.slice(line, entry.start))
      const comma = text.lastIndexOf(',', entry.start)
      if (!inLines && text.slice(comma + 1, entry.start).trim() !== '') continue
      const next = text.indexOf('\n', entry.end)
      const short = inLines
        ? text.slice(0, next === -1 ? line - 1 : line) + (next === -1 ? '' : text.slice(next + 1))
        : text.slice(0, comma) + text.slice(entry.end)
      proveValues(
        format!,
        short,
        entries.filter((one) => one !== entry),
      )
      return short
    }
    return undefined
  },
}

/** The new element, a copy of its neighbour, gets its own value. */
function withValue(
  format: Format,
  text: string,
  was: string,
  { start, list, value }: { start: number; list: string; value: string },
): string {
  const entry = format.entries(text).find((one) => one.start === start)
  if (!entry || listOf(entry)?.name !== list) throw new FormatError('the list cannot take another value')
  const result = text.slice(0, start) + format.encode(text, entry, value) + text.slice(entry.end)
  const expected = format.entries(was)
  const first = expected.findIndex((one) => one.key.join('.') === `${list}.0`)
  proveValues(format, result, expected.toSpliced(first + 1, 0, { ...entry, value }))
  return result
}

/** Nothing else changed. */
function proveValues(format: Format, text: string, expected: Entry[]): void {
  const found = format.entries(text)
  if (found.length !== expected.length || found.some(({ value }, index) => value !== expected[index]!.value))
    throw new FormatError('the list cannot be changed without touching the rest')
}
