// Our own rules within a budget of time: none may hang a scan, and what one is too slow for is told as not scanned.
import { createMatcher } from './detect/matcher.ts'
import type { Matcher, MatcherOptions } from './detect/matcher.ts'
import { unwatched } from './detect/watch.ts'
import type { Watch } from './detect/watch.ts'
import { TooSlowError } from './errors.ts'
import { withTimeLimit } from './time-limit.ts'
import type { CompiledRule, CompiledRules, Match } from './types.ts'

/**
 * Of regular expressions: V8 takes 2 to 4 ns for one. What may need more at one place is used with an alarm of its own, and to
 * set one takes a tenth of a millisecond, as long as a small file; for all else a look at the clock after so many is enough.
 */
const UNWATCHED_STEPS = 20_000_000
/** Alarms of their own in one text; if it needs more, one for all is less. */
const MOST_ALARMS = 8
/** For so many bytes at the most, and as many again for each that are more. */
const UNWATCHED_MS = 10
const UNWATCHED_BYTES = 65_536
/** Beside so many an alarm costs nothing, and to begin once more would cost a lot. */
const ALARM_FROM = 2 ** 20
/** For one rule and one text, however often it is used: with what runs before the alarm is set and until it rings, 100 ms at the most. */
const LIMIT_MS = 50
const LIMIT_MS_PER_MB = 1000
/** So much of its time counts for the judge: it is our own code, and a text full of secrets is no attack. */
const JUDGE_PART = 0.1
/** Of the time that all rules had: who took so much of it is the one that is slow. */
const MOST_OF_IT = 0.7
/** Where all rules together take longer than one may, or the machine is busy elsewhere, there is twice the time, and twice again. */
const MOST_PATIENCE = 6
/** Rules that are left out of one text before all of it counts as not scanned. */
const MOST_LEFT_OUT = 5

/** Milliseconds. `performance` would have to be loaded first, which takes a hook a millisecond. */
const steadyTime = (): number => Number(process.hrtime.bigint()) / 1e6

/** Thrown by the clock, and not seen outside: more steps than are safe without an alarm. */
class NeedsAlarmError extends Error {}

class RuleClock {
  /** Rules that are not used any more. */
  readonly slow = new Set<string>()
  /** Rules that need an alarm, as far as they were met. */
  readonly #dangerous = new Set<string>()
  #alarms = 0
  #left = 0
  #end = 0
  #limit = 0
  #spent: Map<string, number> | undefined
  #rule = ''
  #part = 1
  #since = 0

  /** @returns false for a slow one */
  begin(rule: CompiledRule): boolean {
    if (rule.steps > UNWATCHED_STEPS) this.#dangerous.add(rule.id)
    else if (!this.#spent && (this.#left -= rule.steps) < 0) this.#lookUp(rule)
    return this.#spent === undefined || this.#account(rule)
  }

  /** Put around each use of a rule's expression: of a dangerous one it takes no more time than is left without an alarm for all. */
  readonly guard: Watch = (rule, work) => {
    if (!this.#dangerous.has(rule)) return work
    return (...args) => {
      if (this.#spent) return work(...args)
      const left = this.#end - steadyTime()
      if (left < 1 || this.#alarms++ === MOST_ALARMS) throw new NeedsAlarmError()
      try {
        return withTimeLimit(
          left,
          () => rule,
          () => work(...args),
        )
      } catch (error) {
        throw error instanceof TooSlowError ? new NeedsAlarmError() : error
      }
    }
  }

  /** Without an alarm, which is asked for by an error. */
  startUnwatched(bytes: number): void {
    this.#left = UNWATCHED_STEPS
    this.#alarms = 0
    this.#end = steadyTime() + UNWATCHED_MS * Math.max(1, bytes / UNWATCHED_BYTES)
  }

  #lookUp({ steps }: CompiledRule): void {
    if (steadyTime() > this.#end) throw new NeedsAlarmError()
    this.#left = UNWATCHED_STEPS - steps
  }

  /**
   * Takes the time of each rule from now on, and throws when one has more than `limit` milliseconds.
   * @returns what ends that, and gives the rule that took longest, with its milliseconds
   */
  start(limit: number): () => [rule: string, milliseconds: number] {
    const spent = (this.#spent = new Map())
    this.#limit = limit
    this.#rule = ''
    return () => {
      this.#stop()
      this.#spent = undefined
      return [...spent].reduce((most, each) => (each[1] > most[1] ? each : most), ['', 0])
    }
  }

  #account({ id, kind }: CompiledRule): boolean {
    if (this.#stop() > this.#limit) throw tooSlow(this.#rule)
    this.#rule = id
    this.#part = kind === 'assignment' ? JUDGE_PART : 1
    return !this.slow.has(id)
  }

  /** @returns the milliseconds of the rule that was at work */
  #stop(): number {
    const now = steadyTime()
    const sum = (this.#spent!.get(this.#rule) ?? 0) + (this.#rule ? (now - this.#since) * this.#part : 0)
    this.#spent!.set(this.#rule, sum)
    this.#since = now
    return sum
  }
}

/** Finds what `createMatcher` finds. @throws TooSlowError when `onTooSlow` is not given, or several rules are too slow */
export function createLimitedMatcher(compiled: CompiledRules, watch: Watch = unwatched): Matcher {
  const clock = new RuleClock()
  const guarded: Watch = (rule, work) => clock.guard(rule, watch(rule, work))
  const matcher = createMatcher(compiled, (rule) => clock.begin(rule), guarded)
  return (bytes, options = {}) => {
    // Of a file of which little is new, little is read.
    if (bytes.length < ALARM_FROM || options.fresh) {
      clock.startUnwatched(bytes.length)
      try {
        return matcher(bytes, options)
      } catch (error) {
        if (!(error instanceof NeedsAlarmError)) throw error
      }
    }
    return withAlarm(matcher, clock, bytes, options)
  }
}

/** Again without the rule that took the time, until the rest comes to an end. */
function withAlarm(matcher: Matcher, clock: RuleClock, bytes: Uint8Array, options: MatcherOptions): Match[] {
  const limit = Math.max(LIMIT_MS, (LIMIT_MS_PER_MB * bytes.length) / 2 ** 20)
  clock.slow.clear()
  for (let patience = 0; ; ) {
    const allowed = limit * 2 ** patience
    const slowest = clock.start(allowed)
    const began = { clock: steadyTime(), processor: processorTime() }
    try {
      const matches = withTimeLimit(
        allowed,
        () => 'all',
        () => matcher(bytes, options),
      )
      slowest()
      for (const rule of clock.slow) options.onTooSlow?.(tooSlow(rule).message)
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
      clock.slow.add(rule)
      if (!options.onTooSlow || clock.slow.size > MOST_LEFT_OUT) throw tooSlow(rule)
    }
  }
}

const tooSlow = (rule: string): TooSlowError => new TooSlowError(rule ? `rule ${rule}` : 'the search for keywords')

/** Milliseconds; of this thread alone where Node can tell. */
function processorTime(): number {
  const { threadCpuUsage = process.cpuUsage } = process as { threadCpuUsage?: () => NodeJS.CpuUsage }
  const { user, system } = threadCpuUsage()
  return (user + system) / 1000
}
