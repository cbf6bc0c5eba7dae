// Picks how to write a value into a .env file so that every program that reads the file gets it back.
import type { Entry } from './contract.ts'
import { decode } from './dotenv/decode.ts'
import { type Assignment, QUOTES, scan, type Style } from './dotenv/scanner.ts'
import { shellTokens } from './dotenv/shell-words.ts'
import { FormatError } from './format-error.ts'
import { changeBetween, smallestChange } from './smallest-change.ts'
import { lineOf } from './source-text.ts'
import type { ReadValue } from './reader.ts'
import { readers as known } from './readers/index.ts'

type Readings = Map<string, ReadValue> | undefined

const splice = (text: string, { start, end }: { start: number; end: number }, raw: string): string =>
  text.slice(0, start) + raw + text.slice(end)

/** Undefined when the reader does not read such a file, or nobody can say what it reads. */
function readWith(reader: string, text: string): Readings {
  try {
    return known[reader]?.read(text)
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

/** Each reader reads the text once. */
function remembered(text: string): (reader: string) => Readings {
  const readings = new Map<string, Readings>()
  return (reader) => {
    if (!readings.has(reader)) readings.set(reader, readWith(reader, text))
    return readings.get(reader)
  }
}

const is = (read: ReadValue | undefined, value: string): boolean =>
  read !== undefined && 'value' in read && read.value === value

/** A word that does not stand in the text, and that every reader reads as it is. */
function probeFor(text: string): string {
  let probe = 'probe'
  while (text.includes(probe)) probe += 'x'
  return probe
}

/** All ways to write a value, the style that the entry has first. */
export function candidates(value: string, style: Style): string[] {
  const double = value.replace(/[\\"$`]/g, '\\$&')
  const forms: Record<Style, string[]> = {
    raw: [value],
    single: [`'${value}'`, `'${value.replaceAll("'", "\\'")}'`],
    double: [`"${value}"`, `"${double}"`, `"${double.replaceAll('\n', '\\n')}"`, `"${value.replaceAll('"', '\\"')}"`],
    // A shell would run what stands in them.
    backtick: [],
  }
  return [...new Set([...forms[style], ...forms.raw, ...forms.single, ...forms.double])]
}

/** The assignment of an entry. @throws FormatError when the text has none there */
export function assignmentOf(text: string, entry: Entry): Assignment {
  const found = scan(text).find(({ start, end }) => start === entry.start && end === entry.end)
  if (!found) throw new FormatError('this value is not where it was: the file changed', lineOf(text, entry.start))
  return found
}

/** True when our own scanner finds the same assignments, this one with the new value. */
function keepsShape(before: Assignment[], index: number, text: string, raw: string, value: string): boolean {
  let after
  try {
    after = scan(text)
  } catch {
    return false
  }
  const shift = raw.length - ((before[index]?.end ?? 0) - (before[index]?.start ?? 0))
  return (
    after.length === before.length &&
    after.every(({ key, start, end }, i) => {
      const old = before[i] as Assignment
      const moved = i > index ? shift : 0
      return key === old.key && start === old.start + moved && end === old.end + (i === index ? shift : moved)
    }) &&
    text.slice(after[index]?.start, after[index]?.end) === raw &&
    (decode(text, after[index] as Assignment) === value || after[index]?.style !== 'raw')
  )
}

/** True when a shell, or a reader that asks one, would run something that stands in the raw value. */
function holdsCommand(raw: string): boolean {
  try {
    for (const token of shellTokens(`K=${raw}\n`))
      if ('live' in token && token.live && 'runs' in token.live) return true
  } catch {
    return /\$\(|`/.test(raw)
  }
  return false
}

/** True when none of the readers would run a command because of the new text. */
function harmless(
  readers: readonly string[],
  raw: string,
  read: (reader: string) => Readings,
  was: (reader: string) => Readings,
): boolean {
  return readers.every((reader) => {
    // Alone on its line as well: a reader that gives up on the whole file today may be given another one.
    const alone = readWith(reader, `K=${raw}\n`)?.get('K')
    if (alone && 'runs' in alone) return false
    const before = was(reader)
    return [...(read(reader) ?? [])].every(([key, now]) => {
      const old = before?.get(key)
      return !('runs' in now) || (old !== undefined && 'runs' in old)
    })
  })
}

interface Attempt {
  reader: string
  key: string
  raw: string
  value: string
  probe: string
  /** What the reader says with the probe in the value's place, and with the value there. */
  base: Readings
  now: Readings
}

/** A secret within a value that refers to others: `postgres://${USER}:secret@host`. */
interface Part {
  raw: string
  old: string
  new: string
}

/** What no program takes for more than itself. */
const INERT = /^[\w./+=-]+$/

/** Given: what refers to others has to stay as it is written, so only what changes is put in. */
function partOf(text: string, entry: Entry, value: string, assignment: Assignment): Part | undefined {
  const old = decode(text, assignment)
  const raw = smallestChange(text, { ...entry, value: old }, value)
  const change = changeBetween(old, value)
  const stays = old.slice(0, change.start) + old.slice(change.end)
  if (raw === undefined || !stays.includes('$') || !INERT.test(change.new)) return undefined
  return { raw, old: old.slice(change.start, change.end), new: change.new }
}

const isUnsure = (read: ReadValue | undefined): boolean => read !== undefined && 'unsure' in read

/** True when the reader's answer is the old one with the new part in it; where only the environment tells it, the same doubt. */
function staysBut(part: Part, key: string, was: Readings, now: Readings): boolean {
  if (!was || !now) return !was && !now
  if (now.size !== was.size) return false
  return [...now].every(([name, read]) => {
    const before = was.get(name)
    if (name !== key || !before || !('value' in before)) return same(read, before)
    const parts = before.value.split(part.old)
    return parts.length === 2 && is(read, parts.join(part.new))
  })
}

/** True when the reader gets the value back, and reads all the rest as with any other value in that place. */
function readsBack({ reader, key, raw, value, probe, base, now }: Attempt): boolean {
  // It does not look at this place, or cannot be followed there: then the value must be right on a line of its own.
  if (!base || !is(base.get(key), probe)) return is(readWith(reader, `K=${raw}\n`)?.get('K'), value)
  if (!now || !is(now.get(key), value) || now.size !== base.size) return false
  return [...now].every(([name, read]) => name === key || same(read, base.get(name)))
}

const same = (a: ReadValue, b: ReadValue | undefined): boolean =>
  b !== undefined && ('value' in a ? 'value' in b && a.value === b.value : 'unsure' in b && a.unsure === b.unsure)

/**
 * The raw text for a new value: the style that the entry has where that can be, else without quotes, in single, in
 * double quotes. What it returns was read back by each reader; a command in it never becomes live.
 * @param readers names in src/formats/readers: the programs that read this file
 * @returns `misread`: those that get it back in none of the ways, or the one that is closest leaves out. A raw text that
 * only a program that is no reader of this file would run (`'$(...)'` and dotenv-expand) comes last; a shell never does.
 * @throws FormatError when the file is broken, the value no text, or the same as the old one
 */
export function encodeFor(
  text: string,
  entry: Entry,
  value: string,
  readers: readonly string[],
): { raw: string } | { misread: string[] } {
  const unknown = readers.filter((name) => !Object.hasOwn(known, name))
  if (unknown.length > 0) throw new FormatError(`no such reader: ${unknown.join(', ')}`)
  if (/\0|\p{Surrogate}/u.test(value)) throw new FormatError('the new value is no text')
  const assignment = assignmentOf(text, entry)
  if (decode(text, assignment) === value) throw new FormatError('the new value is the old one')
  const before = scan(text)
  const index = before.findIndex(({ start }) => start === assignment.start)
  const probe = probeFor(text + value)
  const base = remembered(splice(text, entry, probe))
  const everyone = Object.keys(known)
  const declared = readers.length > 0 ? readers : everyone
  const within = partOf(text, entry, value, assignment)
  const was = remembered(text)
  if (within && declared.some((reader) => isUnsure(was(reader)?.get(assignment.key)))) {
    const next = splice(text, entry, within.raw)
    const now = remembered(next)
    if (!keepsShape(before, index, next, within.raw, value) || !harmless(declared, within.raw, now, was))
      return { misread: [...declared] }
    const wrong = readers.filter((reader) => !staysBut(within, assignment.key, was(reader), now(reader)))
    return wrong.length === 0 ? { raw: within.raw } : { misread: wrong }
  }
  let last: { raw: string } | undefined
  let misread = [...declared]
  for (const raw of candidates(value, assignment.style)) {
    const next = splice(text, entry, raw)
    const now = remembered(next)
    if (!keepsShape(before, index, next, raw, value) || holdsCommand(raw) || !harmless(declared, raw, now, base))
      continue
    const wrong = readers.filter(
      (reader) => !readsBack({ reader, key: assignment.key, raw, value, probe, base: base(reader), now: now(reader) }),
    )
    if (wrong.length === 0) {
      if (harmless(everyone, raw, now, base)) return { raw }
      last ??= { raw }
    }
    if (wrong.length < misread.length) misread = wrong
  }
  return last ?? { misread }
}

/** The readers that get a plain word back from this entry in the style that it has: those it was written for. */
export function readersOf(text: string, entry: Entry): string[] {
  const { key, style } = assignmentOf(text, entry)
  const probe = probeFor(text)
  const quote = style === 'raw' ? '' : QUOTES[style]
  const probed = splice(text, entry, quote + probe + quote)
  return Object.keys(known).filter((reader) => is(readWith(reader, probed)?.get(key), probe))
}
