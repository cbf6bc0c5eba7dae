// Talisman: ignored files and patterns of .talismanrc. https://github.com/thoughtworks/talisman#ignoring-files
import { parse } from 'yaml'
import { fromForeign, withoutFlag } from '../expression.ts'
import { firstFile, objectsOf, textsOf } from '../files.ts'
import { attempt, empty } from '../peer.ts'
import type { Peer } from '../peer.ts'

export const peer: Peer = {
  name: 'Talisman',
  home: 'https://github.com/thoughtworks/talisman',
  read(root) {
    const file = firstFile(root, ['.talismanrc'])
    if (!file) return Promise.resolve([])
    const carried = empty(file.name)
    const config = (parse(file.text) ?? {}) as Record<string, unknown>
    const values = (list: unknown, paths?: string[]): void => {
      for (const text of textsOf(list))
        attempt(carried, `allowed pattern "${text}"`, () =>
          carried.allow.push({
            ...(paths ? { paths } : {}),
            values: [withoutFlag(fromForeign(text))],
            reason: `from ${file.name}: an allowed pattern`,
          }),
        )
    }
    for (const entry of objectsOf(config['fileignoreconfig'])) {
      const name = String(entry['filename'])
      values(entry['allowed_patterns'], [name.includes('/') ? name : `/${name}`])
      const detectors = textsOf(entry['ignore_detectors'])
      // A checksum means: as the file is now. So what is in it now goes to the baseline, and new secrets in it are found.
      if (entry['checksum'] !== undefined || detectors.includes('filecontent'))
        carried.known.push({ label: name, isIt: ({ file: at }) => at === name })
      else
        carried.lost.push(
          `${name}: only its ${detectors.join(' and ') || 'name'} was ignored, which unleak does not judge`,
        )
    }
    for (const { scope } of objectsOf(config['scopeconfig']))
      carried.lost.push(`scope ${String(scope)}: unleak knows lock files by itself`)
    values(config['allowed_patterns'])
    for (const [index, expression] of textsOf(config['custom_patterns']).entries())
      carried.rules.push({ name: `talisman ${index + 1}`, expression, keywords: [] })
    if (config['threshold'] !== undefined)
      carried.lost.push(`threshold ${String(config['threshold'])}: unleak reports by confidence, see minConfidence`)
    if (config['custom_severities'] !== undefined) carried.lost.push('custom_severities: use rules.change')
    return Promise.resolve([carried])
  },
}
