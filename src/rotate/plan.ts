// What a rotation would do: new values, and every file before and after. Nothing is written here.
import path from 'node:path'
import { UserError } from '../errors.ts'
import { FormatError } from '../formats/format-error.ts'
import type { SecretText } from '../secret-text.ts'
import { burnChanges } from './burn-changes.ts'
import { adviceFor, keepOld } from './grace/keep-old.ts'
import { mendIgnore } from './ignore-file.ts'
import { needlesOf } from './needles.ts'
import { checkSupplied, draws, isIssued, standIn } from './new-value.ts'
import type { Draw } from './new-value.ts'
import type { ProjectFile } from './project-files.ts'
import { readersOf } from './readers.ts'
import { replaceUses } from './replace-uses.ts'
import type { Rewritten } from './replace-uses.ts'
import type { Change } from './seal.ts'
import { decode, utf16Encoding } from '../sources/encoding.ts'
import { posix } from '../sources/tree.ts'
import { secretText } from './targets.ts'
import type { Project } from './targets.ts'
import { decodeText } from './text.ts'
import type { Leaked, Replacement } from './types.ts'

export interface PlanOptions {
  rotation: string
  /** Issued by the provider; only with a single leaked value. */
  supplied?: SecretText
  /** Keep the old value where a framework accepts both. */
  grace: boolean
  /** Generator asked for. */
  type?: string
}

export interface Plan {
  replacements: Replacement[]
  changes: Change[]
  /** Places that hold an old value for a while. */
  kept: { path: string; where: string; readBy: string; step?: string }[]
  /** Values that a grace was asked for and found no place, by name, with what can be done. */
  notKept: string[]
  /** Rewritten settings files that git tracks. */
  tracked: string[]
  /** Values too common for the burned list, by name, with the reason. */
  unburned: string[]
  /** Programs that read the `.env` files: names in src/formats/readers. */
  readers: string[]
  /** True: a credential in it has to be issued first, so it can only be shown. */
  waits: boolean
}

/** A file that holds one of the values, and its text as it will be. */
interface Open {
  file: ProjectFile
  text: string
  /** No text in UTF-8: it is told and left alone. */
  readable: boolean
  /** Old values that `text` holds for a while. */
  kept: string[]
}

/** @throws UserError rotate-refused */
export async function makePlan(leaked: Leaked[], project: Project, options: PlanOptions): Promise<Plan> {
  if (options.supplied && leaked.length > 1)
    throw new UserError('rotate-refused', 'one new value for several old ones', 'Rotate them one after another.')
  const open = await openFiles(leaked, project)
  const readers = await readersOf(project)
  const plan: Plan = {
    replacements: [],
    changes: [],
    kept: [],
    notKept: [],
    tracked: [],
    unburned: [],
    readers,
    waits: options.supplied === undefined && leaked.some(isIssued),
  }
  for (const one of leaked) plan.replacements.push(await replaceOne(one, open, project, readers, options))
  if (options.grace) addGrace(plan, open)
  const changed = open.filter(({ file, text, readable }) => readable && !Buffer.from(text).equals(file.bytes))
  plan.changes = changed.map(({ file, text, kept }) => ({
    file: file.full,
    before: file.bytes,
    after: Buffer.from(text),
    mode: 0o600,
    kept,
  }))
  const mended = await mendIgnore(
    project.root,
    // Of a link git may track both.
    changed.flatMap(({ file }) => [file.path, nameOf(project.root, file.full)]),
  )
  plan.tracked = mended.tracked
  if (mended.change) plan.changes.push(mended.change)
  if (plan.changes.length > 0) {
    const burned = burnChanges(project.root, leaked, options.rotation)
    plan.changes.push(...burned.changes)
    plan.unburned = burned.tooCommon
  }
  return plan
}

const nameOf = (root: string, full: string): string => posix(path.relative(root, full))

