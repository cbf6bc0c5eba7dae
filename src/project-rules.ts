// The rules that a project adds or changes, as one more matcher beside that of ours: a commit waits for the compilation of these few only.
import type { ScanConfig } from './config.ts'
import { createMatcher } from './detect/matcher.ts'
import type { Matcher } from './detect/matcher.ts'
import type { Watch } from './detect/watch.ts'
import { TooSlowError, UserError } from './errors.ts'
import { activeRules } from './resolve-rules.ts'
import { compileRules, RuleError } from './rules/compile.ts'
import type { FreshRules } from './rules/compile.ts'
import type { RulePlace, RuleProblem } from './rules/problem.ts'
import { problemsTogether } from './rules/together.ts'
import { withTimeLimit } from './time-limit.ts'
import type { Rule } from './types.ts'

/** For one file: our own rules are proved to be linear, a project's may not be. */
const LIMIT_MS = 1000
const LIMIT_MS_PER_MB = 1000
/** With so many files the rule is at fault, not a file: a commit of a hundred files must not wait for each. */
const MOST_INTERRUPTED = 3

type ProjectRules = NonNullable<ScanConfig['rules']>

/** @throws UserError config, with the line, the rule and the reason */
export function compileProjectRules(rules: ProjectRules): FreshRules {
  const all = activeRules({ rules })
  const [problem] = problemsTogether(all)
  if (problem) throw asConfigError(problem, rules.place)
  try {
    return compileRules(all.filter(isOf(rules)))
  } catch (error) {
    if (error instanceof RuleError) throw asConfigError(error, rules.place)
    throw error
  }
}

const isOf =
  ({ change, add }: ProjectRules) =>
  (rule: Rule): boolean =>
    Object.hasOwn(change, rule.id) || add.includes(rule)

const asConfigError = (problem: RuleProblem, place: RulePlace): UserError =>
  new UserError('config', place(problem), `rule ${problem.id}, ${problem.key}: ${problem.message}`)

/** What both find, ordered as a matcher's matches are; of a changed rule only the changed form. */
export function withProjectRules(ours: Matcher, compiled: FreshRules, rules: ProjectRules, watch: Watch): Matcher {
  const theirs = limited(compiled, rules.place, watch)
  return (bytes, options) => {
    const matches = ours(bytes, options).filter(({ rule }) => !Object.hasOwn(rules.change, rule.id))
    return [...matches, ...theirs(bytes, options)].toSorted(
      (a, b) => a.secretStart - b.secretStart || b.secretEnd - a.secretEnd,
    )
  }
}

/** @throws TooSlowError for a file where nobody is told otherwise, and UserError config when there are too many of them */
function limited(compiled: FreshRules, placeOf: RulePlace, watch: Watch): Matcher {
  let rule = ''
  const matcher = createMatcher(
    compiled,
    ({ id }) => {
      rule = id
      return true
    },
    watch,
  )
  const place = (): string => placeOf({ id: rule, key: 'pattern' })
  let interrupted = 0
  return (bytes, options) => {
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
