// `.env`, or several that lie over each other: `.env,.env.local:KEY`. As python-dotenv and Vite load them, the last one wins.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { append } from '../../formats/dotenv/append.ts'
import { formats } from '../../formats/kinds/index.ts'
import { rewriteEnv } from '../../formats/rewrite-env.ts'
import { fileItem } from '../file-item.ts'
import type { Content } from '../file-item.ts'
import type { Store } from '../store.ts'

const NAME = /(?:^|\/)(?:\.env(?:\.[\w-]+)*|[\w.-]+\.env)$/
const format = formats['dotenv']!

const last = (text: string, key: string): ReturnType<typeof format.entries>[number] | undefined =>
  format.entries(text).findLast((entry) => entry.key[0] === key)

const contentOf = (key: string, readers: () => Promise<string[]>): Content => ({
  read: (text) => last(text, key)?.value,
  async write(text, value) {
    const entry = last(text, key)
    return entry ? rewriteEnv(text, [{ entry, value }], await readers()) : append(text, key, value, await readers())
  },
})

export const store: Store = {
  describe: 'FILE:KEY in .env files; FILE,FILE:KEY when they lie over each other',
  open(reference, cwd, readers) {
    const [, names, key] = /^([^:]+):([A-Za-z_]\w*)$/.exec(reference) ?? []
    const files = names?.split(',') ?? []
    if (key === undefined || !files.every((name) => NAME.test(name))) return undefined
    const full = files.map((name) => path.resolve(cwd, name))
    // Where it is read from is where it is written; a new key goes to the first.
    const holds = (file: string): boolean => existsSync(file) && last(readFileSync(file, 'utf8'), key) !== undefined
    return fileItem(full.findLast(holds) ?? full[0]!, contentOf(key, readers))
  },
}