async function openFiles(leaked: Leaked[], project: Project): Promise<Open[]> {
  const needles = leaked.flatMap(({ value }) => needlesOf(value.reveal()))
  const open = new Map<string, Open>()
  for await (const file of project.files()) {
    // Two names for one file: one change.
    if (open.has(file.full) || !needles.some((needle) => holds(file, needle))) continue
    const text = decodeText(file.bytes)
    if (text !== undefined && path.relative(project.root, file.full).startsWith('..'))
      throw new UserError(
        'rotate-refused',
        `${file.path} is a link to ${file.full}, outside of the project`,
        'Rotate there, or replace the link by a file.',
      )
    open.set(file.full, { file, text: text ?? '', readable: text !== undefined, kept: [] })
  }
  return [...open.values()]
}

/** A file in UTF-16 too, which is told. */
const holds = ({ bytes }: ProjectFile, needle: string | Buffer): boolean =>
  bytes.includes(needle) || (utf16Encoding(bytes) !== undefined && Buffer.from(decode(bytes).bytes).includes(needle))

/** Draws until a value can be written in every place and is read back right there. Changes the texts of `open`. */
async function replaceOne(
  leaked: Leaked,
  open: Open[],
  project: Project,
  readers: string[],
  { supplied, type }: PlanOptions,
): Promise<Replacement> {
  if (supplied) await checkSupplied(supplied, leaked, project)
  let problem = ''
  for await (const { value, source } of candidates(leaked, supplied, type)) {
    try {
      return replaceEverywhere(leaked, secretText(value), source, open, readers)
    } catch (error) {
      if (!(error instanceof FormatError)) throw error
      problem = error.message
    }
  }
  throw new UserError(
    'rotate-refused',
    problem,
    'Write the new value there by hand, or choose another: --type base64url',
  )
}

async function* candidates(
  leaked: Leaked,
  supplied: SecretText | undefined,
  type: string | undefined,
): AsyncGenerator<Draw> {
  if (supplied) yield { value: supplied.reveal(), source: 'given by you' }
  else if (isIssued(leaked)) yield await standIn()
  else yield* draws(leaked, type)
}

/** @throws FormatError with the file's name: then no text has changed */
function replaceEverywhere(
  leaked: Leaked,
  next: SecretText,
  source: string,
  open: Open[],
  readers: string[],
): Replacement {
  const results: [Open, Rewritten][] = []
  const replacement: Replacement = { leaked, next, source, uses: [], left: [] }
  for (const one of open) {
    const { path } = one.file
    if (!one.readable) {
      if (holds(one.file, leaked.value.reveal()))
        replacement.left.push({ path, line: 1, how: 'in its bytes', why: 'the file is no text in UTF-8' })
      continue
    }
    try {
      const rewritten = replaceUses(path, one.text, leaked, next.reveal(), readers)
      results.push([one, rewritten])
    } catch (error) {
      if (error instanceof FormatError) throw new FormatError(`${path}: ${error.message}`)
      throw error
    }
  }
  for (const [one, { text, uses, left }] of results) {
    one.text = text
    replacement.uses.push(...uses)
    replacement.left.push(...left)
  }
  // What is encoded twice, packed, or in a program's text, nobody but its author can write again.
  for (const use of leaked.encoded ?? []) {
    const told = [...replacement.uses, ...replacement.left].some(({ path }) => path === use.path)
    if (!told) replacement.left.push({ ...use, why: `it stands ${use.how}: write the new one there by hand` })
  }
  return replacement
}

/** In every file where the value stood as it is and something reads two. */
function addGrace(plan: Plan, open: Open[]): void {
  for (const { leaked, next, uses } of plan.replacements) {
    const old = leaked.value.reveal()
    const before = plan.kept.length
    const problems: string[] = []
    for (const one of open) {
      const { path } = one.file
      if (!uses.some((use) => use.path === path && (use.how === 'as it is' || use.key === undefined))) continue
      try {
        const place = { path, text: one.text, old, next: next.reveal(), readers: plan.readers }
        const { text, kept } = keepOld(place)
        if (kept.length === 0) continue
        one.text = text
        one.kept.push(old)
        plan.kept.push(...kept.map((found) => ({ path, ...found })))
      } catch (error) {
        if (!(error instanceof FormatError)) throw error
        problems.push(`${path}: ${error.message}`)
      }
    }
    if (plan.kept.length === before && !isIssued(leaked)) problems.push(adviceFor(leaked.key ?? ''))
    plan.notKept.push(...problems.map((problem) => `${leaked.key ?? leaked.named}: ${problem}`))
  }
}
