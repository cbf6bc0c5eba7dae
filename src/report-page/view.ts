// Which rows are shown, and in what order: pure, so that it can be followed.
import { SEVERITIES, CONFIDENCES } from '../types.ts'
import type { ReportData, Row } from './data.ts'

/** What a click can narrow the table to. */
export type Facet = 'severity' | 'rule' | 'file' | 'author' | 'state'
export type Column = 'severity' | 'name' | 'file' | 'author' | 'date' | 'state' | 'confidence'

export interface View {
  text: string
  chosen: Map<Facet, string>
  sort: Column
  descending: boolean
}

export const IN_HEAD = 'still in HEAD'
export const GONE = 'gone from HEAD'

const stateOf = ({ inHead }: Row): string | undefined => (inHead === undefined ? undefined : inHead ? IN_HEAD : GONE)

export const facetOf = (row: Row, facet: Facet): string | undefined => (facet === 'state' ? stateOf(row) : row[facet])

/** Undefined where the row has nothing of the kind: it comes last in any order. */
function keyOf(row: Row, column: Column, names: ReportData['rules']): string | number | undefined {
  if (column === 'severity') return SEVERITIES.indexOf(row.severity)
  if (column === 'confidence') return CONFIDENCES.indexOf(row.confidence)
  if (column === 'name') return names[row.rule]!.name
  if (column === 'state') return stateOf(row)
  if (column === 'date') return Date.parse(row.date ?? '') || undefined
  return row[column]
}

const collator = new Intl.Collator('en', { numeric: true })

export function rowsOf(data: ReportData, { text, chosen, sort, descending }: View): Row[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const kept = data.findings.filter(
    (row) =>
      [...chosen].every(([facet, value]) => facetOf(row, facet) === value) &&
      (words.length === 0 || holds(textOf(row, data.rules), words)),
  )
  const turn = descending ? -1 : 1
  return kept
    .map((row) => ({ row, key: keyOf(row, sort, data.rules) }))
    .toSorted(
      (a, b) =>
        Number(a.key === undefined) - Number(b.key === undefined) ||
        turn * compare(a.key, b.key) ||
        compare(a.row.file, b.row.file) ||
        a.row.line - b.row.line,
    )
    .map(({ row }) => row)
}

const compare = (a: string | number | undefined, b: string | number | undefined): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : a === b ? 0 : collator.compare(String(a), String(b))

const holds = (text: string, words: string[]): boolean => words.every((word) => text.includes(word))

const texts = new WeakMap<Row, string>()

/** All that a search looks into. */
function textOf(row: Row, rules: ReportData['rules']): string {
  let text = texts.get(row)
  if (text === undefined) {
    const { rule, severity, file, line, author, commit, date, fingerprint } = row
    text = [rule, rules[rule]!.name, severity, `${file}:${line}`, author, commit, date, fingerprint]
      .join('\n')
      .toLowerCase()
    texts.set(row, text)
  }
  return text
}

/** How many rows have each value, the most first. */
export function counts(rows: Row[], facet: Facet): [value: string, count: number][] {
  const found = new Map<string, number>()
  for (const row of rows) {
    const value = facetOf(row, facet)
    if (value !== undefined) found.set(value, (found.get(value) ?? 0) + 1)
  }
  return [...found].toSorted(([a, n], [b, m]) => m - n || collator.compare(a, b))
}
