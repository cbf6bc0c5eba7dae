// One page for people, with all that it needs inside: the built page of src/report-page with this scan's data put in.
import { readBuilt } from '../built.ts'
import type { ReportData, Row, RuleText } from '../report-page/data.ts'
import { visible } from '../terminal.ts'
import type { Finding } from '../types.ts'
import type { ReportContext, Reporter } from '../reporter.ts'

export const reporter: Reporter = {
  describe: 'one page for people: totals, time line, a table to sort and filter',
  render({ findings, baselined, skipped, files, bytes }, context) {
    const data: ReportData = {
      started: context.started.toISOString(),
      seconds: context.seconds,
      files,
      bytes,
      known: baselined.length,
      skipped,
      findings: findings.map(rowOf),
      rules: rulesOf(findings, context),
    }
    return readBuilt('report.html')
      .toString()
      .replace('{{data}}', () => dataText(data))
  },
}

/** JSON that cannot end the element it stands in, nor hide or turn text. https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements */
const dataText = (data: ReportData): string =>
  JSON.stringify(data, (_, value: unknown) => (typeof value === 'string' ? visible(value) : value)).replaceAll(
    '<',
    String.raw`\u003c`,
  )

function rowOf(finding: Finding): Row {
  const { rule, severity, confidence, file, line, column, fingerprint, redacted, reasons } = finding
  const { commit, author, date, inHead, removed, cell } = finding
  const { text, from, to } = finding.frame
  return {
    rule,
    severity,
    confidence,
    file,
    line,
    column,
    fingerprint,
    redacted,
    reasons,
    ...(commit === undefined ? {} : { commit }),
    ...(author === undefined ? {} : { author }),
    ...(date === undefined ? {} : { date }),
    ...(inHead === undefined ? {} : { inHead }),
    ...(removed === undefined ? {} : { removed }),
    ...(cell === undefined ? {} : { cell }),
    // Cut before it is made visible: escapes are longer than what they stand for.
    frame: [text.slice(0, from), text.slice(from, to), text.slice(to)],
  }
}

function rulesOf(findings: Finding[], context: ReportContext): ReportData['rules'] {
  const names = new Map(findings.map(({ rule, name }) => [rule, name]))
  return Object.fromEntries(
    [...names].map(([id, name]): [string, RuleText] => {
      const rule = context.rule(id)
      return [id, rule ? { name, why: rule.why, rotate: rule.rotate, references: rule.references } : { name }]
    }),
  )
}
