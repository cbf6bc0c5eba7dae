// A value in a JSON file of secrets, however deep: `secrets.json:database.password`.
import path from 'node:path'
import { UserError } from '../../errors.ts'
import { formats } from '../../formats/kinds/index.ts'
import { rewrite } from '../../formats/rewrite.ts'
import type { Entry } from '../../formats/contract.ts'
import { fileItem } from '../file-item.ts'
import type { Store } from '../store.ts'

const format = formats['json']!

export const store: Store = {
  describe: 'FILE.json:KEY.KEY in JSON files',
  open(reference, cwd) {
    const [, name, key] = /^([^:]+\.jsonc?):([^:]+)$/.exec(reference) ?? []
    if (name === undefined || key === undefined) return undefined
    const find = (text: string): Entry | undefined =>
      text === '' ? undefined : format.entries(text).find((entry) => entry.key.join('.') === key)
    return fileItem(path.resolve(cwd, name), {
      read: (text) => find(text)?.value,
      write(text, value) {
        const entry = find(text)
        if (!entry) throw new UserError('store', name, `it has no ${key}; add it with an empty string`)
        return rewrite(format, text, [{ entry, value }])
      },
    })
  },
}
