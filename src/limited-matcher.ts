// Our own rules within a budget of time: none may hang a scan, and what one is too slow for is told as not scanned.
import { createMatcher } from './detect/matcher.ts'
import type { Matcher, MatcherOptions } from './detect/matcher.ts'
import { unwatched } from './detect/watch.ts'
import type { Watch } from './detect/watch.ts'
import { TooSlowError } from './errors.ts'
import { withTimeLimit } from './time-limit.ts'
import type { CompiledRule, CompiledRules, Match } from './types.ts'

/**
 * Of regular expressions: V8 takes 2 to 4 ns for one. What may need more at one place is used with an alarm only, and to set
 * one takes a tenth of a millisecond, as long as a small file; for all else a look at the clock after so many is enough.
 */
const UNWATCHED_STEPS = 20_000_000
/** For so many bytes at the most, and as many again for each that are more. */
const UNWATCHED_MS = 10
const UNWATCHED_BYTES = 65_536
/** Beside so many an alarm costs nothing, and to begin once more would cost a lot. */
const ALARM_FROM = 2 ** 20
/** For one rule, however often it is used: with what runs before the alarm is set, 100 ms for a window of 64 KB. */
const LIMIT_MS = 40
const LIMIT_MS_PER_MB = 500
/** Of the time that all rules had: who took so much of it is the one that is slow. */
const MOST_OF_IT = 0.7
/** Where all rules together take longer than one may, or the machine is busy elsewhere, there is twice the time, and twice again. */
const MOST_PATIENCE = 6
/** Rules that are left out of one text before all of it counts as not scanned. */
const MOST_LEFT_OUT = 5

/** Milliseconds. `performance` would have to be loaded first, which takes a hook a millisecond. */
const steadyTime = (): number => Number(process.hrtime.bigint()) / 1e6

/** Thrown by the clock, and not seen outside. */
const NEEDS_ALARM = new Error('more steps than are safe without an alarm')

class RuleClock {
  #left = 0
  #end = 0
  #spent: Map<string, number> | undefined
  #rule = ''
  #since = 0

  begin(rule: CompiledRule): void {
    // The judge is our own code: it takes long where a text has many names and values, and comes to an end.
    if (this.#spent) this.#account(rule.kind === 'assignment' ? '' : rule.id)
    else if ((this.#left -= rule.steps) < 0) this.#lookUp(rule)
  }

  /** Without an alarm, which is asked for by an error. */
  startUnwatched(bytes: number): void {
    this.#left = UNWATCHED_STEPS
    this.#end = steadyTime() + UNWATCHED_MS * Math.max(1, bytes / UNWATCHED_BYTES)
  }

  #lookUp({ steps }: CompiledRule): void {
    if (steps > UNWATCHED_STEPS || steadyTime() > this.#end) throw NEEDS_ALARM
    this.#left = UNWATCHED_STEPS - steps
  }

  /** Takes the time of each rule from now on. @returns what ends that, and gives the rule that took longest, with milliseconds */
  start(): () => [rule: string, milliseconds: number] {
    const spent = (this.#spent = new Map())
    this.#rule = ''
    return () => {
      this.#account('')
      this.#spent = undefined
      return [...spent].reduce((most, each) => (each[1] > most[1] ? each : most), ['', 0])
    }
  }

  #account(next: string): void {
    const now = steadyTime()
    if (this.#rule) this.#spent!.set(this.#rule, (this.#spent!.get(this.#rule) ?? 0) + now - this.#since)
    this.#rule = next
    this.#since = now
  }
}

/** Finds what `createMatcher` finds. @throws TooSlowError when `onTooSlow` is not given, or several rules are too slow */
export function createLimitedMatcher(compiled: CompiledRules, watch: Watch = unwatched): Matcher {
  const clock = new RuleClock()
  const matcher = createMatcher(compiled, (rule) => clock.begin(rule), watch)
  return (bytes, options = {}) => {
    // Of a file of which little is new, little is read.
    if (bytes.length < ALARM_FROM || options.fresh) {
      clock.startUnwatched(bytes.length)
      try {
        return matcher(bytes, options)
      } catch (error) {
        if (error !== NEEDS_ALARM) throw error
      }
    }
    return withAlarm(compiled, matcher, clock, bytes, options)
  }
}

/** Again without the rule that took the time, until the rest comes to an end. */
function withAlarm(
  compiled: CompiledRules,
  matcher: Matcher,
  clock: RuleClock,
  bytes: Uint8Array,
  options: MatcherOptions,
): Match[] {
  const limit = LIMIT_MS + (LIMIT_MS_PER_MB * bytes.length) / 2 ** 20
  const slow = new Set<string>()
  let active = matcher
  for (let patience = 0; ; ) {
    const slowest = clock.start()
    const began = { clock: steadyTime(), processor: processorTime() }
    try {
      const matches = withTimeLimit(
        limit * 2 ** patience,
        () => 'all',
        () => active(bytes, options),
      )
      slowest()
      for (const rule of slow) options.onTooSlow?.(tooSlow(rule).message)
      return matches
    } catch (error) {
      const [rule, milliseconds] = slowest()
      if (!(error instanceof TooSlowError)) throw error
      // The share of the time in which this program had the processor.
      const share = Math.min(1, (processorTime() - began.processor) / (steadyTime() - began.clock))
      if (milliseconds * share < limit * MOST_OF_IT) {
        if (patience++ < MOST_PATIENCE) continue
        throw tooSlow(rule)
      }
      slow.add(rule)
      if (!options.onTooSlow || slow.size > MOST_LEFT_OUT) throw tooSlow(rule)
      active = createMatcher(without(compiled, slow), (rule) => clock.begin(rule))
    }
  }
}

const tooSlow = (rule: string): TooSlowError => new TooSlowError(rule ? `rule ${rule}` : 'the judge of generic secrets')

/** Milliseconds; of this thread alone where Node can tell. */
function processorTime(): number {
  const { threadCpuUsage = process.cpuUsage } = process as { threadCpuUsage?: () => NodeJS.CpuUsage }
  const { user, system } = threadCpuUsage()
  return (user + system) / 1000
}

/** Fits no path: no text has a character before its begin. */
const NO_PATH = '[^]^'

function without(compiled: CompiledRules, slow: Set<string>): CompiledRules {
  const { rules } = compiled
  const at = (index: number): CompiledRule | undefined => {
    const rule = rules.at(index)
    return rule && slow.has(rule.id) ? { ...rule, paths: NO_PATH } : rule
  }
  return { ...compiled, rules: { length: rules.length, at } }
}
