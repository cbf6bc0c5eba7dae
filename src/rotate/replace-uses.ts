// Replaces a value in the text of one file, wherever that can be done without a doubt, and tells where it could not.
import { derivedForms, replaceIn } from '../formats/derived.ts'
import { FormatError } from '../formats/format-error.ts'
import { opaqueValue } from '../formats/opaque.ts'
import { replaceExact } from '../formats/plain.ts'
import { formatOf, rewrite } from '../formats/rewrite.ts'
import type { Edit } from '../formats/rewrite.ts'
import { rewriteEnv } from '../formats/rewrite-env.ts'
import { lineOf } from '../formats/source-text.ts'
import { plainRun } from './needles.ts'
import type { Entry } from '../formats/contract.ts'
import type { Leaked, Use } from './types.ts'

export interface Rewritten {
  text: string
  uses: Use[]
  left: (Use & { why: string })[]
}

/** A short or common value stands in many places that have nothing to do with it. */
export const isWeak = (value: string): boolean => value.length < 8 || /^(?:[a-z]+|[A-Z]+|\d+)$/.test(value)

const IN_TEXT = 'in the text'

/** Of a part of a value: hardly another value has it too. */
const isTelling = (part: string): boolean => part.length >= 12 && !isWeak(part)

/** @throws FormatError when the new value cannot stand there */
export function replaceUses(
  path: string,
  text: string,
  { value, key }: Leaked,
  next: string,
  readers: string[],
): Rewritten {
  const old = value.reveal()
  const found: Rewritten = { text, uses: [], left: [] }
  const { name, format } = formatOf(path, text)
  const entries = entriesOf(format.entries, path, text, { found, old })
  const edits: Edit[] = []
  for (const entry of entries) {
    const replaced = isWeak(old) ? wholeOnly(entry, old, next, key) : replaceIn(entry.value, old, next)
    if (!replaced) continue
    const use = { path, line: lineOf(text, entry.start), key: entry.key.join('.'), how: replaced.how }
    const opaque = opaqueValue(entry.value)
    if (opaque === undefined) {
      edits.push({ entry, value: replaced.value })
      found.uses.push(use)
    } else found.left.push({ ...use, why: opaque })
  }
  if (edits.length > 0) found.text = name === 'dotenv' ? rewriteEnv(text, edits, readers) : rewrite(format, text, edits)
  if (name === 'plain' && !isWeak(old)) replaceInSource(path, found, old, next)
  noteRest(path, found, old)
  return found
}

/** A file that its grammar cannot read is still told. */
function entriesOf(
  read: (text: string) => Entry[],
  path: string,
  text: string,
  { found, old }: { found: Rewritten; old: string },
): Entry[] {
  try {
    return read(text)
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    if (derivedForms(old).some(({ find }) => text.includes(find)) || isTelling(plainRun(old)))
      found.left.push({ path, line: 1, how: IN_TEXT, why: `the file cannot be read: ${error.message}` })
    return []
  }
}

const wholeOnly = (
  entry: Entry,
  old: string,
  next: string,
  key: string | undefined,
): { value: string; how: string } | undefined =>
  entry.value === old && String(entry.key.at(-1)) === key ? { value: next, how: 'as it is' } : undefined

function replaceInSource(path: string, found: Rewritten, old: string, next: string): void {
  const lines = linesWith(found.text, old)
  if (lines.length === 0) return
  found.text = replaceExact(found.text, old, next)
  const after = new Set(linesWith(found.text, old))
  for (const line of lines) if (!after.has(line)) found.uses.push({ path, line, how: IN_TEXT })
}

/** What still stands there: in a comment, in a longer word, as a value too common to be sure of. */
function noteRest(path: string, { text, uses, left }: Rewritten, old: string): void {
  if (left.length > 0) return
  if (uses.length === 0 && !text.includes(old)) {
    const run = plainRun(old)
    const lines = isTelling(run) ? linesWith(text, run) : []
    for (const line of lines)
      left.push({ path, line, how: IN_TEXT, why: 'a part of it stands there, the rest perhaps in escapes' })
    return
  }
  const why = isWeak(old)
    ? 'the value is too common to be sure that it is this one'
    : 'it stands in a comment or in a longer text'
  for (const line of linesWith(text, old)) left.push({ path, line, how: IN_TEXT, why })
}

function linesWith(text: string, value: string): number[] {
  const lines = new Set<number>()
  for (let at = text.indexOf(value); at !== -1; at = text.indexOf(value, at + 1)) lines.add(lineOf(text, at))
  return [...lines]
}
