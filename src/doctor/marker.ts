// The marker of `unleak doctor`: a file with a made-up credential that a scan here would report. Made at run time, it opens nothing.
import { randomBytes } from 'node:crypto'
import type { ScanConfig } from '../config.ts'
import { scan } from '../pipeline.ts'
import { activeRules, resolveMatcher } from '../resolve-rules.ts'
import { expand } from '../rules/template.ts'
import type { Chunk } from '../types.ts'

export interface Marker {
  /** From the repository's root. */
  name: string
  content: string
  /** What it looks like. */
  like: string
}

/** The best known first; a project may have disabled it. */
const FIRST = 'github-pat'
const MOST_RULES = 20

/** @returns undefined when the configuration lets no such file be reported. */
export async function findMarker(config: ScanConfig, root: string): Promise<Marker | undefined> {
  const seed = randomBytes(16).toString('hex')
  const matcher = await resolveMatcher(config, root)
  const rules = activeRules(config)
    .filter(({ id, pattern, examples }) => pattern !== undefined && !config.disabled?.has(id) && isBare(examples[0]))
    .toSorted((a, b) => Number(b.id === FIRST) - Number(a.id === FIRST))
    .slice(0, MOST_RULES)
  for (const rule of rules) {
    for (const ending of ['txt', 'ts', 'json', 'yml']) {
      const name = `unleak-doctor-${seed.slice(0, 8)}.${ending}`
      const content = `marker = ${expand(rule.examples[0]!, seed).text}\n`
      async function* source(): AsyncGenerator<Chunk> {
        yield { path: name, bytes: Buffer.from(content), binary: false }
      }
      const { findings } = await scan({ source: source(), matcher, config, base: root })
      if (findings.length > 0) return { name, content, like: rule.name }
    }
  }
  return undefined
}

const isBare = (template: string | undefined): boolean => template !== undefined && !/[⟦⟪\n]/.test(template)
