// The rules of a scan, ready to match: the built ones, or, when the configuration adds or changes some, a fresh compilation.
import type { ScanConfig } from './config.ts'
import { createMatcher } from './detect/matcher.ts'
import type { Matcher } from './detect/matcher.ts'
import { loadRules, loadRuleTexts } from './rules-file.ts'
import type { Rule } from './types.ts'

/** For one file: our own rules are proved to be linear, a project's may not be. */
const LIMIT_MS = 1000
const LIMIT_MS_PER_MB = 1000

/** @throws UserError config, when a rule of the configuration is wrong */
export async function resolveMatcher(config: ScanConfig): Promise<Matcher> {
  if (!config.rules) return withClock(createMatcher(loadRules()))
  const { compileForConfig } = await import('./rules/compile-user.ts')
  const { withTimeLimit } = await import('./time-limit.ts')
  const status = { rule: '' }
  const matcher = withClock(createMatcher(compileForConfig(activeRules(config)), status))
  return (bytes, options) =>
    withTimeLimit(
      LIMIT_MS + (LIMIT_MS_PER_MB * bytes.length) / 2 ** 20,
      () => `rule ${status.rule}`,
      () => matcher(bytes, options),
    )
}

/** The engine has no clock of its own. */
const withClock =
  (matcher: Matcher): Matcher =>
  (bytes, options) =>
    matcher(bytes, { now: Date.now() / 1000, ...options })

/** The whole texts of all rules of a scan, ours and the project's. */
export function activeRules({ rules }: ScanConfig): Rule[] {
  const own = loadRuleTexts().map((rule) => ({ ...rule, ...rules?.change[rule.id] }))
  return [...own, ...(rules?.add ?? [])]
}
