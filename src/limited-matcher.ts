// Our own rules within a budget of time: none may hang a scan, and what one is too slow for is told as not scanned.
import { createMatcher } from './detect/matcher.ts'
import type { Matcher, MatcherOptions } from './detect/matcher.ts'
import type { Status } from './detect/search.ts'
import { unwatched } from './detect/watch.ts'
import type { Watch } from './detect/watch.ts'
import { TooSlowError } from './errors.ts'
import { withTimeLimit } from './time-limit.ts'
import type { CompiledRule, CompiledRules, Match } from './types.ts'

/**
 * Of regular expressions: V8 takes 2 to 4 ns for one, so 80 ms. What certainly needs fewer runs without an alarm, because
 * to set one takes a tenth of a millisecond, as long as a small file.
 */
const UNWATCHED_STEPS = 20_000_000
/** Bytes; beside so many an alarm costs nothing. */
const ALARM_FROM = 65_536
/** For one rule, however often it is used. */
const LIMIT_MS = 100
const LIMIT_MS_PER_MB = 500
/** Where all rules together take longer than one may, or the machine is busy elsewhere, there is twice the time, and twice again. */
const MOST_PATIENCE = 6
/** Rules that are left out of one text before all of it counts as not scanned. */
const MOST_LEFT_OUT = 5

/** Thrown by the clock, and not seen outside. */
const NEEDS_ALARM = new Error('more steps than are safe without an alarm')

class RuleClock implements Status {
  left = 0
  #spent: Map<string, number> | undefined
  #rule = ''
  #since = 0

  begin(rule: CompiledRule): void {
    // The judge is our own code: it takes long where a text has many names and values, and comes to an end.
    if (this.#spent) this.#account(rule.kind === 'assignment' ? '' : rule.id)
    else if ((this.left -= rule.steps) < 0) throw NEEDS_ALARM
  }

  /** Takes the time of each rule. @returns what ends that, and gives the rule that took longest, with milliseconds */
  clock(): () => [rule: string, milliseconds: number] {
    const spent = (this.#spent = new Map())
    this.#rule = ''
    return () => {
      this.#account('')
      this.#spent = undefined
      return [...spent].reduce((most, each) => (each[1] > most[1] ? each : most), ['', 0])
    }
  }

  #account(next: string): void {
    const now = performance.now()
    if (this.#rule) this.#spent!.set(this.#rule, (this.#spent!.get(this.#rule) ?? 0) + now - this.#since)
    this.#rule = next
    this.#since = now
  }
}

/** Finds what `createMatcher` finds. @throws TooSlowError when `onTooSlow` is not given, or several rules are too slow */
export function createLimitedMatcher(compiled: CompiledRules, watch: Watch = unwatched): Matcher {
  const status = new RuleClock()
  const matcher = createMatcher(compiled, status, watch)
  return (bytes, options = {}) => {
    // Of a file of which little is new, little is read.
    if (bytes.length < ALARM_FROM || options.fresh) {
      status.left = UNWATCHED_STEPS
      try {
        return matcher(bytes, options)
      } catch (error) {
        if (error !== NEEDS_ALARM) throw error
      }
    }
    const without = (slow: Set<string>): Matcher => createMatcher(leavingOut(compiled, slow), status, watch)
    return withAlarm(matcher, without, status, bytes, options)
  }
}

/** Again without the rule that took the time, until the rest comes to an end. */
function withAlarm(
  matcher: Matcher,
  without: (slow: Set<string>) => Matcher,
  status: RuleClock,
  bytes: Uint8Array,
  options: MatcherOptions,
): Match[] {
  const limit = LIMIT_MS + (LIMIT_MS_PER_MB * bytes.length) / 2 ** 20
  const slow = new Set<string>()
  let active = matcher
  for (let patience = 0; ; ) {
    const slowest = status.clock()
    const began = { clock: performance.now(), processor: processorTime() }
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
      const share = Math.min(1, (processorTime() - began.processor) / (performance.now() - began.clock))
      if (milliseconds * share < limit) {
        if (patience++ < MOST_PATIENCE) continue
        throw tooSlow(rule)
      }
      slow.add(rule)
      if (!options.onTooSlow || slow.size > MOST_LEFT_OUT) throw tooSlow(rule)
      active = without(slow)
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

function leavingOut(compiled: CompiledRules, slow: Set<string>): CompiledRules {
  const { rules } = compiled
  const at = (index: number): CompiledRule | undefined => {
    const rule = rules.at(index)
    return rule && slow.has(rule.id) ? { ...rule, paths: NO_PATH } : rule
  }
  return { ...compiled, rules: { length: rules.length, at } }
}
