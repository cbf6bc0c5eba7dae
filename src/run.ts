// One scan from start to exit code: the part that the hook and `unleak scan` share.
import { asCalled } from './called.ts'
import { applyBaseline } from './baseline.ts'
import type { ScanConfig } from './config.ts'
import { directoryNames } from './directory-names.ts'
import type { DirectoryNames } from './directory-names.ts'
import { EXIT, UserError } from './errors.ts'
import { print, standardOutput } from './main.ts'
import { hideByPeers } from './peers/hide.ts'
import { scan } from './pipeline.ts'
import type { Tell } from './pipeline.ts'
import { Scopes } from './scopes.ts'
import type { Cascade } from './scopes.ts'
import type { TrustedComments } from './trusted-comments.ts'
import { activeRules, resolveMatcher } from './resolve-rules.ts'
import { painter, textWidth, visible, wantsColor } from './terminal.ts'
import type { KnownScope } from './resolve-rules.ts'
import { version } from './version.ts'
import type { Finding, Rule, ScanResult, Skipped } from './types.ts'
import type { Source } from './source.ts'
import type { ReportContext, Reporter } from './reporter.ts'

/** What should have been there to scan. */
export interface Expected {
  /** Told when nothing was: `no file in src`. */
  what: string
  /** In CI it is an error then. */
  must: boolean
}

export interface Run {
  source: Source
  config: ScanConfig
  /** The directory that the source's paths are relative to. */
  base: string
  mode: ReportContext['mode']
  /** How the configurations of other directories are found. */
  cascade?: Cascade | undefined
  /** Which comments count; all when left out. */
  trusted?: TrustedComments | undefined
  /** What goes to standard output; nothing when left out. */
  reporter?: Reporter
  /** Given: known secrets are looked for too. */
  known?: KnownScope | undefined
  /** Reports that go to files. */
  outputs?: { reporter: Reporter; file: string }[]
  /** What the reporter `template` lays reports out with. */
  template?: ReportContext['template']
  expected?: Expected | undefined
  /** The source holds all that the baseline is about. */
  whole?: boolean
  /** Tells all that was left out, and why. */
  verbose?: boolean
  /** May complete them before they are reported. @returns what it could not look at */
  onFindings?: (findings: Finding[]) => Promise<Skipped[]>
  /** Those that may decide what counts in a directory, where the source has listed it. */
  configNamesIn?: DirectoryNames | undefined
  /** Told before the source is asked for anything. */
  onScopes?: ((scopes: Scopes) => void) | undefined
  onFile?: (done: { files: number; bytes: number }) => void
}

/**
 * Results go to stdout and to files, all else to stderr.
 * @returns the exit code
 * @throws UserError report: told last, when all that can be written is
 */
export async function run({
  reporter,
  outputs = [],
  template,
  mode,
  known,
  cascade = {},
  verbose = false,
  whole = false,
  expected,
  onFindings,
  configNamesIn,
  onScopes,
  ...rest
}: Run): Promise<number> {
  const started = new Date()
  const inWorkTree = known && { ...known, namesIn: directoryNames() }
  const matcher = await resolveMatcher(rest.config, rest.base, inWorkTree, cascade)
  const here = { config: rest.config, matcher }
  const namesIn = configNamesIn ?? inWorkTree?.namesIn
  const scopes = new Scopes({ ...cascade, base: rest.base, known: inWorkTree, namesIn, here })
  onScopes?.(scopes)
  const told: string[] = []
  const unused = whole ? (await import('./unused.ts')).watchUnused(rest.config) : undefined
  const tell: Tell = { ...unused?.tell, ...(verbose ? { leftOut: (text) => told.push(text) } : {}) }
  const result = await scan({ ...rest, matcher, scopes, tell })
  result.skipped.push(...((await onFindings?.(result.findings)) ?? []))
  const stale = await applyBaseline(result, { ...rest, scopes, files: cascade.files, staleWanted: whole })
  const hidden = await hideByPeers(result, { ...rest, files: cascade.files })
  let rules: Map<string, Rule> | undefined
  const all = await scopes.all()
  const context: Omit<ReportContext, 'color' | 'width'> = {
    mode,
    started,
    seconds: (Date.now() - started.getTime()) / 1000,
    version,
    template,
    rule: (id) =>
      (rules ??= new Map(all.flatMap(({ config }) => activeRules(config)).map((rule) => [rule.id, rule]))).get(id),
  }
  const seenBy = ({ fromTop }: Reporter): ScanResult => (fromTop ? placedFromTop(result, scopes) : result)
  const text = reporter?.render(seenBy(reporter), {
    ...context,
    get color() {
      return wantsColor(standardOutput())
    },
    get width() {
      return textWidth(standardOutput())
    },
  })
  if (text) print(text)
  if (verbose) process.stderr.write(leftOutText(told))
  if (hidden.length > 0) process.stderr.write(`${visible(hidden.join('; '))}. "peerFiles: false" shows all.\n`)
  if (whole && stale.length > 0)
    process.stderr.write(
      asCalled(`${stale.length} of the baseline match nothing any more; take them out: unleak baseline --prune\n`),
    )
  if (unused && result.skipped.length === 0) process.stderr.write(unused.text(verbose))
  if (result.skipped.length > 0) process.stderr.write(skippedText(result.skipped, mode, verbose))
  if (outputs.length > 0) {
    const { writeReports } = await import('./output-file.ts')
    writeReports(outputs, (to) => to.render(seenBy(to), { ...context, color: false, width: 80 }))
  }
  if (expected && nothingIn(result)) {
    const nothing = new UserError('no-scan', expected.what)
    if (expected.must && inCI()) throw nothing
    process.stderr.write(`${painter(wantsColor(process.stderr))('yellow', '!')} ${visible(nothing.message)}\n`)
  }
  return exitCode(result)
}

const placedFromTop = (result: ScanResult, scopes: Scopes): ScanResult => ({
  ...result,
  findings: result.findings.map((finding) => ({ ...finding, file: scopes.fromTop(finding.file) })),
  skipped: result.skipped.map((gap) => ({ ...gap, path: scopes.fromTop(gap.path) })),
})

/** A scan of nothing must not look like a clean one. */
const nothingIn = ({ bytes, findings, skipped }: ScanResult): boolean =>
  bytes === 0 && findings.length === 0 && skipped.length === 0

const inCI = (): boolean => !['', '0', 'false'].includes(process.env['CI'] ?? '')

/** Findings outrank gaps: both stop a commit, but a finding is what to act on. */
export const exitCode = ({ findings, skipped }: Pick<ScanResult, 'findings' | 'skipped'>): number =>
  findings.length > 0 ? EXIT.findings : skipped.length > 0 ? EXIT.incomplete : EXIT.clean

const MOST_SHOWN = 20

function leftOutText(told: string[]): string {
  const lines = told.map((text) => `  ${visible(text)}\n`)
  return `Left out on purpose: ${told.length === 0 ? 'nothing' : told.length}\n${lines.join('')}`
}

/** @param all not only the first ones. */
function skippedText(skipped: Skipped[], mode: ReportContext['mode'], all: boolean): string {
  const most = all ? skipped.length : MOST_SHOWN
  const paint = painter(wantsColor(process.stderr))
  const lines = skipped.slice(0, most).map(({ path, reason }) => `  ${visible(path)}: ${visible(reason)}`)
  const more = skipped.length > most ? [`  and ${skipped.length - most} more: --verbose tells all`] : []
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
