// Is there a CI that scans what the hook did not see? Looks at the files of the known services; nothing is asked of them.
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { parseDocument } from 'yaml'
import { textOf } from './scene.ts'

interface Service {
  name: string
  /** Files, or directories whose YAML files count. */
  files: string[]
  /** Clones only the last commits unless `full` is said. */
  shallow?: { full: RegExp; say: string }
}

const SERVICES: Service[] = [
  { name: 'GitHub', files: ['.github/workflows/'], shallow: { full: /fetch-depth:\s*['"]?0/, say: 'fetch-depth: 0' } },
  { name: 'GitLab', files: ['.gitlab-ci.yml'], shallow: { full: /GIT_DEPTH:\s*['"]?0/, say: 'GIT_DEPTH: "0"' } },
  {
    name: 'Bitbucket',
    files: ['bitbucket-pipelines.yml'],
    shallow: { full: /depth:\s*['"]?full/, say: 'clone: { depth: full }' },
  },
  {
    name: 'Azure',
    files: ['azure-pipelines.yml', '.azure-pipelines/', '.azuredevops/'],
    shallow: { full: /fetchDepth:\s*['"]?0/, say: 'fetchDepth: 0' },
  },
  { name: 'CircleCI', files: ['.circleci/config.yml'] },
  { name: 'Jenkins', files: ['Jenkinsfile'] },
  { name: 'Buildkite', files: ['.buildkite/'] },
]

export interface CiReport {
  /** Files that run a scan. */
  scans: string[]
  /** What keeps one of these from being a guard. */
  problems: { what: string; fix: string }[]
  /** Services that are here and scan nothing. */
  silent: string[]
}

export function inspectCi(root: string): CiReport {
  const report: CiReport = { scans: [], problems: [], silent: [] }
  const calls = callsOf(root)
  for (const service of SERVICES) {
    const texts = service.files
      .flatMap((file) => filesAt(root, file))
      .map((file) => ({ file, text: textAt(root, file) }))
    const found = texts.filter(({ text }) => calls.test(text))
    if (texts.length > 0 && found.length === 0) report.silent.push(service.name)
    for (const { file, text } of found) {
      report.scans.push(file)
      report.problems.push(...problemsOf(service, file, text, calls))
    }
  }
  return report
}

function problemsOf({ name, shallow }: Service, file: string, text: string, calls: RegExp): CiReport['problems'] {
  const problems: CiReport['problems'] = []
  // A template of ours brings the depth along, a scan of files needs none.
  const needsHistory = /--range|--history|uses:\s*\S*unleak@/.test(text)
  const part = name === 'GitHub' ? jobsWith(text, calls) : text
  if (shallow && needsHistory && !shallow.full.test(part))
    problems.push({
      what: `${file}: ${name} fetches only the last commits there, so a range has no base and the scan ends with 2`,
      fix: `Add ${shallow.say}`,
    })
  const soft = /continue-on-error:\s*true|allow_failure:\s*true|unleak\b.*\|\|\s*(?:true|:)/.exec(part)?.[0]
  if (soft) problems.push({ what: `${file}: "${soft.trim()}" lets a leak pass`, fix: 'Take it out' })
  return problems
}

/** The jobs that scan, as text: what another job does says nothing. */
function jobsWith(text: string, calls: RegExp): string {
  const { jobs } = (parseDocument(text, { logLevel: 'error' }).toJS({ maxAliasCount: 100 }) ?? {}) as { jobs?: object }
  const found = Object.values(jobs ?? {})
    .map((job) => JSON.stringify(job).replaceAll(/"([\w-]+)":/g, '$1: '))
    .filter((job) => calls.test(job))
  return found.length > 0 ? found.join('\n') : text
}

/** A call of ours: directly, by an action or template, by a script of package.json, or by pre-commit when that runs us. */
function callsOf(root: string): RegExp {
  const ways = [
    String.raw`\bunleak(?:\.js|@[\w.-]+)?["']?\s+scan\b`,
    String.raw`\bunleak@`,
    String.raw`\bunleak\.yml\b`,
  ]
  const scripts = Object.entries(scriptsAt(root)).filter(([, script]) => /\bunleak\b/.test(String(script)))
  for (const [name] of scripts)
    ways.push(String.raw`\b(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?${name.replaceAll(/[^\w-]/g, '.')}(?![\w:-])`)
  if (/\bunleak\b/.test(textAt(root, '.pre-commit-config.yaml')))
    ways.push(String.raw`\bpre-commit\s+run\b`, 'pre-commit/action@')
  return new RegExp(ways.join('|'))
}

function scriptsAt(root: string): object {
  try {
    return (JSON.parse(textAt(root, 'package.json')) as { scripts?: object }).scripts ?? {}
  } catch {
    return {}
  }
}

function filesAt(root: string, name: string): string[] {
  const full = path.join(root, name)
  if (!name.endsWith('/')) return existsSync(full) ? [name] : []
  if (!existsSync(full)) return []
  return readdirSync(full)
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => name + file)
}

/** Without its comments: a step that is commented out scans nothing. */
const textAt = (root: string, name: string): string =>
  (textOf(path.join(root, name)) ?? '').replaceAll(/^[ \t]*(?:#|\/\/).*$/gm, '')
