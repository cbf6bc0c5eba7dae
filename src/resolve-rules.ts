// The rules of a scan, ready to match: the built ones, or, when the configuration adds or changes some, a fresh compilation.
import type { ScanConfig } from './config.ts'
import { findBurned } from './known/burned-file.ts'
import { createMatcher } from './detect/matcher.ts'
import type { Matcher } from './detect/matcher.ts'
import { loadRules, loadRuleTexts } from './rules-file.ts'
import type { CompiledRules, Rule } from './types.ts'

/** For one file: our own rules are proved to be linear, a project's may not be. */
const LIMIT_MS = 1000
const LIMIT_MS_PER_MB = 1000

/**
 * @param base the directory that is scanned: its project's burned list is looked for there and above.
 * @throws UserError config, when a rule of the configuration or the burned list is wrong
 */
export async function resolveMatcher(config: ScanConfig, base: string): Promise<Matcher> {
  const burned = findBurned(base)
  const compiled = config.rules
    ? (await import('./rules/compile-user.ts')).compileForConfig(activeRules(config))
    : loadRules()
  const matcher = config.rules ? await limited(compiled) : createMatcher(compiled)
  if (burned === undefined) return matcher
  const [{ readBurned }, { findBurnedValues, withKnown }] = await Promise.all([
    import('./known/burned.ts'),
    import('./known/matcher.ts'),
  ])
  return withKnown(matcher, findBurnedValues(readBurned(burned)), compiled)
}

async function limited(compiled: CompiledRules): Promise<Matcher> {
  const { withTimeLimit } = await import('./time-limit.ts')
  const status = { rule: '' }
  const matcher = createMatcher(compiled, status)
  return (bytes, options) =>
    withTimeLimit(
      LIMIT_MS + (LIMIT_MS_PER_MB * bytes.length) / 2 ** 20,
      () => `rule ${status.rule}`,
      () => matcher(bytes, options),
    )
}

/** The whole texts of all rules of a scan, ours and the project's. */
export function activeRules({ rules }: ScanConfig): Rule[] {
  const own = loadRuleTexts().map((rule) => ({ ...rule, ...rules?.change[rule.id] }))
  return [...own, ...(rules?.add ?? [])]
}
