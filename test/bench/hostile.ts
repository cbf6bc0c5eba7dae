// What text written to be slow costs at worst, rule by rule: npx tsx test/bench/hostile.ts
import { createLimitedMatcher } from '../../src/limited-matcher.ts'
import { compileRules } from '../../src/rules/compile.ts'
import { filled, hostile } from '../../src/rules/growth.ts'
import type { Rule } from '../../src/types.ts'
import { readAllRules } from '../../scripts/rule-files.ts'
import { tell, tick } from './bar.ts'
import { alone } from './contract.ts'
import type { Row } from './contract.ts'

export const name = 'hostile'

const WINDOW_KB = 64
const LARGE_KB = 1024
/** Rules whose expressions may need more are tried on large texts too. */
const MANY_STEPS = 100_000
/** Of what seems slow the least of so many counts: the rest is the machine's. */
const RUNS = 3

interface Worst {
  rule: string
  milliseconds: number
}

/** Of the processor, for one window of 64 KB; what is interrupted counts with the time until then. */
function worstOf(rule: Rule, kilobytes: number, interrupted: Set<string>): number {
  const matcher = createLimitedMatcher(compileRules([rule]))
  const times = hostile(rule).map((piece) => {
    const bytes = filled(piece, kilobytes)
    let best = Number.POSITIVE_INFINITY
    for (let run = 0; run < RUNS && (run === 0 || best > 20); run++) {
      const start = process.cpuUsage()
      matcher(bytes, { onTooSlow: () => interrupted.add(rule.id) })
      const { user, system } = process.cpuUsage(start)
      best = Math.min(best, (user + system) / 1000)
    }
    return best
  })
  return Math.max(...times) / (kilobytes / WINDOW_KB)
}

export async function run(): Promise<Row[]> {
  const rules = (await readAllRules()).flatMap((file) => file.rules)
  const interrupted = new Set<string>()
  const worst: Record<'window' | 'large', Worst> = {
    window: { rule: '', milliseconds: 0 },
    large: { rule: '', milliseconds: 0 },
  }
  const note = (size: keyof typeof worst, rule: Rule, milliseconds: number): void => {
    if (milliseconds > worst[size].milliseconds) worst[size] = { rule: rule.id, milliseconds }
  }
  const compiled = compileRules(rules).rules
  rules.forEach((rule, i) => {
    note('window', rule, worstOf(rule, WINDOW_KB, interrupted))
    if (compiled[i]!.steps > MANY_STEPS) note('large', rule, worstOf(rule, LARGE_KB, interrupted))
    tick(i + 1, rules.length)
  })
  if (interrupted.size > 0) tell(`interrupted, and told as not scanned: ${[...interrupted].join(', ')}`)
  const row = (size: keyof typeof worst, text: string): Row => ({
    work: `hostile ${text}, the slowest of ${rules.length} rules: ${worst[size].rule}`,
    floor: 'ms for 64 KB',
    ratio: worst[size].milliseconds,
    target: 100,
    runs: RUNS,
  })
  return [row('window', 'text of 64 KB'), row('large', 'text of 1 MB')]
}

await alone(import.meta, { name, run })
