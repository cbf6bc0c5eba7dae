// The rules that a project adds or changes, as one more matcher beside that of ours: a commit waits for the compilation of these few only.
import type { ScanConfig } from './config.ts'
import { createMatcher } from './detect/matcher.ts'
import type { Matcher } from './detect/matcher.ts'
import type { Watch } from './detect/watch.ts'
import { TooSlowError, UserError } from './errors.ts'
import { placeIn } from './rules/problem.ts'
import type { RulePlaces } from './rules/problem.ts'
import { withTimeLimit } from './time-limit.ts'
import type { CompiledRules } from './types.ts'

/** For one file: our own rules are proved to be linear, a project's may not be. */
const LIMIT_MS = 1000
const LIMIT_MS_PER_MB = 1000
/** With so many files the rule is at fault, not a file: a commit of a hundred files must not wait for each. */
const MOST_INTERRUPTED = 3

export type ProjectRules = NonNullable<ScanConfig['rules']>

/** Thrown by a rule that is about to be used without an alarm, and not seen outside. */
const NEEDS_ALARM = new Error('a rule of the project was met')

/** What both find, ordered as a matcher's matches are; of a changed rule only the changed form. */
export function withProjectRules(ours: Matcher, compiled: CompiledRules, rules: ProjectRules, watch: Watch): Matcher {
  const theirs = limited(compiled, rules.places, watch)
  return (bytes, options) => {
    const matches = ours(bytes, options).filter(({ rule }) => !Object.hasOwn(rules.change, rule.id))
    return [...matches, ...theirs(bytes, options)].toSorted(
      (a, b) => a.secretStart - b.secretStart || b.secretEnd - a.secretEnd,
    )
  }
}

/** @throws TooSlowError for a file where nobody is told otherwise, and UserError config when there are too many of them */
function limited(compiled: CompiledRules, places: RulePlaces, watch: Watch): Matcher {
  let rule = ''
  let alarmed = false
  const begin = ({ id }: { id: string }): boolean => {
    if (!alarmed) throw NEEDS_ALARM
    rule = id
    return true
  }
  const matcher = createMatcher(compiled, begin, watch)
  const place = (): string => placeIn(places)({ id: rule, key: 'pattern' })
  let interrupted = 0
  return (bytes, options) => {
    // An alarm takes longer than the scan of a small file, and most files meet none of these rules. Path patterns of theirs are not announced.
    alarmed = compiled.files.length > 0
    try {
      if (!alarmed) return matcher(bytes, options)
    } catch (error) {
      if (error !== NEEDS_ALARM) throw error
      alarmed = true
    }
    try {
      return withTimeLimit(
        LIMIT_MS + (LIMIT_MS_PER_MB * bytes.length) / 2 ** 20,
        () => `rule ${rule} (${place()})`,
        () => matcher(bytes, options),
      )
    } catch (error) {
      if (!(error instanceof TooSlowError)) throw error
      if (++interrupted < MOST_INTERRUPTED) {
        if (!options?.onTooSlow) throw error
        // What our rules find is told all the same.
        options.onTooSlow(error.message)
        return []
      }
      throw new UserError(
        'config',
        place(),
        `rule ${rule} takes too long, on ${MOST_INTERRUPTED} files now; the scan is broken off`,
      )
    }
  }
}
