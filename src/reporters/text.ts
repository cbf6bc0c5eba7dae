// For people: where, what, why it matters, and the next commands to copy.
import { painter, visible, wrap } from '../terminal.ts'
import type { Finding, ScanResult } from '../types.ts'
import type { ReportContext, Reporter } from '../reporter.ts'
import { advice } from '../advice.ts'

const SEVERITY_STYLE = { critical: 'red', high: 'red', medium: 'yellow', low: 'blue', info: 'gray' } as const

export const reporter: Reporter = {
  describe: 'for people: code frames, reasons, next steps',
  render(result, context) {
    if (result.findings.length === 0 && result.skipped.length === 0 && context.mode === 'commit') return ''
    const paint = painter(context.color)
    // What could not be scanned is told on standard error: nothing is clean, and nothing was missing.
    if (result.files === 0 && result.findings.length === 0 && result.skipped.length > 0) return ''
    if (result.findings.length === 0)
      return `${result.bytes === 0 ? paint('yellow', '!') : paint('green', '✔')} ${clean(result, context)}\n`
    const rulesTold = new Set<string>()
    const blocks = result.findings.map((finding) => {
      // The same explanation twice is noise.
      const told = rulesTold.has(finding.rule)
      rulesTold.add(finding.rule)
      return block(finding, context, !told)
    })
    return [
      `${paint(['red', 'bold'], '✖')} ${paint('bold', headline(result, context))}`,
      '',
      ...blocks,
      advice(result.findings, context),
      '',
    ].join('\n')
  },
}

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`

function headline({ findings }: ScanResult, { mode }: ReportContext): string {
  const files = new Set(findings.map(({ file }) => file)).size
  const what = `${count(findings.length, 'secret')} in ${count(files, 'file')}`
  return mode === 'commit' ? `unleak stopped this commit: ${what}` : `unleak found ${what}`
}

function clean({ files, bytes, skipped, baselined }: ScanResult, { seconds }: ReportContext): string {
  const size = bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
  if (files === 0) return 'Nothing to scan: no file was read.'
  if (bytes === 0) return 'Nothing to scan: what was read is empty.'
  const known = baselined.length > 0 ? ` ${baselined.length} known from the baseline passed.` : ''
  return `No ${known ? 'new ' : ''}secrets in ${count(files, 'file')} (${size}, ${seconds.toFixed(1)} s)${skipped.length > 0 ? ', but not everything could be scanned' : ''}.${known}`
}

function block(finding: Finding, context: ReportContext, explain: boolean): string {
  const paint = painter(context.color)
  const rule = explain ? context.rule(finding.rule) : undefined
  const cell = finding.cell === undefined ? '' : ` (cell ${finding.cell})`
  const place = `${visible(finding.file)}:${finding.line}:${finding.column}`
  const commit = finding.commit ? `in commit ${finding.commit.slice(0, 12)}${originOf(finding)}` : ''
  const isLong = place.length + cell.length + 1 + commit.length > context.width
  const sure = [`confidence ${finding.confidence}`, ...finding.reasons.map(visible)].join('; ')
  return [
    `${paint('cyan', place)}${cell}${commit && !isLong ? ` ${commit}` : ''}`,
    ...(commit && isLong ? [wrap(commit, context.width, '  ')] : []),
    `  ${paint(['bold', SEVERITY_STYLE[finding.severity]], finding.severity)}  ${visible(finding.name)}  ${paint('dim', finding.rule)}`,
    ...frame(finding, paint),
    ...(finding.part
      ? [`  with ${finding.part.rule} in line ${finding.part.line}: ${visible(finding.part.redacted)}`]
      : []),
    ...(rule ? [wrap(visible(rule.why), context.width, '  ')] : []),
    paint('dim', wrap(sure, context.width, '  ')),
    paint('dim', `  fingerprint ${finding.fingerprint}`),
    '',
  ].join('\n')
}

function originOf({ author, date, inHead, removed }: Finding): string {
  const who = author === undefined ? '' : ` by ${visible(author)}, ${date?.slice(0, 10)}`
  const since = removed ? ` since ${removed.date.slice(0, 10)} (commit ${removed.commit.slice(0, 12)})` : ''
  return inHead === undefined ? who : `${who}; ${inHead ? 'still in HEAD' : 'gone from HEAD'}${since}`
}

function frame({ line, frame: { text, from, to } }: Finding, paint: ReturnType<typeof painter>): string[] {
  // Escapes take more columns than what they stand for, so each part is measured after.
  const before = visible(text.slice(0, from))
  const secret = visible(text.slice(from, to))
  const number = String(line)
  return [
    `  ${paint('dim', `${number} │`)} ${before}${paint('red', secret)}${visible(text.slice(to))}`,
    `  ${paint('dim', `${' '.repeat(number.length)} │`)} ${' '.repeat(before.length)}${paint('red', '^'.repeat(secret.length))}`,
  ]
}
