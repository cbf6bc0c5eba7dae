// A decision as an `allow` entry of the configuration: this rule in these files, with the reason.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readChain } from '../config.ts'
import { entriesFor } from '../filters/allowlist.ts'
import { pathFor } from '../pipeline.ts'
import { workTree } from '../policy-files.ts'
import { posix } from '../sources/tree.ts'
import type { Finding } from '../types.ts'
import { changeFile } from './change-file.ts'
import { withEntry } from './entry-text.ts'
import type { NewEntry } from './entry-text.ts'
import { DIVIDED } from './home.ts'
import type { Home, Reason, Situation } from './home.ts'

export const entryHome: Home = {
  key: 'a',
  name: 'allow entry',
  about: 'in the configuration: this rule in these files',
  reason: true,
  obstacle(situation) {
    const file = fileOf(situation)
    if (situation.group.policy.divided) return DIVIDED
    if (situation.group.findings.some((finding) => placeIn(file, situation, finding).startsWith('../')))
      return 'the configuration is about another directory'
    return changed(situation, { text: 'why' }) === undefined
      ? `${shown(file, situation)} has a layout that unleak does not write into`
      : undefined
  },
  async write(situation, reason) {
    const file = fileOf(situation)
    const text = changed(situation, reason)
    if (text === undefined) return { problem: `${file} was changed since` }
    const { rules, paths } = entryOf(situation, reason)
    const { chain } = situation.group.policy
    const before = new Set((await readChain(chain, workTree)).allow.map(({ place }) => place))
    const undo = changeFile(file, text)
    const config = await readChain(chain.length > 0 ? chain : [file], workTree)
    const added = config.allow.filter(({ place }) => !before.has(place))
    const covers = (finding: Finding): boolean =>
      entriesFor(added, {
        rule: finding.rule,
        path: pathFor(config, situation.base, finding.file),
        secret: finding.secret.reveal(),
      }).length > 0
    if (!situation.group.findings.every(covers)) {
      undo()
      return { problem: 'no pattern names this file; nothing was changed' }
    }
    return {
      told: [`${shown(file, situation)}: allow ${rules[0]} in ${paths.join(', ')}`],
      files: [file],
      undo,
      covers,
    }
  },
}

/** The nearest one of them all, else a new one. */
const fileOf = ({ base, group: { policy } }: Situation): string =>
  policy.chain.at(-1) ?? path.join(policy.config.directory ?? base, '.unleak.yml')

/** As the patterns of that configuration see it. */
const placeIn = (file: string, { base }: Situation, finding: Finding): string =>
  pathFor({ directory: path.dirname(file) }, base, finding.file)

const shown = (file: string, { base }: Situation): string => posix(path.relative(base, file))

function changed(situation: Situation, reason: Reason): string | undefined {
  const file = fileOf(situation)
  const name = path.basename(file)
  if (name.endsWith('.toml')) return undefined
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return withEntry(text, entryOf(situation, reason), name.endsWith('.json'), name === 'package.json' ? ['unleak'] : [])
}

function entryOf(situation: Situation, { text, until }: Reason): NewEntry {
  const { group } = situation
  const file = fileOf(situation)
  const paths = new Set(group.findings.map((finding) => placeIn(file, situation, finding)))
  return {
    rules: [group.findings[0].rule],
    // The slash: only this file, not each one of its name. The rest of a path may be special to a pattern.
    paths: [...paths].map((each) => `/${each.replace(/[*?[\]{}()!|\\]/g, String.raw`\$&`)}`),
    reason: text,
    ...(until ? { until } : {}),
  }
}
