// A Markdown table, for a job's summary or a comment on a pull request.
import { visible } from '../terminal.ts'
import type { Finding } from '../types.ts'
import type { ReportContext, Reporter } from '../reporter.ts'

/** GitHub takes 65,536 characters in a comment and 1 MB in a summary. */
const MOST_ROWS = 200

export const reporter: Reporter = {
  describe: "a Markdown table, for a job's summary or a comment",
  render(result, context) {
    const { findings, skipped, baselined } = result
    const notes = [
      ...(baselined.length > 0 ? [`${baselined.length} more of the baseline passed.`] : []),
      ...(skipped.length > 0 ? [`**Not everything could be scanned:** ${skipped.length} left out.`] : []),
    ]
    if (findings.length === 0)
      return `${['### unleak: no secrets', `${result.files} files scanned.`, ...notes].join('\n\n')}\n`
    const table = [
      '| Severity | Secret | Place | Fingerprint |',
      '| --- | --- | --- | --- |',
      ...findings.slice(0, MOST_ROWS).map(row),
      ...(findings.length > MOST_ROWS ? [`| | and ${findings.length - MOST_ROWS} more | | |`] : []),
    ]
    const head = `### unleak: ${findings.length} secret${findings.length === 1 ? '' : 's'}`
    return `${[head, table.join('\n'), ...links(findings, context), ...notes].join('\n\n')}\n`
  },
}

function row({ severity, name, redacted, file, line, cell, commit, fingerprint }: Finding): string {
  const place = `${code(`${file}:${line}`)}${cell === undefined ? '' : ` (cell ${cell})`}${commit ? ` in ${code(commit.slice(0, 12))}` : ''}`
  return `| ${severity} | ${plain(name)} ${code(redacted)} | ${place} | ${code(fingerprint)} |`
}

function links(findings: Finding[], { rule }: ReportContext): string[] {
  const rules = [...new Set(findings.map((finding) => finding.rule))].flatMap((id) => rule(id) ?? [])
  const lines = rules
    .filter(({ rotate }) => rotate.console)
    .map(({ name, rotate }) => `- ${plain(name)}: <${encodeURI(visible(rotate.console!))}>`)
  return lines.length > 0 ? [`Revoke and reissue them:\n\n${lines.slice(0, MOST_ROWS).join('\n')}`] : []
}

/** Text that stays text: no markup, mention, HTML or column of its own. */
const plain = (text: string): string => visible(text).replace(/[\\`*_{}[\]()<>#+!|~@&-]/g, String.raw`\$&`)

/** In a table even code ends its cell at a bar; a backtick would end the code. */
const code = (text: string): string => `\`${visible(text).replaceAll('`', "'").replaceAll('|', String.raw`\|`)}\``
