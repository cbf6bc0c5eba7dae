// GitLab's secret detection report, version 15.
// https://gitlab.com/gitlab-org/security-products/security-report-schemas
import { jsonText } from '../finding-json.ts'
import type { Finding, Severity } from '../types.ts'
import type { ReportContext, Reporter } from '../reporter.ts'

const SEVERITY: Record<Severity, string> = {
  critical: 'Critical',
  high: 'High',
  medium: 'Medium',
  low: 'Low',
  info: 'Info',
}
/** The schema wants a commit; a work tree has none. */
const NO_COMMIT = '0000000'

export const reporter: Reporter = {
  describe: 'GitLab secret detection report, version 15',
  fromTop: true,
  render({ findings, skipped }, context) {
    const program = { id: 'unleak', name: 'unleak', version: context.version(), vendor: { name: 'unleak' } }
    const report = {
      version: '15.0.0',
      scan: {
        type: 'secret_detection',
        status: skipped.length === 0 ? 'success' : 'failure',
        start_time: time(context.started),
        end_time: time(new Date(context.started.getTime() + context.seconds * 1000)),
        analyzer: program,
        scanner: program,
        messages: skipped.map(({ path, reason }) => ({ level: 'warn', value: `${path} was not scanned: ${reason}` })),
      },
      vulnerabilities: findings.map((finding) => vulnerability(finding, context)),
    }
    return `${jsonText(report, 2)}\n`
  },
}

/** UTC, to the second, without a zone: the schema takes nothing else. */
const time = (at: Date): string => at.toISOString().slice(0, 19)

function vulnerability(finding: Finding, context: ReportContext): object {
  const {
    rule: id,
    name,
    file,
    line,
    endLine,
    column,
    cell,
    commit,
    fingerprint,
    redacted,
    severity,
    confidence,
  } = finding
  const rule = context.rule(id)
  const steps = rule && [...(rule.rotate.console ? [rule.rotate.console] : []), ...rule.rotate.steps].join('\n')
  return {
    id: [fingerprint, commit ?? NO_COMMIT, line, column, file].join(':'),
    category: 'secret_detection',
    name: name.slice(0, 255),
    description: [`${name}: ${redacted}`, ...(rule ? [rule.why] : [])].join('\n\n'),
    severity: SEVERITY[severity],
    ...(steps ? { solution: steps.slice(0, 7000) } : {}),
    identifiers: [
      { type: 'unleak_rule_id', name: `unleak rule ${id}`, value: id },
      { type: 'unleak_fingerprint', name: `unleak fingerprint ${fingerprint}`, value: fingerprint },
    ],
    location: { file, start_line: line, end_line: endLine, commit: { sha: commit ?? NO_COMMIT } },
    details: {
      confidence: { name: 'Confidence', type: 'text', value: confidence },
      ...(cell === undefined ? {} : { cell: { name: 'Notebook cell', type: 'text', value: String(cell) } }),
    },
  }
}
