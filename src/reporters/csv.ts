// Comma separated values, for spreadsheets. https://www.rfc-editor.org/rfc/rfc4180
import { visible } from '../terminal.ts'
import type { Finding } from '../types.ts'
import type { Reporter } from '../reporter.ts'

const COLUMNS = [
  'rule',
  'severity',
  'confidence',
  'file',
  'line',
  'column',
  'cell',
  'commit',
  'author',
  'date',
  'inHead',
  'fingerprint',
  'redacted',
  'reasons',
] as const satisfies (keyof Finding)[]

export const reporter: Reporter = {
  describe: 'comma separated values, for spreadsheets',
  render: ({ findings }) =>
    [COLUMNS.join(','), ...findings.map((finding) => COLUMNS.map((column) => cell(finding[column])).join(','))]
      .map((line) => `${line}\r\n`)
      .join(''),
}

function cell(value: Finding[(typeof COLUMNS)[number]]): string {
  const text = visible(Array.isArray(value) ? value.join('; ') : String(value ?? ''))
  // A spreadsheet would run a name that begins like a formula. https://owasp.org/www-community/attacks/CSV_Injection
  const harmless = /^[=+\-@]/.test(text) ? `'${text}` : text
  // Where the comma is a decimal sign, a spreadsheet divides at semicolons.
  return /[",;]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
