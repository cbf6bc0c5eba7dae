// The package's own version, from its package.json: one place to change it.
import { readFileSync } from 'node:fs'
import path from 'node:path'

export const version = (): string =>
  (JSON.parse(readFileSync(path.join(import.meta.dirname, '..', 'package.json'), 'utf8')) as { version: string })
    .version
