// The rules of a scan, ready to match: the built ones, those of the configuration, and values that are known.
import type { ScanConfig } from './config.ts'
import path from 'node:path'
import { userConfig } from './known/user-config.ts'
import { findKnownValues } from './known/known-values.ts'
import type { KnownOptions, OtherValues } from './known/known-values.ts'
import { withKnown } from './known/matcher.ts'
import type { FindKnown } from './known/matcher.ts'
import { BURNED_FILE, findBurned } from './known/burned-file.ts'
import { directoriesAbove, rulesOf } from './config.ts'
import type { Lookup } from './config.ts'
import type { Matcher } from './detect/matcher.ts'
import { unwatched } from './detect/watch.ts'
import type { Watch } from './detect/watch.ts'
import { createLimitedMatcher } from './limited-matcher.ts'
import { withProjectRules } from './project-rules.ts'
import type { ProjectRules } from './project-rules.ts'
import { remembered } from './remembered.ts'
import { loadRules, loadRuleTexts, packRules, unpackRules } from './rules-file.ts'
import type { RuleTables } from './rules-file.ts'
import type { CompiledRule, Indexed, Rule } from './types.ts'

/** Where known secrets are looked for. */
export type KnownScope = Pick<KnownOptions, 'paths' | 'namesIn' | 'explain'>

/**
 * @param base the directory that is scanned: its project's burned list is looked for there and above.
 * @param known given: values of the project's private settings are looked for.
 * @param policy given with files: their burned list counts besides the one of the work tree; with a watch, rules are measured.
 * @throws UserError config, when a rule of the configuration or the burned list is wrong
 */
export async function resolveMatcher(
  config: ScanConfig,
  base: string,
  known?: KnownScope,
  policy: Lookup & { watch?: Watch | undefined } = {},
): Promise<Matcher> {
  const { watch = unwatched } = policy
  const built = loadRules()
  let { rules } = built
  let matcher = createLimitedMatcher(built, watch)
  if (config.rules) {
    const compiled = { ...(await projectRules(config.rules)), model: built.model }
    matcher = withProjectRules(matcher, compiled, config.rules, watch)
    rules = inTurn(compiled.rules, rules)
  }
  const finders: FindKnown[] = []
  const burned = findBurned(base)
  const kept = policy.files && burnedIn(base, policy)
  if (burned !== undefined || kept !== undefined) {
    const [{ readBurned }, { findBurnedValues }] = await Promise.all([
      import('./known/burned.ts'),
      import('./known/burned-values.ts'),
    ])
    for (const [file, files] of [[burned, undefined] as const, [kept, policy.files] as const])
      if (file !== undefined) finders.push(watch('burned-secret', findBurnedValues(readBurned(file, files))))
  }
  if (known && !config.disabled?.has('known-secret')) {
    const others = await otherValues(config)
    finders.push(watch('known-secret', findKnownValues({ ...known, root: base, others })))
  }
  return finders.reduce((matching, find) => withKnown(matching, find, rules), withClock(matcher))
}

/** Compiled when they are new, or this build is. */
async function projectRules(rules: ProjectRules): Promise<RuleTables> {
  const packed = await remembered('rules', rulesOf({ rules }), async () => {
    const { compileProjectRules } = await import('./compile-project-rules.ts')
    return packRules(compileProjectRules(rules))
  })
  return unpackRules(packed)
}

const burnedIn = (base: string, { top, files }: Lookup): string | undefined =>
  directoriesAbove(base, { top, files })
    .map((directory) => path.join(directory, BURNED_FILE))
    .findLast((file) => files?.exists(file))
/** Those of the project come first: a changed rule is meant, not what it was. */
const inTurn = (first: Indexed<CompiledRule>, second: Indexed<CompiledRule>): Indexed<CompiledRule> => ({
  length: first.length + second.length,
  at: (index) => (index < first.length ? first.at(index) : second.at(index - first.length)),
})

/** What `.env*` files do not tell. Reading it loads parsers. */
async function otherValues({ directory, knownFiles = [] }: ScanConfig): Promise<OtherValues[]> {
  const user = userConfig()
  if (user === undefined && knownFiles.length === 0) return []
  const { fileValues, readUserValues } = await import('./known/other-values.ts')
  const own = knownFiles.map((file) => fileValues(file, path.relative(directory!, file)))
  return [...own, ...(user === undefined ? [] : await readUserValues(user))]
}

/** The engine has no clock of its own. */
const withClock =
  (matcher: Matcher): Matcher =>
  (bytes, options) =>
    matcher(bytes, { now: Date.now() / 1000, ...options })

/** The whole texts of all rules of a scan, ours and the project's. */
export function activeRules({ rules }: Pick<ScanConfig, 'rules'>): Rule[] {
  const own = loadRuleTexts().map((rule) => ({ ...rule, ...rules?.change[rule.id] }))
  return [...own, ...(rules?.add ?? [])]
}
