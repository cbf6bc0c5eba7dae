// gitleaks: findings by place in .gitleaksignore, `commit:file:rule:line` or `file:rule:line`.
import { firstFile } from '../files.ts'
import { empty } from '../peer.ts'
import type { Peer } from '../peer.ts'

export const peer: Peer = {
  name: 'gitleaks',
  home: 'https://github.com/gitleaks/gitleaks',
  read(root) {
    const file = firstFile(root, ['.gitleaksignore', '.betterleaksignore'])
    if (!file) return Promise.resolve([])
    const carried = empty(file.name)
    const lines = file.text.split(/\r?\n/).map((line) => line.replace(/\s+#.*$/, '').trim())
    for (const line of lines) {
      if (line === '' || line.startsWith('#')) continue
      const found = /^(?:[0-9a-f]{7,64}:)?(.+):([\w.-]+):(\d+)$/.exec(line)
      if (!found) carried.lost.push(`"${line}": it names no file, rule and line`)
      else
        carried.known.push({
          label: line,
          isIt: ({ file: at, line: number }) => at === found[1] && number === Number(found[3]),
        })
    }
    return Promise.resolve([carried])
  },
}
