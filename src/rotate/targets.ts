// From what the user names to the values that have to go: a fingerprint, a key, FILE:KEY, a value on standard input.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { formatOf } from '../formats/rewrite.ts'
import { UserError } from '../errors.ts'
import { scanChunk } from '../pipeline.ts'
import { SecretText } from '../secret-text.ts'
import type { ScanConfig } from '../config.ts'
import type { Matcher } from '../detect/matcher.ts'
import type { Finding, Rule, Skipped } from '../types.ts'
import { decodeText } from './text.ts'
import { decodedUserinfo, plainAmong } from './plain-value.ts'
import { isWeak } from './replace-uses.ts'
import { projectFiles } from './project-files.ts'
import { posix } from '../sources/tree.ts'
import type { ProjectFile } from './project-files.ts'
import type { Leaked } from './types.ts'

export interface Project {
  root: string
  /** What names of files are relative to, where a user gives them. */
  cwd: string
  config: ScanConfig
  matcher: Matcher
  /** Finds the values of private settings too, as the hook does. */
  knownMatcher: () => Promise<Matcher>
  rules: Rule[]
  /** @param wanted by name, from the root; the others are not read. */
  files: (wanted?: (name: string) => boolean) => AsyncIterable<ProjectFile>
}

/** @param gaps takes the files that could not be read */
export function projectAt(root: string, rest: Omit<Project, 'root' | 'files'>, gaps: Skipped[]): Project {
  return { root, ...rest, files: (wanted) => projectFiles(root, gaps, wanted) }
}

export const secretText = (value: string): SecretText => new SecretText(value, '********')

const FINGERPRINT = /^[0-9a-f]{32}$/

/** @throws UserError rotate-target */
export async function leakedBy(target: string, project: Project): Promise<Leaked[]> {
  if (FINGERPRINT.test(target)) {
    const wanted = (finding: Finding): boolean => finding.fingerprint === target
    const found = await byFinding(target, project, wanted)
    return someOf(target, found.length > 0 ? found : await byKnown(target, project, wanted))
  }
  const colon = target.lastIndexOf(':')
  if (colon <= 0) return byKey(target, target, project)
  return byKey(target, target.slice(colon + 1), project, fileNamed(target.slice(0, colon), project))
}

/** From the current directory, as `scan` tells it and `generate --store` takes it; where nothing is there, from the root. */
function fileNamed(name: string, { root, cwd }: Project): string {
  const here = path.resolve(cwd, name)
  return existsSync(here) ? posix(path.relative(root, here)) : path.posix.normalize(name)
}

/** The values of all findings here. @throws UserError rotate-target when there is none */
export const allFindings = async (project: Project): Promise<Leaked[]> =>
  someOf('--all-findings', await byFinding(undefined, project, () => true))

function someOf(named: string, found: Leaked[]): Leaked[] {
  if (found.length > 0) return found
  throw new UserError('rotate-target', named, 'nothing here is found by it; if only the history holds it, name its key')
}

/** A value of the project's own settings, which may stand there in another form. */
async function byKnown(named: string, project: Project, wanted: (finding: Finding) => boolean): Promise<Leaked[]> {
  const found = await byFinding(named, { ...project, matcher: await project.knownMatcher() }, wanted)
  if (found.length === 0) return []
  const values: string[] = []
  for await (const file of project.files()) values.push(...entriesOf(file).map(({ value }) => value))
  return found.map((leaked) => {
    const plain = plainAmong(leaked.value.reveal(), values)
    return plain === undefined ? leaked : { ...leaked, value: secretText(plain) }
  })
}

/** @param named by the user; each by its fingerprint when left out. */
async function byFinding(
  named: string | undefined,
  project: Project,
  wanted: (finding: Finding) => boolean,
): Promise<Leaked[]> {
  const found = new Map<string, Leaked>()
  for await (const file of project.files()) {
    for (const finding of await findingsIn(file, project)) {
      if (!wanted(finding)) continue
      const leaked = await leakedIn(file, finding, named ?? finding.fingerprint, project)
      const value = leaked.value.reveal()
      const { encodings, line } = finding
      const encoded = encodings ? [{ path: file.path, line, how: `in ${encodings.join(', then ')}` }] : []
      const known = found.get(value)
      if (known) known.encoded!.push(...encoded)
      else found.set(value, { ...leaked, encoded })
    }
  }
  return [...found.values()]
}

