// What is decided at once: one value under one rule, wherever it stands.
import type { ContextLine } from './context.ts'
import type { ScanConfig } from '../config.ts'
import type { Scopes } from '../scopes.ts'
import type { Finding } from '../types.ts'

export interface Group {
  fingerprint: string
  /** At least one; the first is shown. */
  findings: [Finding, ...Finding[]]
  /** Lines around the first one. */
  context: ContextLine[]
  /** What the judge weighed, for a guess. */
  guess: string[]
  /** What counts for its files. */
  policy: Policy
}

export interface Policy {
  /** Of the first finding's file. */
  config: ScanConfig
  /** Full paths of the configurations that all of its files share, the nearest last. */
  chain: string[]
  /** True when its files have different roots: then no configuration and no baseline speaks of all of them. */
  divided: boolean
}

/** In the order in which their first findings came. @throws UserError config */
export async function groupsOf(
  findings: Finding[],
  shown: Map<string, Pick<Group, 'context' | 'guess'>>,
  scopes: Scopes,
): Promise<Group[]> {
  const groups = new Map<string, [Finding, ...Finding[]]>()
  for (const finding of findings) {
    const group = groups.get(finding.fingerprint)
    if (group) group.push(finding)
    else groups.set(finding.fingerprint, [finding])
  }
  const made: Group[] = []
  for (const [fingerprint, all] of groups)
    made.push({
      fingerprint,
      findings: all,
      ...(shown.get(fingerprint) ?? NOTHING),
      policy: await policyOf(all, scopes),
    })
  return made
}

const NOTHING = { context: [], guess: [] }

async function policyOf(findings: [Finding, ...Finding[]], scopes: Scopes): Promise<Policy> {
  const { config } = await scopes.of(findings[0].file)
  const chains = findings.map(({ file }) => scopes.chainOf(file))
  const shared = chains[0]!.filter((file, i) => chains.every((chain) => chain[i] === file))
  const directories = await Promise.all(findings.map(async ({ file }) => (await scopes.of(file)).config.directory))
  return {
    config,
    chain: shared,
    divided: directories.some((directory) => directory !== config.directory),
  }
}
