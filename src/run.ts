// One scan from start to exit code: the part that the hook and `unleak scan` share.
import type { ScanConfig } from './config.ts'
import { EXIT } from './errors.ts'
import { scan } from './pipeline.ts'
import { activeRules, resolveMatcher } from './resolve-rules.ts'
import { painter, textWidth, visible, wantsColor } from './terminal.ts'
import type { KnownScope } from './resolve-rules.ts'
import type { ReportContext, Reporter, Rule, ScanResult, Skipped, Source } from './types.ts'

export interface Run {
  source: Source
  config: ScanConfig
  /** The directory that the source's paths are relative to. */
  base: string
  mode: ReportContext['mode']
  reporter: Reporter
  /** Given: known secrets are looked for too. */
  known?: KnownScope | undefined
  onFile?: (done: { files: number; bytes: number }) => void
}

/** Results go to stdout, all else to stderr. @returns the exit code */
export async function run({ reporter, mode, known, ...rest }: Run): Promise<number> {
  const started = performance.now()
  const matcher = await resolveMatcher(rest.config, rest.base, known)
  const result = await scan({ ...rest, matcher })
  let rules: Map<string, Rule> | undefined
  const text = reporter.render(result, {
    mode,
    color: wantsColor(process.stdout),
    width: textWidth(process.stdout),
    seconds: (performance.now() - started) / 1000,
    rule: (id) => (rules ??= new Map(activeRules(rest.config).map((rule) => [rule.id, rule]))).get(id),
  })
  if (text) process.stdout.write(text)
  if (result.skipped.length > 0) process.stderr.write(skippedText(result.skipped, mode))
  return exitCode(result)
}

/** Findings outrank gaps: both stop a commit, but a finding is what to act on. */
export const exitCode = ({ findings, skipped }: Pick<ScanResult, 'findings' | 'skipped'>): number =>
  findings.length > 0 ? EXIT.findings : skipped.length > 0 ? EXIT.incomplete : EXIT.clean

const MOST_SHOWN = 20

function skippedText(skipped: Skipped[], mode: ReportContext['mode']): string {
  const paint = painter(wantsColor(process.stderr))
  const lines = skipped.slice(0, MOST_SHOWN).map(({ path, reason }) => `  ${visible(path)}: ${visible(reason)}`)
  const more = skipped.length > MOST_SHOWN ? [`  and ${skipped.length - MOST_SHOWN} more`] : []
  const files = `${skipped.length} file${skipped.length === 1 ? '' : 's'}`
  const head = mode === 'commit' ? `unleak stopped this commit: ${files} could not be scanned` : `Not scanned: ${files}`
  return [
    `${paint('yellow', '!')} ${head}`,
    ...lines,
    ...more,
    'Mend them, or leave them out on purpose with "ignore" in .unleak.yml.',
    '',
  ].join('\n')
}