/** The value as its owner set it, which a URL or a Kubernetes secret holds encoded. */
async function leakedIn(file: ProjectFile, finding: Finding, named: string, project: Project): Promise<Leaked> {
  const raw = finding.secret.reveal()
  const found = project.rules.find(({ id }) => id === finding.rule)
  const entries = entriesOf(file)
  const whole = entries.some(({ value }) => value.includes(raw))
  const inUrl = decodedUserinfo(raw, file.bytes.toString())
  const plain =
    inUrl ??
    (whole
      ? undefined
      : plainAmong(
          raw,
          entries.map(({ value }) => value),
        ))
  const entry = entries.find(({ value }) => value.includes(raw) || (plain !== undefined && value === plain))
  const key = entry?.key.findLast((part) => typeof part === 'string')
  // What holds a secret in base64 says nothing of the secret itself.
  const rule = plain === undefined || inUrl !== undefined ? found : await ruleOf(plain, String(key ?? 'value'), project)
  return {
    value: plain === undefined ? finding.secret : secretText(plain),
    named,
    ...(rule ? { rule } : {}),
    ...(key === undefined ? {} : { key: String(key) }),
  }
}

function findingsIn({ path, bytes }: ProjectFile, { matcher, config }: Project): Promise<Finding[]> {
  return scanChunk({ path, bytes, binary: bytes.subarray(0, 8000).includes(0) }, matcher, {
    ...config,
    minConfidence: 'low',
  })
}

/** @param onBroken told why its grammar cannot read it */
export function entriesOf(
  { path, bytes }: ProjectFile,
  onBroken?: (problem: string) => void,
): { key: (string | number)[]; value: string }[] {
  const text = decodeText(bytes)
  if (text === undefined) return []
  try {
    return formatOf(path, text).format.entries(text)
  } catch (error) {
    // A broken file has no entries; a rewrite of it would say so.
    onBroken?.(`${path} cannot be read: ${(error as Error).message}`)
    return []
  }
}

async function byKey(named: string, key: string, project: Project, only?: string): Promise<Leaked[]> {
  const found = new Map<string, Leaked>()
  const broken: string[] = []
  let seen = false
  for await (const file of project.files()) {
    if (only !== undefined && file.path !== only) continue
    seen = true
    const onBroken = (problem: string): unknown => file.bytes.includes(key) && broken.push(problem)
    for (const entry of entriesOf(file, onBroken)) {
      const full = entry.key.join('.')
      if ((full !== key && String(entry.key.at(-1)) !== key) || entry.value === '' || found.has(entry.value)) continue
      const rule = await ruleOf(entry.value, key, project)
      found.set(entry.value, { value: secretText(entry.value), named, key, ...(rule ? { rule } : {}) })
    }
  }
  if (only !== undefined && !seen) throw new UserError('rotate-target', named, `there is no file ${only}`)
  if (found.size === 0)
    throw new UserError('rotate-target', named, [`no file here has a value for ${key}`, ...broken].join('; '))
  return innermost([...found.values()])
}

/** `KEY = value ; a comment` in a file that knows no comments, `Bearer value`: what holds another value of the key is a text with it. */
function innermost(found: Leaked[]): Leaked[] {
  const values = found.map(({ value }) => value.reveal())
  return found.filter(
    (_, i) => !values.some((value, other) => other !== i && !isWeak(value) && values[i]!.includes(value)),
  )
}

/** The rule that knows the whole value by its form: then only its provider can issue another one. */
export async function ruleOf(value: string, key: string, project: Project): Promise<Rule | undefined> {
  const bytes = Buffer.from(`${key}="${value}"\n`)
  const findings = await findingsIn({ path: 'value.env', full: '', bytes }, project)
  const whole = findings.find((finding) => finding.secret.reveal() === value)
  return whole && project.rules.find(({ id }) => id === whole.rule)
}
