// `docker run --env-file`: all that stands behind `=` is the value, quotes and comments too.
// https://github.com/docker/cli/blob/master/pkg/kvfile/kvfile.go
import type { Reader, ReadValue } from '../reader.ts'
import { FormatError } from '../format-error.ts'

/** Bytes: the longest line that it reads. */
const LONGEST_LINE = 64 * 1024

export const reader: Reader = {
  describe: '`docker run --env-file`',
  read(text) {
    const found = new Map<string, ReadValue>()
    for (const [index, line] of text
      .replace(/^\uFEFF/, '')
      .split('\n')
      .entries()) {
      if (line.length * 3 >= LONGEST_LINE && Buffer.byteLength(line) >= LONGEST_LINE)
        throw new FormatError('a line of 64 KB or more stops it', index + 1)
      const content = line.replace(/\r$/, '').replace(/^[\s\u0085]+/, '')
      if (content === '' || content.startsWith('#')) continue
      const sign = content.indexOf('=')
      const key = sign === -1 ? content : content.slice(0, sign)
      if (key === '' || /[ \t]/.test(key))
        throw new FormatError('a name that is empty or has a space stops it', index + 1)
      // A name alone is taken from the environment.
      if (sign !== -1) found.set(key, { value: content.slice(sign + 1) })
    }
    return found
  },
}
