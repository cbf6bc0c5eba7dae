// `unleak scan`: the index, a range of commits, files, or standard input.
import { UserError } from '../errors.ts'
import { parseOutputs } from '../output-file.ts'
import { startProgress } from '../progress.ts'
import { pathFor } from '../pipeline.ts'
import { remember } from '../known-clean.ts'
import { openProject } from '../project.ts'
import { reporters } from '../reporters/index.ts'
import { run } from '../run.ts'
import { ciRange } from '../sources/ci-range.ts'
import { filesSource } from '../sources/files.ts'
import { historySource, markInHead } from '../sources/history.ts'
import { rangeSource } from '../sources/range.ts'
import { topOf } from '../sources/repository.ts'
import { stagedSource } from '../sources/staged.ts'
import { stdinSource } from '../sources/stdin.ts'
import type { Confidence, Finding, Source } from '../types.ts'
import type { ReportContext } from '../reporter.ts'
import type { ScanConfig } from '../config.ts'
import type { KnownScope } from '../resolve-rules.ts'
import { visible } from '../terminal.ts'
import { defaultThreads } from '../workers/pool.ts'
import type { Workers } from '../workers/job.ts'

export interface ScanOptions {
  paths: string[]
  staged: boolean
  /** `A..B`, or `auto`. */
  range: string | undefined
  history: boolean
  stdinFilename: string | undefined
  known: boolean
  explainKnown: boolean
  format: string
  /** `FORMAT=FILE` */
  outputs: string[]
  quiet: boolean
  /** Worker threads; as many as the machine can run when left out. */
  threads: number | undefined
  cache: boolean
  verbose: boolean
  minConfidence: Confidence | undefined
}

/** @returns the exit code */
export async function scanCommand(options: ScanOptions): Promise<number> {
  const { cwd, config } = await openProject(process.cwd(), options.minConfidence)
  const outputs = parseOutputs(options.outputs)
  const chosen = await choose(options, config, cwd)
  const progress = startProgress(chosen.total)
  try {
    return await run({
      ...chosen,
      config,
      ...(options.quiet ? {} : { reporter: reporters[options.format]! }),
      outputs,
      verbose: options.verbose,
      onFile: progress.update,
    })
  } finally {
    progress.stop()
  }
}

interface Chosen {
  source: Source
  mode: ReportContext['mode']
  base: string
  known?: KnownScope
  /** Number of files, where it is known. */
  total?: number
  whole?: boolean
  onFindings?: (findings: Finding[]) => Promise<void>
}

async function choose(
  { paths, staged, range, history, stdinFilename, known, explainKnown, threads, cache, minConfidence }: ScanOptions,
  config: ScanConfig,
  cwd: string,
): Promise<Chosen> {
  const stdin = paths.includes('-')
  if (
    Number(staged) +
      Number(range !== undefined) +
      Number(history) +
      Number(stdin) +
      Number(paths.length > 0 && !stdin) >
      1 ||
    (stdin && paths.length > 1)
  ) {
    throw new UserError('one-source')
  }
  const workers = (base: string): Workers => ({
    threads: threads ?? defaultThreads(),
    context: { cwd, base, cache, ...(minConfidence ? { minConfidence } : {}) },
  })
  if (stdinFilename !== undefined && !stdin) throw new UserError('stdin-name')
  if (stdin)
    return { source: stdinSource(stdinFilename ?? '(standard input)', config.maxFileSize), mode: 'stdin', base: cwd }
  const remembered = async (base: string): ReturnType<typeof remember> =>
    cache ? remember(config, base) : { clean: undefined, save: () => {} }
  if (range !== undefined) {
    const base = await topOf(cwd)
    const { clean, save } = await remembered(base)
    return {
      source: await rangeSource(range === 'auto' ? await ciRange(cwd) : range, config.maxFileSize, cwd, clean),
      mode: 'range',
      base,
      onFindings: async () => save(),
    }
  }
  if (history) {
    const base = await topOf(cwd)
    const { clean, save } = await remembered(base)
    const ignored = (file: string): boolean => config.ignore?.test(pathFor(config, base, file)) ?? false
    return {
      source: await historySource(config.maxFileSize, cwd, ignored, { workers: workers(base), clean }),
      mode: 'range',
      base,
      onFindings: async (findings) => {
        save()
        await markInHead(findings, cwd)
      },
    }
  }
  if (staged) {
    // Git tells what is wrong when there is no work tree.
    const changed: string[] = []
    const explain = (line: string): unknown => process.stderr.write(`${visible(line)}\n`)
    return {
      source: stagedSource({ bytes: config.maxFileSize }, { cwd, onPaths: (some) => changed.push(...some) }),
      ...(known ? { known: { paths: changed, explain: explainKnown ? explain : undefined } } : {}),
      mode: 'commit',
      base: await topOf(cwd),
    }
  }
  const targets = paths.length > 0 ? paths : ['.']
  return {
    ...(await filesSource(targets, config.maxFileSize, cwd, workers(cwd))),
    mode: 'files',
    base: cwd,
    whole: paths.length === 0 && cwd === config.directory,
  }
}
