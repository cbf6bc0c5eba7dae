// All that can be taken over from other scanners in a project, proved: rules that do not hold are told, and not written.
import type { ScanConfig } from '../config.ts'
import { activeRules } from '../resolve-rules.ts'
import { proveRules } from '../rules/check.ts'
import type { Rule } from '../types.ts'
import type { Carried } from './peer.ts'
import { peers } from './peers/index.ts'
import { ruleFrom } from './rule.ts'

export interface Collected extends Carried {
  /** Of `rules`, what became one of ours. */
  made: Rule[]
}

/** What is here, before any of it is worked on. */
export async function findCarried(root: string): Promise<Collected[]> {
  const found: Collected[] = []
  for (const peer of Object.values(peers)) {
    try {
      for (const carried of await peer.read(root)) found.push(withRules(carried, peer.home))
    } catch (error) {
      const reason = (error as Error).message.split('\n')[0]!
      found.push({
        from: peer.name,
        allow: [],
        disable: [],
        rules: [],
        known: [],
        made: [],
        lost: [`all of it: ${reason}`],
      })
    }
  }
  return found
}

function withRules(carried: Carried, home: string): Collected {
  const made: Rule[] = []
  const taken = new Set<string>()
  for (const rule of carried.rules) {
    try {
      const own = ruleFrom(rule, carried.from, home)
      if (taken.has(own.id)) throw new Error('another one has its name')
      taken.add(own.id)
      made.push(own)
    } catch (error) {
      carried.lost.push(`rule ${rule.name}: ${(error as Error).message}`)
    }
  }
  return { ...carried, made }
}

const LEAST_NEAR_MISSES = 2

/** Takes out the rules that are no rules of ours: an example that is not found, or found by another one too. */
export async function prove(found: Collected[], config: ScanConfig): Promise<void> {
  const active = activeRules(config)
  const known = new Set(active.map(({ id }) => id))
  // Taken over before.
  for (const carried of found) carried.made = carried.made.filter(({ id }) => !known.has(id))
  const all = found.flatMap(({ made }) => made)
  if (all.length === 0) return
  const problems = await proveRules([...active, ...all], { only: new Set(all.map(({ id }) => id)) })
  for (const carried of found) {
    carried.made = carried.made.filter((rule) => {
      const own = problems.filter(({ id }) => id === rule.id)
      const loud = new Set(own.filter(({ key }) => key === 'counterExamples').map(({ index }) => index))
      rule.counterExamples = rule.counterExamples.filter((_, index) => !loud.has(index)).slice(0, LEAST_NEAR_MISSES)
      const problem = own.find(({ key }) => key !== 'counterExamples')?.message
      const why =
        problem ?? (rule.counterExamples.length < LEAST_NEAR_MISSES ? 'it fires on almost everything' : undefined)
      if (why !== undefined) carried.lost.push(`rule ${rule.name}: ${why}`)
      return why === undefined
    })
    // An entry for a rule that is not there would make the configuration invalid.
    const gone = new Set(all.filter((rule) => !carried.made.includes(rule)).map(({ id }) => id))
    carried.allow = carried.allow.filter((entry) => !entry.rules?.some((id) => gone.has(id)))
  }
}
