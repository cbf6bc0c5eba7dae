// From what the user names to the values that have to go: a fingerprint, a key, FILE:KEY, a value on standard input.
import { replaceIn } from '../formats/derived.ts'
import { formatOf } from '../formats/rewrite.ts'
import { UserError } from '../errors.ts'
import { scanChunk } from '../pipeline.ts'
import { SecretText } from '../secret-text.ts'
import type { ScanConfig } from '../config.ts'
import type { Matcher } from '../detect/matcher.ts'
import type { Finding, Rule, Skipped } from '../types.ts'
import { decodeText } from './text.ts'
import { projectFiles } from './project-files.ts'
import type { ProjectFile } from './project-files.ts'
import type { Leaked } from './types.ts'

export interface Project {
  root: string
  config: ScanConfig
  matcher: Matcher
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
  if (FINGERPRINT.test(target)) return byFinding(target, project, (finding) => finding.fingerprint === target)
  const colon = target.lastIndexOf(':')
  return colon > 0
    ? byKey(target, target.slice(colon + 1), project, target.slice(0, colon))
    : byKey(target, target, project)
}

/** The values of all findings here. @throws UserError rotate-target when there is none */
export const allFindings = (project: Project): Promise<Leaked[]> => byFinding('--all-findings', project, () => true)

async function byFinding(named: string, project: Project, wanted: (finding: Finding) => boolean): Promise<Leaked[]> {
  const found = new Map<string, Leaked>()
  for await (const file of project.files()) {
    for (const finding of await findingsIn(file, project)) {
      const value = finding.secret.reveal()
      if (!wanted(finding)) continue
      const { encodings, line } = finding
      const encoded = encodings ? [{ path: file.path, line, how: `in ${encodings.join(', then ')}` }] : []
      const known = found.get(value)
      if (known) {
        known.encoded!.push(...encoded)
        continue
      }
      const rule = project.rules.find(({ id }) => id === finding.rule)
      const key = keyOf(file, value)
      found.set(value, {
        value: finding.secret,
        named,
        encoded,
        ...(rule ? { rule } : {}),
        ...(key === undefined ? {} : { key }),
      })
    }
  }
  if (found.size === 0)
    throw new UserError(
      'rotate-target',
      named,
      'nothing here is found by it; if only the history holds it, name its key',
    )
  return [...found.values()]
}

function findingsIn({ path, bytes }: ProjectFile, { matcher, config }: Project): Promise<Finding[]> {
  return scanChunk({ path, bytes, binary: bytes.subarray(0, 8000).includes(0) }, matcher, {
    ...config,
    minConfidence: 'low',
  })
}

/** The name of the entry that holds the value, in a file that has entries. */
function keyOf(file: ProjectFile, value: string): string | undefined {
  const entry = entriesOf(file).find((candidate) => replaceIn(candidate.value, value, value))
  const last = entry?.key.findLast((part) => typeof part === 'string')
  return last === undefined ? undefined : String(last)
}

export function entriesOf({ path, bytes }: ProjectFile): { key: (string | number)[]; value: string }[] {
  const text = decodeText(bytes)
  if (text === undefined) return []
  try {
    return formatOf(path, text).format.entries(text)
  } catch {
    // A broken file has no entries; a rewrite of it would say so.
    return []
  }
}

async function byKey(named: string, key: string, project: Project, only?: string): Promise<Leaked[]> {
  const found = new Map<string, Leaked>()
  let seen = false
  for await (const file of project.files()) {
    if (only !== undefined && file.path !== only) continue
    seen = true
    for (const entry of entriesOf(file)) {
      const full = entry.key.join('.')
      if ((full !== key && String(entry.key.at(-1)) !== key) || entry.value === '' || found.has(entry.value)) continue
      const rule = await ruleOf(entry.value, key, project)
      found.set(entry.value, { value: secretText(entry.value), named, key, ...(rule ? { rule } : {}) })
    }
  }
  if (only !== undefined && !seen) throw new UserError('rotate-target', named, `there is no file ${only}`)
  if (found.size === 0) throw new UserError('rotate-target', named, `no file here has a value for ${key}`)
  return [...found.values()]
}

/** The rule that knows the whole value by its form: then only its provider can issue another one. */
export async function ruleOf(value: string, key: string, project: Project): Promise<Rule | undefined> {
  const bytes = Buffer.from(`${key}="${value}"\n`)
  const findings = await findingsIn({ path: 'value.env', full: '', bytes }, project)
  const whole = findings.find((finding) => finding.secret.reveal() === value)
  return whole && project.rules.find(({ id }) => id === whole.rule)
}
