// Puts new values into a text and proves, by reading the result, that nothing else changed.
import type { Entry, Format } from './contract.ts'
import { FormatError } from './format-error.ts'
import { formats } from './kinds/index.ts'
import { smallestChange } from './smallest-change.ts'
import { lineOf } from './source-text.ts'

export interface Edit {
  entry: Entry
  value: string
}

/** The format of a file; `plain` when none claims it. @param path with `/` */
export function formatOf(path: string, text: string): { name: string; format: Format } {
  // Claims are disjoint, but for that of `plain`: a test sees to it.
  const claim = Object.entries(formats).find(([name, format]) => name !== 'plain' && format.accepts(path, text))
  const [name, format] = claim ?? ['plain', formats['plain']!]
  return { name, format }
}

/**
 * Replaces values; all bytes outside of them stay.
 * @param edits entries of this very text, as `format.entries` gives them
 * @throws FormatError when the text is broken, or when its grammar cannot hold a value there
 */
export function rewrite(format: Format, text: string, edits: readonly Edit[]): string {
  const before = format.entries(text)
  const wanted = placed(text, before, edits)
  // Two readings whatever the number of edits: first all that can be done by a smaller change, then what that got wrong.
  const small = new Map([...wanted].map(([index, edit]) => [index, smallestChange(text, edit.entry, edit.value)]))
  const encode = ({ entry, value }: Edit): string => format.encode(text, entry, value)
  const raws = new Map([...wanted].map(([index, edit]) => [index, small.get(index) ?? encode(edit)]))
  const first = attempt(format, text, before, wanted, raws)
  if (first.wrong === undefined) return first.text
  for (const [index, edit] of wanted) if (first.wrong === 'all' || first.wrong.has(index)) raws.set(index, encode(edit))
  const second = attempt(format, text, before, wanted, raws)
  if (second.wrong === undefined) return second.text
  const [index] = second.wrong === 'all' ? wanted.keys() : second.wrong
  throw new FormatError('this grammar cannot hold the value here', lineOf(text, before[index ?? 0]?.start ?? 0))
}

/** The edits by the index of their entry, in the order of the text. */
function placed(text: string, entries: readonly Entry[], edits: readonly Edit[]): Map<number, Edit> {
  const at = new Map(entries.map((entry, index) => [entry.start, index]))
  const found = new Map<number, Edit>()
  for (const edit of edits.toSorted((a, b) => a.entry.start - b.entry.start)) {
    const index = at.get(edit.entry.start)
    const refuse = (reason: string): never => {
      throw new FormatError(reason, lineOf(text, edit.entry.start))
    }
    if (index === undefined || !same(entries[index]!, edit.entry))
      return refuse('this value is not where it was: the file changed')
    if (found.has(index)) refuse('two new values for one place')
    if (/\p{Surrogate}|\0/u.test(edit.value)) refuse('the new value is no text')
    found.set(index, edit)
  }
  return found
}

const same = (a: Entry, b: Entry): boolean =>
  a.end === b.end && a.value === b.value && a.key.length === b.key.length && a.key.every((part, i) => part === b.key[i])

/** `wrong`: the edits that did not come out as they should; all of them when one spoiled more than its own place. */
function attempt(
  format: Format,
  text: string,
  before: readonly Entry[],
  wanted: ReadonlyMap<number, Edit>,
  raws: ReadonlyMap<number, string>,
): { text: string; wrong?: Set<number> | 'all' } {
  const { text: result, expected } = splice(text, before, wanted, raws)
  let after
  try {
    after = format.entries(result)
  } catch (error) {
    if (error instanceof FormatError) return { text: result, wrong: 'all' }
    throw error
  }
  if (after.length !== before.length) return { text: result, wrong: 'all' }
  const wrong = new Set<number>()
  for (const [index, entry] of after.entries()) {
    const old = expected[index]!
    const right = entry.start === old.start && same(entry, old) && (!entry.ambiguous || old.ambiguous === true)
    if (right) continue
    if (!wanted.has(index)) return { text: result, wrong: 'all' }
    wrong.add(index)
  }
  return wrong.size === 0 ? { text: result } : { text: result, wrong }
}

/** The new text, and every entry as it must be read from it. */
function splice(
  text: string,
  before: readonly Entry[],
  wanted: ReadonlyMap<number, Edit>,
  raws: ReadonlyMap<number, string>,
): { text: string; expected: Entry[] } {
  const parts: string[] = []
  const expected: Entry[] = []
  let from = 0
  let shift = 0
  for (const [index, entry] of before.entries()) {
    const start = entry.start + shift
    const edit = wanted.get(index)
    if (edit === undefined) {
      expected.push({ ...entry, start, end: entry.end + shift })
      continue
    }
    const raw = raws.get(index)!
    parts.push(text.slice(from, entry.start), raw)
    from = entry.end
    shift += raw.length - (entry.end - entry.start)
    expected.push({ ...entry, start, end: start + raw.length, value: edit.value })
  }
  return { text: parts.join('') + text.slice(from), expected }
}
