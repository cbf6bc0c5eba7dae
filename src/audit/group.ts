// What is decided at once: one value under one rule, wherever it stands.
import type { ContextLine } from './context.ts'
import type { Finding } from '../types.ts'

export interface Group {
  fingerprint: string
  /** At least one; the first is shown. */
  findings: [Finding, ...Finding[]]
  /** Lines around the first one. */
  context: ContextLine[]
  /** What the judge weighed, for a guess. */
  guess: string[]
}

/** In the order in which their first findings came. */
export function groupsOf(findings: Finding[], shown: Map<string, Pick<Group, 'context' | 'guess'>>): Group[] {
  const groups = new Map<string, Group>()
  for (const finding of findings) {
    const { fingerprint } = finding
    const group = groups.get(fingerprint)
    if (group) group.findings.push(finding)
    else groups.set(fingerprint, { fingerprint, findings: [finding], ...(shown.get(fingerprint) ?? NOTHING) })
  }
  return [...groups.values()]
}

const NOTHING = { context: [], guess: [] }
