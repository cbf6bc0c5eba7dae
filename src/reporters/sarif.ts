// SARIF 2.1.0, for code hosts and editors. https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html
import { jsonText } from '../finding-json.ts'
import { descriptorOf, LEVEL, sarifLog } from '../rules/sarif.ts'
import type { Finding, ScanResult } from '../types.ts'
import type { ReportContext, Reporter } from '../reporter.ts'

export const reporter: Reporter = {
  describe: 'SARIF 2.1.0, for code hosts and editors',
  fromTop: true,
  render(result, context) {
    const ids = [...new Set([...result.findings, ...result.baselined].map(({ rule }) => rule))].toSorted()
    const count = new Map<string, number>()
    const results = [
      ...result.findings.map((finding) => resultOf(finding, ids, count)),
      // Left out, they would be closed at the code host and opened again later.
      ...result.baselined.map((finding) => ({
        ...resultOf(finding, ids, count),
        suppressions: [{ kind: 'external', status: 'accepted', justification: 'It is in the baseline.' }],
      })),
    ]
    const run = { columnKind: 'utf16CodeUnits', invocations: [invocation(result)], results }
    const rules = ids.map((id) => ruleOf(id, context, [...result.findings, ...result.baselined]))
    return `${jsonText(sarifLog(rules, context.version(), run), 2)}\n`
  },
}

function ruleOf(id: string, context: ReportContext, findings: Finding[]): object {
  const rule = context.rule(id)
  return rule ? descriptorOf(rule) : { id, name: findings.find((finding) => finding.rule === id)!.name }
}

/** What could not be read stands in the report itself: an empty list of results must not look like a clean scan. */
const invocation = ({ skipped }: ScanResult): object => ({
  executionSuccessful: skipped.length === 0,
  toolExecutionNotifications: skipped.map(({ path, reason }) => ({
    level: 'error',
    message: { text: plain(`Not scanned: ${reason}`) },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
  })),
})

function resultOf(finding: Finding, ids: string[], count: Map<string, number>): object {
  const { rule, file, line, column, endLine, endColumn, fingerprint, commit, confidence, reasons, cell } = finding
  const place = `${fingerprint}\0${file}`
  const nth = (count.get(place) ?? 0) + 1
  count.set(place, nth)
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: LEVEL[finding.severity],
    message: {
      text: plain(`${finding.name}: ${finding.redacted}${commit ? ` in commit ${commit.slice(0, 12)}` : ''}`),
    },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: uriOf(file) },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
    // GitHub tells alerts apart by the second one, and would make it of the line's text, which moves with each rotation.
    partialFingerprints: { 'unleak/v1': fingerprint, primaryLocationLineHash: `${fingerprint}:${nth}` },
    properties: { confidence, reasons, ...(commit ? { commit } : {}), ...(cell ? { cell } : {}) },
  }
}

/** Brackets would make a link of it (3.11.6 of the specification). */
const plain = (text: string): string => text.replace(/[[\]\\]/g, String.raw`\$&`)

/** Relative, as paths of a repository are; what a URI gives a meaning is escaped. */
const uriOf = (file: string): string => file.split('/').map(encodeURIComponent).join('/')
