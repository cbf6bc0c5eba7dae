// What a user's template sees of a scan: names as in JSON, every field always there, and no secret.
import { SecretText } from './secret-text.ts'
import { visible } from './terminal.ts'
import type { ReportContext } from './reporter.ts'
import type { Finding, Rule, ScanResult } from './types.ts'

type Value = string | number | boolean | null | Value[] | { [name: string]: Value }

/** docs/templates.md lists the fields. */
export type TemplateData = Record<string, Value>

/** Null where a finding has none: a name that is misspelt is an error, one that has nothing to tell is not. */
const OFTEN_ABSENT = { commit: null, author: null, date: null, inHead: null, removed: null, cell: null, part: null }

/** Control characters are made visible: a template cannot know where they do harm. */
export function templateData(
  { findings, baselined, skipped, files, bytes }: ScanResult,
  { started, seconds, version, rule }: Omit<ReportContext, 'color' | 'width'>,
): TemplateData {
  const rules = [...new Set(findings.map((finding) => finding.rule))].flatMap((id) => rule(id) ?? [])
  const data = {
    findings: findings.map(findingData),
    baselined: baselined.map(findingData),
    skipped,
    files,
    bytes,
    seconds,
    started: started.toISOString(),
    version: version(),
    rules: rules.map(ruleData),
  }
  return JSON.parse(JSON.stringify(data), (_, value: unknown) =>
    typeof value === 'string' ? visible(value) : value,
  ) as TemplateData
}

function findingData({ secret: _secret, written: _written, frame: _frame, ...shown }: Finding): object {
  return { ...OFTEN_ABSENT, encodings: [], ...shown }
}

const ruleData = ({ id, name, provider, severity, why, rotate, references }: Rule): object => ({
  id,
  name,
  provider,
  severity,
  why,
  console: rotate.console ?? null,
  steps: rotate.steps,
  api: rotate.api ?? null,
  references,
})

const RULE: Rule = {
  id: 'example',
  name: 'Example',
  provider: 'Example',
  severity: 'low',
  keywords: [],
  why: 'why',
  rotate: { console: 'https://example.test', steps: ['step'], api: 'api' },
  references: ['https://example.test'],
  examples: [],
  counterExamples: [],
}
const PLACE = { line: 1, column: 1, endLine: 1, endColumn: 9 }
const FINDING: Finding = {
  ...PLACE,
  rule: 'example',
  name: 'Example',
  severity: 'low',
  confidence: 'low',
  file: 'example.txt',
  commit: 'c0ffee',
  author: 'A',
  date: '2026-01-01T00:00:00Z',
  inHead: false,
  removed: { commit: 'c0ffee', date: '2026-01-01T00:00:00Z' },
  fingerprint: 'c0ffee',
  redacted: '***',
  reasons: ['reason'],
  cell: 1,
  encodings: ['base64'],
  part: { ...PLACE, rule: 'example', redacted: '***' },
  secret: new SecretText('***', '***'),
  frame: { text: '', from: 0, to: 0 },
}

/** A scan of nothing and one with one of everything: what a template does with these it does with any. */
export function exampleData(): TemplateData[] {
  const context = { mode: 'files', started: new Date(0), seconds: 1, version: () => '1.0.0', rule: () => RULE } as const
  const nothing: ScanResult = { findings: [], baselined: [], skipped: [], files: 0, bytes: 0 }
  const skipped = [{ path: 'example.zip', reason: 'reason' }]
  const { commit: _commit, author: _author, date: _date, removed: _removed, ...plain } = FINDING
  return [
    nothing,
    { ...nothing, findings: [FINDING], baselined: [FINDING], skipped },
    { ...nothing, findings: [plain], skipped },
  ].map((result) => templateData(result, context))
}
