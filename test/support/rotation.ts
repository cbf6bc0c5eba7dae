// What the tests of rotations share: a scratch project with its own state directory, and secrets in all of its files.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { expand } from '../../src/rules/template.ts'
import { Scratch } from './scratch.ts'
import type { Result } from './scratch.ts'

// With every kind of character that some reader trips over, but none that ends a quote.
export const KEY = expand('{{alnum:30}}', 'django').text + '$#(!@%'
export const PASSWORD = expand('{{alnum:18}}', 'database').text + '@/x'
const COMPOSE = (url: string): string =>
  `services:\n  web:\n    environment:\n      - DATABASE_URL=${url}   # main\n  db:\n    environment:\n      POSTGRES_PASSWORD: "${PASSWORD}"\n`

export class Project extends Scratch {
  constructor(git: string[] | false = []) {
    super(git)
    this.env['XDG_STATE_HOME'] = this.path('../' + path.basename(this.root) + '-state')
    if (git !== false) this.git('config', 'core.excludesFile', '/dev/null')
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8')
  }

  /** Succeeds. */
  rotate(...args: string[]): Result {
    const result = this.unleak(['rotate', ...args])
    expect(result.code, result.all).toBe(0)
    return result
  }

  /** A Django project with its key and its database's password in five files. */
  django(): this {
    const url = `postgres://app:${encodeURIComponent(PASSWORD)}@db:5432/app`
    this.write('.env', `# app\nSECRET_KEY='${KEY}'\nDATABASE_URL=${url}\nDEBUG=1\n`)
    this.write('.env.dev', `export SECRET_KEY='${KEY}' # dev\r\nDB_PASSWORD=${PASSWORD}\r\n`)
    this.write('docker-compose.yml', COMPOSE(url))
    this.write('k8s.yml', `kind: Secret\ndata:\n  password: ${Buffer.from(PASSWORD).toString('base64')}\n`)
    this.write('settings.py', `import os\nSECRET_KEY = '${KEY}'\n`)
    this.write('requirements.txt', 'python-dotenv\n')
    return this
  }
}
