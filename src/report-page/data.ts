// What the page of the report is given: src/reporters/html.ts writes it, the page shows it. No secret is in it.
import type { Finding, Rule, Skipped } from '../types.ts'

export interface ReportData {
  /** ISO 8601. */
  started: string
  seconds: number
  files: number
  bytes: number
  /** How many more passed, for the baseline names them. */
  known: number
  skipped: Skipped[]
  findings: Row[]
  /** By id; of a rule that nobody knows any more only the name. */
  rules: Record<string, RuleText>
}

export type RuleText = Pick<Rule, 'name'> & Partial<Pick<Rule, 'why' | 'rotate' | 'references'>>

export interface Row
  extends Pick<
    Finding,
    'rule' | 'severity' | 'confidence' | 'file' | 'line' | 'column' | 'fingerprint' | 'redacted' | 'reasons'
  > {
  commit?: string
  author?: string
  /** ISO 8601: when it entered. */
  date?: string
  inHead?: boolean
  removed?: { commit: string; date: string }
  cell?: number
  /** The masked source line: before the secret, in its place, behind it. */
  frame: [before: string, secret: string, after: string]
}
