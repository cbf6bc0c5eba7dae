// Which source does `unleak scan` read? Exactly one of those that may be named.
import { existsSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { isConfigName } from '../config.ts'
import type { ScanConfig } from '../config.ts'
import type { DirectoryNames } from '../directory-names.ts'
import { UserError } from '../errors.ts'
import { remember } from '../known-clean.ts'
import type { Memory } from '../known-clean.ts'
import { compileLess } from '../compiling.ts'
import type { ReportContext } from '../reporter.ts'
import type { KnownScope } from '../resolve-rules.ts'
import type { Expected } from '../run.ts'
import { isTagBuild } from '../sources/ci-range.ts'
import type { Help } from '../sources/commit-scan.ts'
import { filesSource, listedSource } from '../sources/files.ts'
import { historySource } from '../sources/history.ts'
import { exemptsOfScan } from '../sources/moves.ts'
import type { Exempts } from '../sources/moves.ts'
import { FileChanges } from '../sources/file-changes.ts'
import { markInHead } from '../sources/in-head.ts'
import { rangeSource } from '../sources/range.ts'
import { placesOf, topOf } from '../sources/repository.ts'
import type { OnListed } from '../sources/tree.ts'
import { stagedSource } from '../sources/staged.ts'
import { missingBelow } from '../sources/shallow.ts'
import { stashSource } from '../sources/stash.ts'
import { stdinSource } from '../sources/stdin.ts'
import { visible } from '../terminal.ts'
import type { Finding, Skipped } from '../types.ts'
import type { Source } from '../source.ts'
import type { Scopes } from '../scopes.ts'
import { jobsHere } from '../workers/here.ts'
import type { WorkerContext, Workers } from '../workers/job.ts'
import type { Project } from '../workers/jobs.ts'
import type { ScanOptions } from './scan.ts'

export interface Chosen {
  source: Source
  mode: ReportContext['mode']
  base: string
  known?: KnownScope
  /** Number of files, where it is known. */
  total?: number | undefined
  whole?: boolean
  configNamesIn?: DirectoryNames
  expected?: Expected
  onScopes?: (scopes: Scopes) => void
  onFindings?: (findings: Finding[]) => Promise<Skipped[]>
}

/** @throws UserError one-source, stdin-name, and those of the source */
export async function chooseSource(options: ScanOptions, config: ScanConfig, cwd: string): Promise<Chosen> {
  const { paths, staged, range, sinceCommit, history, stash, filesFrom, stdinFilename } = options
  const stdin = paths.includes('-')
  const named = [staged, range, sinceCommit, history, stash, filesFrom, paths.length > 0].filter(
    (one) => one !== undefined && one !== false,
  )
  if (named.length > 1 || (stdin && paths.length > 1)) throw new UserError('one-source')
  if (stdinFilename !== undefined && !stdin) throw new UserError('stdin-name')
  const largest = config.maxFileSize
  if (stdin) {
    const source = stdinSource(stdinFilename ?? '(standard input)', largest)
    return { source, mode: 'stdin', base: cwd, expected: { what: 'standard input is empty', must: true } }
  }
  if (filesFrom !== undefined) {
    const source = await listedSource(filesFrom, largest, cwd)
    return { source, mode: 'files', base: cwd, expected: { what: 'the list names no file', must: false } }
  }
  if (staged) return chooseStaged(options, largest, cwd)
  if (range !== undefined || sinceCommit !== undefined || history || stash) return chooseCommits(options, config, cwd)
  const targets = paths.length > 0 ? paths : ['.']
  // Asked for less than usual, it would look as if permissions were left over.
  const isTop = config.directory === undefined ? existsSync(path.join(cwd, '.git')) : cwd === config.directory
  const whole = paths.length === 0 && isTop && options.minConfidence === undefined
  const listed = new Map<string, string[]>()
  const onListed: OnListed = (directory, names) => listed.set(directory, names.filter(isConfigName))
  let scopes: Scopes | undefined
  const workers = workersFor(options, { cwd, base: cwd, whole }, () => ({ scopes: scopes! }))
  return {
    ...(await filesSource(targets, largest, cwd, workers, onListed)),
    onScopes: (made) => (scopes = made),
    configNamesIn: (directory) => listed.get(directory),
    mode: 'files',
    base: cwd,
    whole,
    expected: { what: `no file in ${targets.join(' ')}, or all are left out or empty`, must: true },
  }
}

/** More wait for each other's memory and for git. */
const MOST_THREADS = 8

/** As many as the machine can run at once. */
const defaultThreads = (): number => Math.min(MOST_THREADS, os.availableParallelism())

/** Workers read the policy of the work tree; another commit's is for this thread alone. */
function workersFor(
  { threads, verbose, minConfidence, configFrom }: ScanOptions,
  place: Pick<WorkerContext, 'cwd' | 'base' | 'common' | 'whole'>,
  known: () => Pick<Project, 'scopes' | 'memory'>,
): Workers {
  const context = { ...place, verbose, ...(minConfidence ? { minConfidence } : {}) }
  return {
    threads: configFrom === undefined ? (threads ?? defaultThreads()) : 0,
    here: jobsHere(() => ({ ...place, verbose, ...known() })),
    context,
    onMuch: compileLess,
  }
}

async function chooseCommits(options: ScanOptions, config: ScanConfig, cwd: string): Promise<Chosen> {
  const { range, sinceCommit, history, stash, deepen, cache, configFrom, verbose } = options
  const largest = config.maxFileSize
  const mode = 'range'
  let scopes: Scopes | undefined
  const onScopes = (made: Scopes): unknown => (scopes = made)
  const exempts: Exempts = (path) => scopes!.exempts(path)
  if (stash) {
    const source = await stashSource(largest, cwd, { exempts })
    return { mode, base: await topOf(cwd), source, onScopes, expected: { what: 'nothing is stashed', must: false } }
  }
  if (deepen) await (await import('../sources/deepen.ts')).fetchMissing(range, cwd)
  let memory: Memory | undefined
  const places = placesOf(cwd)
  const helping = places.then(({ top, common }): Help => {
    const remembers = cache && configFrom === undefined
    memory = remembers ? remember(config, { top, common }, () => scopes!, verbose) : undefined
    const place = { cwd, base: top, common: remembers ? common : undefined, whole: false }
    return { workers: workersFor(options, place, () => ({ scopes: scopes!, memory })), clean: memory?.known, exempts }
  })
  // Who waits for it is told of a failure.
  helping.catch(() => {})
  if (history) {
    const { top: base } = await places
    const changes = new FileChanges()
    const source = await historySource(largest, cwd, { changes, ...(await helping) })
    const onFindings = async (findings: Finding[]): Promise<Skipped[]> => {
      memory?.save()
      const marked = markInHead(findings, largest, cwd)
      // Who waits for it is told of a failure.
      marked.catch(() => {})
      return (await import('../sources/removals.ts')).markRemoved(findings, marked, changes, largest, cwd)
    }
    return { mode, base, source, onScopes, onFindings, expected: { what: 'no commit was ever made here', must: true } }
  }
  const commits = sinceCommit === undefined ? await rangeOf(range!, cwd) : await since(sinceCommit)
  const must = range !== 'auto' || !isTagBuild(process.env)
  const source = rangeSource(commits, largest, cwd, helping)
  return {
    mode,
    base: (await places).top,
    source,
    onScopes,
    onFindings: async () => {
      memory?.save()
      return missingBelow(commits, (await places).common, cwd)
    },
    expected: { what: `no commit is in ${commits}`, must },
  }
}

async function rangeOf(range: string, cwd: string): Promise<string> {
  if (range !== 'auto') return range
  const { ciRange } = await import('../sources/ci-range.ts')
  return ciRange(cwd)
}

async function since(commit: string): Promise<string> {
  if (commit.includes('..')) throw new UserError('bad-range', commit)
  return `${commit}..HEAD`
}

async function chooseStaged({ known, explainKnown }: ScanOptions, largest: number, cwd: string): Promise<Chosen> {
  // Git tells what is wrong when there is no work tree.
  const changed: string[] = []
  const explain = (line: string): unknown => process.stderr.write(`${visible(line)}\n`)
  const { exempts, onScopes } = exemptsOfScan()
  return {
    onScopes,
    source: stagedSource({ bytes: largest }, { cwd, exempts, onPaths: (some) => changed.push(...some) }),
    ...(known ? { known: { paths: changed, explain: explainKnown ? explain : undefined } } : {}),
    mode: 'commit',
    base: await topOf(cwd),
  }
}
