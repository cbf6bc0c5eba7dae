// python-decouple: a line is cut at its first `=`, and quotes around the whole value are taken off; nothing else is done.
// https://github.com/HBNetwork/python-decouple/blob/v3.8/decouple.py, RepositoryEnv
import type { Reader, ReadValue } from '../reader.ts'
import { stripped } from '../dotenv/python-text.ts'

export const reader: Reader = {
  describe: 'python-decouple',
  read(text) {
    const found = new Map<string, ReadValue>()
    for (const row of text.split(/\r\n?|\n/)) {
      const line = stripped(row)
      const sign = line.indexOf('=')
      if (line.startsWith('#') || sign === -1) continue
      const value = stripped(line.slice(sign + 1))
      const quoted = value.length > 1 && /^['"]/.test(value) && value.at(-1) === value[0]
      found.set(stripped(line.slice(0, sign)), { value: quoted ? value.slice(1, -1) : value })
    }
    return found
  },
}
