// detect-secrets: known findings (by SHA-1 of the secret) and exclusions of .secrets.baseline. https://github.com/Yelp/detect-secrets
import { fromForeign, withoutFlag } from '../expression.ts'
import { firstFile, objectsOf, textsOf } from '../files.ts'
import { globsOf } from '../globs.ts'
import { attempt, empty } from '../peer.ts'
import type { Carried, Peer } from '../peer.ts'

interface Baseline {
  results?: Record<string, unknown>
  filters_used?: unknown
  /** Of versions before 1.0. */
  exclude?: { files?: unknown; lines?: unknown }
}

export const peer: Peer = {
  name: 'detect-secrets',
  home: 'https://github.com/Yelp/detect-secrets',
  read(root) {
    const file = firstFile(root, ['.secrets.baseline'])
    if (!file) return Promise.resolve([])
    const carried = empty(file.name)
    const baseline = JSON.parse(file.text.replace(/^\uFEFF/, '')) as Baseline
    for (const [name, list] of Object.entries(baseline.results ?? {})) {
      for (const { hashed_secret: hash, line_number: line, type } of objectsOf(list))
        carried.known.push({
          label: `${name}:${String(line)} (${String(type)})`,
          isIt: ({ file: at }, sha1) => at === name.replaceAll('\\', '/') && sha1 === hash,
        })
    }
    for (const filter of objectsOf(baseline.filters_used))
      carryFilter(carried, String(filter['path']), textsOf([filter['pattern']].flat()))
    carryFilter(carried, 'should_exclude_file', textsOf([baseline.exclude?.files]))
    carryFilter(carried, 'should_exclude_line', textsOf([baseline.exclude?.lines]))
    return Promise.resolve([carried])
  },
}

function carryFilter(carried: Carried, filter: string, patterns: string[]): void {
  const reason = `from ${carried.from}: excluded there`
  for (const pattern of patterns) {
    const what = `"${pattern}" of ${filter.replace(/^.*\./, '')}`
    if (filter.endsWith('should_exclude_file'))
      attempt(carried, what, () => carried.allow.push({ paths: globsOf(pattern), reason }))
    else if (filter.endsWith('should_exclude_secret'))
      attempt(carried, what, () => carried.allow.push({ values: [withoutFlag(fromForeign(pattern))], reason }))
    else carried.lost.push(`${what}: it is about a whole line, ours are tried on the secret`)
  }
}
