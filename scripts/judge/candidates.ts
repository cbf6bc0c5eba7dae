// All assignments of the corpus that the judge would be asked about, with their labels and features.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fastGlob from 'fast-glob'
import { assignmentsIn } from '../../src/detect/assignments.ts'
import { isPlaceholder } from '../../src/filters/placeholder.ts'
import { buildAutomaton } from '../../src/detect/automaton.ts'
import type { Automaton } from '../../src/detect/automaton.ts'
import { featuresOf } from '../../src/judge/features.ts'
import { candidateOf } from '../../src/judge/candidate.ts'
import type { Candidate } from '../../src/judge/candidate.ts'
import { Place } from '../../src/judge/place.ts'
import { Positions } from '../../src/positions.ts'
import { readAllRules } from '../rule-files.ts'
import { copiesOf, seeded } from './augment.ts'

export interface Labelled {
  repository: string
  name: string
  value: string
  features: string[]
  /** 1 a secret, 0 none, -1 nobody looked at it. */
  label: 1 | 0 | -1
  /** Made of a row of the same repository: to be trained with, and never to be counted. */
  isCopy: boolean
}

/** A row of labels.jsonl. */
interface Label {
  file: string
  line_start: number
  line_end: number
  value_start: number
  value_end: number
  truth: boolean
  category: string
}

/** Right only as identifiers: they count neither way (see the scorer of the corpus). */
const IDENTIFIERS = new Set([
  'UUID',
  'AWS S3 Bucket',
  'Firebase Domain',
  'Nonce',
  'Salt',
  'Tencent WeChat API App ID',
  'Other',
])
const isSecret = ({ truth, category }: Label): boolean =>
  truth && !category.split(':').every((name) => IDENTIFIERS.has(name))

interface Waker {
  keywords: string[]
  automaton: Automaton
}

/** The words that wake the judge, and the automaton that finds them. */
async function wakingWords(): Promise<Waker> {
  const rules = (await readAllRules()).flatMap((file) => file.rules)
  const { keywords } = rules.find(({ detector }) => detector === 'assignment')!
  return { keywords, automaton: buildAutomaton(keywords) }
}

/** At most this many of one package: a few have a million lines of the same. */
const MOST_OF_A_PACKAGE = 60

/** Published code that nobody labelled: nearly all of it is no secret. @param directory as scripts/npm-corpus.ts fills it */
export async function publishedCandidates(directory: string): Promise<Labelled[]> {
  const waker = await wakingWords()
  return readdirSync(directory).flatMap((name) => {
    const files = fastGlob
      .globSync('**/*.{js,ts,mjs,cjs,json,md,yml,yaml,html}', { cwd: path.join(directory, name), onlyFiles: true })
      .toSorted()
    const distinct = new Map<string, Labelled[]>()
    for (const file of files) {
      const bytes = readFileSync(path.join(directory, name, file))
      if (bytes.length > 2 ** 20) continue
      for (const rows of candidatesIn(`${name}/${file}`, bytes, [], waker))
        distinct.set(`${rows[0]!.name}\0${rows[0]!.value}`, rows)
    }
    // Every so many of them: not only those of the first files.
    const all = [...distinct.values()]
    const step = Math.max(1, all.length / MOST_OF_A_PACKAGE)
    return all.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step)).flat()
  })
}

export async function candidatesOf(directory: string, labels: string): Promise<Labelled[]> {
  const waker = await wakingWords()
  const byFile = new Map<string, Label[]>()
  for (const line of labels.split('\n').filter(Boolean)) {
    const label = JSON.parse(line) as Label
    byFile.set(label.file, [...(byFile.get(label.file) ?? []), label])
  }
  return [...byFile].flatMap(([file, rows]) =>
    candidatesIn(file, readFileSync(path.join(directory, file)), rows, waker).flat(),
  )
}

/** Each with its copies behind it. */
function candidatesIn(file: string, bytes: Buffer, rows: Label[], { keywords, automaton }: Waker): Labelled[][] {
  const positions = new Positions(bytes)
  const place = new Place(file.slice(file.indexOf('/') + 1))
  const repository = file.slice(0, file.indexOf('/'))
  const random = seeded(file)
  return assignmentsIn(bytes, keywords, automaton, 32).flatMap((found): Labelled[][] => {
    const candidate = candidateOf(bytes, found, place)
    if (!candidate) return []
    const label = labelOf(rows, positions.at(found.valueStart), found.valueEnd - found.valueStart)
    // What the scan's filter drops needs no judge.
    if (label === undefined || isPlaceholder(candidate.value)) return []
    const row = (of: Candidate, isCopy: boolean): Labelled => {
      const { name, value } = of
      return { repository, name, value, features: featuresOf(of), label, isCopy }
    }
    return [[row(candidate, false), ...copiesOf(candidate, label, random).map((copy) => row(copy, true))]]
  })
}

/** Undefined for another value on a line that holds a secret, and for identifiers: nothing is known of them. */
function labelOf(
  rows: Label[],
  { line, column }: { line: number; column: number },
  length: number,
): Labelled['label'] | undefined {
  const here = rows.filter((row) => row.line_start <= line && row.line_end >= line)
  const from = column - 1
  const onValue = here.filter(
    (row) =>
      row.value_start < 0 ||
      row.line_start !== row.line_end ||
      (row.value_start < from + length && row.value_end > from),
  )
  if (onValue.some(isSecret)) return 1
  if (here.some((row) => row.truth)) return undefined
  return onValue.length > 0 ? 0 : -1
}
