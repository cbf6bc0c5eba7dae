// Workflow commands: GitHub Actions shows each finding beside its line.
// https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
import { visible } from '../terminal.ts'
import type { Finding, Skipped } from '../types.ts'
import type { Reporter } from '../reporter.ts'

const COMMAND = { critical: 'error', high: 'error', medium: 'warning', low: 'notice', info: 'notice' } as const

export const reporter: Reporter = {
  describe: 'GitHub annotations: each finding beside its line',
  fromTop: true,
  render({ findings, skipped }) {
    // GitHub shows ten a step: the worst first, all of them in the log.
    const order = Object.keys(COMMAND)
    const worstFirst = findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))
    return [...worstFirst.map(annotation), ...skipped.map(gap)].map((line) => `${line}\n`).join('')
  },
}

function annotation(finding: Finding): string {
  const { severity, name, file, line, endLine, column, endColumn, rule, redacted, cell, commit, fingerprint } = finding
  // Columns count only where the finding is on one line.
  const columns = line === endLine ? { col: column, endColumn } : {}
  const inCell = cell === undefined ? '' : ` (cell ${cell})`
  const where = commit ? ` (commit ${commit.slice(0, 12)})` : ''
  const text = `${name}: ${redacted}${inCell}${where}. Revoke it and issue a new one. Rule ${rule}, fingerprint ${fingerprint}`
  return command(COMMAND[severity], { file, line, endLine, ...columns, title: 'Secret found by unleak' }, text)
}

const gap = ({ path, reason }: Skipped): string =>
  command('error', { file: path, title: 'Not scanned by unleak' }, reason)

function command(name: string, properties: Record<string, string | number>, message: string): string {
  const list = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`)
  return `::${name} ${list.join(',')}::${data(visible(message))}`
}

/** As the runner reads it back: https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

/** It must be the file's own, so of a path no more is made visible than what a terminal would take for an order. */
const property = (text: string): string =>
  data(text.replace(/[^\r\n\P{C}]|[\u2028\u2029]/gu, visible))
    .replaceAll(':', '%3A')
    .replaceAll(',', '%2C')
