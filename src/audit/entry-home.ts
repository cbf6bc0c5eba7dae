// A decision as an `allow` entry of the configuration: this rule in these files, with the reason.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { findConfig, loadConfig } from '../config.ts'
import { entriesFor } from '../filters/allowlist.ts'
import { pathFor } from '../pipeline.ts'
import type { Finding } from '../types.ts'
import { changeFile } from './change-file.ts'
import { withEntry } from './entry-text.ts'
import type { NewEntry } from './entry-text.ts'
import type { Home, Reason, Situation } from './home.ts'

export const entryHome: Home = {
  key: 'a',
  name: 'allow entry',
  about: 'in the configuration: this rule in these files',
  reason: true,
  obstacle(situation) {
    const file = fileOf(situation)
    if (
      situation.group.findings.some(({ file: at }) => pathFor(situation.config, situation.base, at).startsWith('../'))
    )
      return 'the configuration is about another directory'
    return changed(situation, { text: 'why' }) === undefined
      ? `${path.basename(file)} has a layout that unleak does not write into`
      : undefined
  },
  async write(situation, reason) {
    const file = fileOf(situation)
    const text = changed(situation, reason)
    if (text === undefined) return { problem: `${file} was changed since` }
    const { rules, paths } = entryOf(situation, reason)
    const undo = changeFile(file, text)
    const { allow } = await loadConfig(situation.base)
    const covers = ({ rule, file: at, secret }: Finding): boolean =>
      entriesFor(allow.slice(-1), {
        rule,
        path: pathFor(situation.config, situation.base, at),
        secret: secret.reveal(),
      }).length > 0
    if (!situation.group.findings.every(covers)) {
      undo()
      return { problem: 'no pattern names this file; nothing was changed' }
    }
    return { told: [`${path.basename(file)}: allow ${rules[0]} in ${paths.join(', ')}`], files: [file], undo, covers }
  },
}

const fileOf = ({ base, config }: Situation): string =>
  findConfig(config.directory ?? base) ?? path.join(config.directory ?? base, '.unleak.yml')

function changed(situation: Situation, reason: Reason): string | undefined {
  const file = fileOf(situation)
  const name = path.basename(file)
  if (name.endsWith('.toml')) return undefined
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  return withEntry(text, entryOf(situation, reason), name.endsWith('.json'), name === 'package.json' ? ['unleak'] : [])
}

function entryOf({ group, config, base }: Situation, { text, until }: Reason): NewEntry {
  const paths = new Set(group.findings.map((finding) => pathFor(config, base, finding.file)))
  return {
    rules: [group.findings[0].rule],
    // The slash: only this file, not each one of its name. The rest of a path may be special to a pattern.
    paths: [...paths].map((each) => `/${each.replace(/[*?[\]{}()!|\\]/g, String.raw`\$&`)}`),
    reason: text,
    ...(until ? { until } : {}),
  }
}
