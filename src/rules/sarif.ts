// Rules as SARIF 2.1.0 reporting descriptors: what code hosts show beside a finding.
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html#_Toc34317836
import type { Rule, Severity } from '../types.ts'

export const LEVEL: Record<Severity, 'error' | 'warning' | 'note'> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
}
/** GitHub sorts by this number: over 9 critical, over 7 high, over 4 medium. */
const SECURITY_SEVERITY: Record<Severity, string> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.5',
  info: '0.0',
}

export function descriptorOf(rule: Rule): object {
  const steps = rule.rotate.steps.map((step, i) => `${i + 1}. ${step}`)
  const where = rule.rotate.console ? [`Rotate it at ${rule.rotate.console}`] : ['Rotate it:']
  return {
    id: rule.id,
    name: rule.name,
    shortDescription: { text: rule.name },
    fullDescription: { text: rule.why },
    help: {
      text: [rule.why, '', ...where, ...steps].join('\n'),
      markdown: [rule.why, '', `**${where[0]}**`, '', ...steps, '', ...rule.references.map((link) => `<${link}>`)].join(
        '\n',
      ),
    },
    helpUri: rule.references[0],
    defaultConfiguration: { level: LEVEL[rule.severity] },
    properties: {
      tags: ['security', 'secret', rule.provider],
      precision:
        (rule.confidence ?? (rule.pattern === undefined ? 'medium' : 'high')) === 'high' ? 'very-high' : 'medium',
      'security-severity': SECURITY_SEVERITY[rule.severity],
    },
  }
}

/** A SARIF log of one run. @param rules descriptors. @param run what belongs to it besides. */
export const sarifLog = (rules: object[], version: string, run: object): object => ({
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
  runs: [{ tool: { driver: { name: 'unleak', semanticVersion: version, rules } }, ...run }],
})

/** A SARIF log that holds the rules and no results. */
export const rulesAsSarif = (rules: Rule[], version: string): object =>
  sarifLog(rules.map(descriptorOf), version, { results: [] })
