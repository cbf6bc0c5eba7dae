// gitleaks: allowlists, disabled rules and rules of .gitleaks.toml. https://github.com/gitleaks/gitleaks#configuration
import { parse } from 'smol-toml'
import { loadRuleTexts } from '../../rules-file.ts'
import { anyCase, fromForeign, withoutFlag } from '../expression.ts'
import { firstFile, listOf, objectsOf, textsOf } from '../files.ts'
import { globsOf } from '../globs.ts'
import { attempt, empty } from '../peer.ts'
import type { AllowInput, Carried, Peer } from '../peer.ts'

type Table = Record<string, unknown>

/** Their catch-all has another name than ours. */
const SAME: Record<string, string> = { 'generic-api-key': 'generic-secret' }

export const peer: Peer = {
  name: 'gitleaks',
  home: 'https://github.com/gitleaks/gitleaks',
  read(root) {
    const file = firstFile(root, ['.gitleaks.toml', 'gitleaks.toml', '.betterleaks.toml'])
    if (!file) return Promise.resolve([])
    const config: Table = parse(file.text)
    const carried = empty(file.name)
    const known = new Set(loadRuleTexts().map(({ id }) => id))
    const extend = (config['extend'] ?? {}) as Table
    for (const id of textsOf(extend['disabledRules'])) {
      const own = SAME[id] ?? id
      if (known.has(own)) carried.disable.push(own)
      else carried.lost.push(`disabled rule ${id}: unleak has no rule of that name, so it may find less or more`)
    }
    for (const key of ['path', 'url'])
      if (extend[key]) carried.lost.push(`extend.${key} = "${String(extend[key])}": it is not read`)
    for (const allowlist of allowlistsOf(config)) {
      const targets = textsOf(allowlist['targetRules']).map((id) => SAME[id] ?? id)
      carryAllowlist(carried, allowlist, targets.length > 0 ? targets : undefined, known)
    }
    for (const rule of objectsOf(config['rules'])) carryRule(carried, rule, known)
    return Promise.resolve([carried])
  },
}

/** `[allowlist]` is the older form of `[[allowlists]]`. */
const allowlistsOf = (table: Table): Table[] => [
  ...objectsOf([table['allowlist']].flat()),
  ...objectsOf(table['allowlists']),
]

function carryRule(carried: Carried, rule: Table, known: Set<string>): void {
  const id = String(rule['id'] ?? 'a rule without id')
  const own = SAME[id] ?? id
  const isOurs = known.has(own)
  // A rule that we have as well is replaced there only in part: its allowlists count, its expression is ours.
  if (typeof rule['regex'] === 'string' && !isOurs) {
    const group = typeof rule['secretGroup'] === 'number' ? rule['secretGroup'] : undefined
    carried.rules.push({ name: id, expression: rule['regex'], keywords: textsOf(rule['keywords']), group })
    if (rule['path'] !== undefined) carried.lost.push(`rule ${id}: its path; the rule looks at every file`)
    if (rule['entropy'] !== undefined)
      carried.lost.push(`rule ${id}: its entropy; set "entropy" of the new rule by hand`)
  } else if (!isOurs) carried.lost.push(`rule ${id}: it has no expression`)
  else if (rule['regex'] !== undefined) carried.lost.push(`rule ${id}: unleak has its own of that name`)
  const target = isOurs ? own : `carried-${id.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`
  for (const allowlist of allowlistsOf(rule)) carryAllowlist(carried, allowlist, [target], new Set([...known, target]))
}

function carryAllowlist(carried: Carried, list: Table, targets: string[] | undefined, known: Set<string>): void {
  const rules = targets?.filter((id) => known.has(id))
  if (rules && rules.length < targets!.length)
    carried.lost.push(`allowlist for ${targets!.filter((id) => !known.has(id)).join(', ')}: unleak has no such rule`)
  if (rules?.length === 0) return
  const about = typeof list['description'] === 'string' && list['description'] !== '' ? `: ${list['description']}` : ''
  const base = { ...(rules ? { rules } : {}), reason: `from ${carried.from}${about}`.replaceAll(/\s+/g, ' ') }
  const paths: string[] = []
  const values: string[] = []
  const before = carried.lost.length
  for (const text of textsOf(list['paths']))
    attempt(carried, `allowed path "${text}"`, () => paths.push(...globsOf(text)))
  const target = list['regexTarget']
  for (const text of textsOf(list['regexes'])) {
    if (target === 'line' || target === 'match')
      carried.lost.push(`allowed expression "${text}": it is about the ${target}, ours are tried on the secret`)
    else attempt(carried, `allowed expression "${text}"`, () => values.push(withoutFlag(fromForeign(text))))
  }
  values.push(...textsOf(list['stopwords']).map(anyCase))
  if (listOf(list['commits']).length > 0) carried.lost.push('allowed commits: use a baseline, "unleak baseline"')
  const isAnd = String(list['condition'] ?? '').toUpperCase() === 'AND'
  // With a part lost, what is left of an AND would allow more than it did.
  if (isAnd && carried.lost.length > before) return
  const entries: AllowInput[] = isAnd
    ? [{ ...base, ...(paths.length > 0 ? { paths } : {}), ...(values.length > 0 ? { values } : {}) }]
    : [...(paths.length > 0 ? [{ ...base, paths }] : []), ...(values.length > 0 ? [{ ...base, values }] : [])]
  carried.allow.push(...entries.filter((entry) => entry.paths ?? entry.values))
}
