// `unleak scan`: from what was typed to the exit code.
import { parseOutputs } from '../output-file.ts'
import { startProgress } from '../progress.ts'
import { UserError } from '../errors.ts'
import type { Output } from '../output-file.ts'
import type { ReportTemplate } from '../report-template.ts'
import { openProject } from '../project.ts'
import { reporters } from '../reporters/index.ts'
import { run } from '../run.ts'
import type { Policy } from '../sources/commit-files.ts'
import { realDirectory } from '../sources/repository.ts'
import { textWidth } from '../terminal.ts'
import type { Confidence } from '../types.ts'
import { chooseSource } from './choose-source.ts'

export interface ScanOptions {
  paths: string[]
  staged: boolean
  /** `A..B`, or `auto`. */
  range: string | undefined
  /** A commit: all after it, up to HEAD. */
  sinceCommit: string | undefined
  history: boolean
  stash: boolean
  /** A file that names files, or `-`. */
  filesFrom: string | undefined
  /** Fetch what a shallow clone lacks. */
  deepen: boolean
  /** A commit: nothing of the work tree says what is harmless. */
  configFrom: string | undefined
  stdinFilename: string | undefined
  known: boolean
  explainKnown: boolean
  format: string
  /** The layout of the format `template`: a file. */
  template: string | undefined
  /** `FORMAT=FILE` */
  outputs: string[]
  quiet: boolean
  /** Worker threads; as many as the machine can run when left out. */
  threads: number | undefined
  cache: boolean
  verbose: boolean
  /** Tells how long each rule was at work; measured in one thread, and nothing is passed over. */
  stats: boolean
  minConfidence: Confidence | undefined
}

/** @returns the exit code */
export async function scanCommand(typed: ScanOptions): Promise<number> {
  if (typed.stats && typed.threads) throw new UserError('usage', '--stats measures in one thread', 'unleak scan')
  const options = typed.stats ? { ...typed, threads: 0, cache: false } : typed
  const times = typed.stats ? (await import('../rule-times.ts')).measureRules() : undefined
  const policy = options.configFrom === undefined ? undefined : await policyFrom(options.configFrom)
  const { cwd, config, cascade } = await openProject(process.cwd(), options.minConfidence, policy)
  const outputs = parseOutputs(options.outputs)
  const template = await templateOf(options, outputs)
  const chosen = await chooseSource(options, config, cwd)
  const progress = startProgress(chosen.total)
  try {
    const code = await run({
      ...chosen,
      config,
      cascade: { ...cascade, watch: times?.watch },
      trusted: policy && policy.trustedFrom(chosen.base),
      ...(options.quiet ? {} : { reporter: reporters[options.format]! }),
      outputs,
      template,
      verbose: options.verbose,
      onFile: progress.update,
    })
    if (times) process.stderr.write(times.text(options.verbose, textWidth(process.stderr)))
    return code
  } finally {
    progress.stop()
  }
}

/** Few scans ask for it. */
async function policyFrom(ref: string): Promise<Policy> {
  const { policyOf } = await import('../sources/commit-files.ts')
  return policyOf(ref, realDirectory(process.cwd()))
}

/** @throws UserError template-name, template: before the scan */
async function templateOf({ format, template }: ScanOptions, outputs: Output[]): Promise<ReportTemplate | undefined> {
  const wanted = format === 'template' || outputs.some(({ reporter }) => reporter === reporters['template'])
  if (wanted !== (template !== undefined)) throw new UserError('template-name')
  if (template === undefined) return undefined
  const { openTemplate } = await import('../report-template.ts')
  return openTemplate(template)
}
