// The rules of a scan: the built ones, or, when the configuration adds or changes some, a fresh compilation.
import type { ScanConfig } from './config.ts'
import { loadRules, loadRuleTexts } from './rules-file.ts'
import type { CompiledRules, Rule } from './types.ts'

/** @throws UserError config, when a rule of the configuration is wrong */
export async function resolveRules(config: ScanConfig): Promise<CompiledRules> {
  if (!config.rules) return loadRules()
  const { compileForConfig } = await import('./rules/compile-user.ts')
  return compileForConfig(activeRules(config))
}

/** The whole texts of all rules of a scan, ours and the project's. */
export function activeRules({ rules }: ScanConfig): Rule[] {
  const own = loadRuleTexts().map((rule) => ({ ...rule, ...rules?.change[rule.id] }))
  return [...own, ...(rules?.add ?? [])]
}
