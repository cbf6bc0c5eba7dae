// What a reporter is: one file in src/reporters.
import type { ReportTemplate } from './report-template.ts'
import type { Rule, ScanResult } from './types.ts'

/** Turns a scan's result into text; touches nothing else. One file in src/reporters. */
export interface Reporter {
  describe: string
  render: (result: ScanResult, context: ReportContext) => string
  /** Who reads it looks for the files from the top of the repository, wherever the scan was started. */
  fromTop?: true
}

export interface ReportContext {
  /** ANSI colours wanted? */
  color: boolean
  /** Columns of the terminal. */
  width: number
  /** What was scanned decides the advice. */
  mode: 'commit' | 'range' | 'files' | 'stdin'
  started: Date
  seconds: number
  /** Our own version. */
  version: () => string
  /** The texts of a rule: why it matters, how to rotate. Called only when there is a finding. */
  rule: (id: string) => Rule | undefined
  /** The user's own layout, where one was asked for. */
  template?: ReportTemplate | undefined
}
