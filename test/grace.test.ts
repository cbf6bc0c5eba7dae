// `unleak rotate --grace`: the old value stays where a framework reads two, asked of the frameworks themselves; `--done` takes it out.
import { createRequire } from 'node:module'
import { readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { Journal } from '../src/rotate/journal.ts'
import { dropOld, keepOld } from '../src/rotate/grace/keep-old.ts'
import { NEW, OLD, OLDER, withGrace } from './support/grace.ts'
import { Project } from './support/rotation.ts'

const require = createRequire(import.meta.url)

/** Answers one request. @returns the cookies it sets, and what it says */
async function ask(listener: RequestListener, cookie: string): Promise<{ cookie: string; body: string }> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = server.address() as AddressInfo
    const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { cookie } })
    const set = response.headers.getSetCookie().map((one) => one.split(';')[0]!)
    return { cookie: set.join('; '), body: await response.text() }
  } finally {
    server.close()
  }
}

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/** Counts the visits of a session. */
const counting =
  (middleware: Middleware): RequestListener =>
  (request, response) =>
    middleware(request, response, () => {
      const { session } = request as unknown as { session: { visits?: number } }
      session.visits = (session.visits ?? 0) + 1
      response.end(String(session.visits))
    })

describe('JavaScript', () => {
  /** The options that the file hands over, as Node reads them. */
  const optionsOf = (project: Project, name: string): object =>
    new Function('require', 'module', `${project.read(name)}; return module.exports`)(
      (module: string) => (module === 'express-session' || module === 'cookie-session' ? (o: object) => o : {}),
      {},
    ) as object

  test('liwala/ay-framework#190: express-session: a lone secret becomes a list, and an old session lives until --done', async () => {
    const source = (value: string): string =>
      `const session = require('express-session')\nmodule.exports = session({\n  resave: false,\n  secret: '${value}', // main\n  saveUninitialized: true,\n})\n`
    const session = require('express-session') as ((options: object) => Middleware) & { MemoryStore: new () => object }
    const store = new session.MemoryStore()
    const common = { store, resave: false, saveUninitialized: true }
    const first = await ask(counting(session({ ...common, secret: OLD })), '')
    const { project, done } = withGrace({ 'app.js': source(OLD) }, '-')
    expect(project.read('app.js')).toMatch(new RegExp(`secret: \\['(?!${OLD})[^']+', '${OLD}'\\], // main\n`))
    const during = { ...common, ...optionsOf(project, 'app.js'), store }
    expect((await ask(counting(session(during)), first.cookie)).body).toBe('2')
    // The new key signs.
    const fresh = await ask(counting(session(during)), '')
    expect(done().stdout).toContain('the old value is out of it')
    const later = { ...common, ...optionsOf(project, 'app.js'), store }
    expect((await ask(counting(session(later)), fresh.cookie)).body).toBe('2')
    expect((await ask(counting(session(later)), first.cookie)).body).toBe('1')
    expect(project.read('app.js')).not.toContain(OLD)
  })

  test('cookie-session: the list that stands there', async () => {
    const source = `const cookieSession = require('cookie-session')\nmodule.exports = cookieSession({\n  keys: [\n    "${OLD}",\n    "${OLDER}"\n  ],\n})\n`
    const cookieSession = require('cookie-session') as (options: object) => Middleware
    const first = await ask(counting(cookieSession({ keys: [OLD, OLDER] })), '')
    const { project, done } = withGrace({ 'server.cjs': source }, '-')
    expect((await ask(counting(cookieSession(optionsOf(project, 'server.cjs'))), first.cookie)).body).toBe('2')
    expect(done().code).toBe(0)
    expect((await ask(counting(cookieSession(optionsOf(project, 'server.cjs'))), first.cookie)).body).toBe('1')
    expect(project.read('server.cjs')).toContain(`"${OLDER}"`)
  })

  test.each([
    ['koa', 'a.ts', `import Koa from 'koa'\nconst app = new Koa()\napp.keys = ['NEW']\n`, `app.keys = ['NEW', 'OLD']`],
    ['Keygrip', 'a.mjs', `import Keygrip from 'keygrip'\nKeygrip(["NEW"])\n`, `Keygrip(["NEW", "OLD"])`],
    ['an import', 'a.ts', `import s, { Store } from 'express-session'\nuse(s({ secret: 'NEW' }))\n`, `['NEW', 'OLD']`],
  ])('%s', (_, path, source, expected) => {
    const fill = (text: string): string => text.replaceAll('NEW', NEW).replaceAll('OLD', OLD)
    const { text } = keepOld({ path, text: fill(source), old: OLD, next: NEW, readers: [] })
    expect(text).toContain(fill(expected))
    expect(dropOld(path, text, [OLD])).not.toContain(OLD)
    // Once is enough.
    expect(keepOld({ path, text, old: OLD, next: NEW, readers: [] }).kept).toEqual([])
  })

  test.each([
    ['no such library', 'a.js', `module.exports = { keys: ['NEW'] }\n`],
    ['another call', 'a.js', `const s = require('express-session')\njwt({ secret: 'NEW' })\n`],
    ['no first element', 'a.js', `require('cookie-session')({ keys: ['x', 'NEW'] })\n`],
    ['a comment', 'a.js', `require('cookie-session')\n// keys: ['NEW']\n`],
    ['a list of other things', 'a.json', `{ "api": { "keys": ["NEW"] } }`],
    ['an entry of a provider', '.env', `STRIPE_SECRET_KEY=NEW\n`],
    ['one key', '.env', `SESSION_SECRET=NEW\n`],
  ])('nothing is kept: %s', (_, path, source) => {
    const text = source.replaceAll('NEW', NEW)
    expect(keepOld({ path, text, old: OLD, next: NEW, readers: [] })).toEqual({ text, kept: [] })
  })
})

describe('lists in settings files', () => {
  test.each([
    ['flow YAML', 'a.yml', `session:\n  keys: [OLD, OLDER] # all\n`, /keys: \[\w+, '?OLD'?, OLDER\] # all\n/],
    [
      'YAML in lines',
      'a.yml',
      `cookie_secrets:\r\n  - "OLD" # now\r\n  - x\r\n`,
      /# now\r\n {2}- "OLD"\r\n {2}- x\r\n$/,
    ],
    ['YAML without a last line break', 'a.yml', `session_keys:\n- OLD`, /- \w+\n- '?OLD'?$/],
    ['JSON', 'a.json', `{ "session": { "secret": ["OLD"] } }`, /\["\w+", "OLD"\]/],
    ['JSON in lines', 'a.json', `{"cookieKeys": [\n    "OLD"\n  ]\n}\n`, /\[\n {4}"\w+",\n {4}"OLD"\n {2}\]/],
  ])('%s', (_, name, source, expected) => {
    const fill = (text: string): string => text.replaceAll('OLDER', OLDER).replaceAll('OLD', OLD)
    const { project, done } = withGrace({ [name]: fill(source) }, '-')
    expect(project.read(name)).toMatch(new RegExp(fill(expected.source)))
    const kept = project.read(name)
    expect(done().code).toBe(0)
    const next = /\b(?!OLD)(\w{40})\b/.exec(kept)![1]!
    expect(next).not.toBe(OLD)
    expect(project.read(name)).toBe(fill(source).replace(OLD, next))
  })
})

describe('entries of .env files', () => {
  test('Laravel and Django: a list with commas, and the line goes with its last key', () => {
    const { project, done } = withGrace({ '.env': `SECRET_KEY=${OLD}\r\nA=1` }, 'SECRET_KEY')
    expect(project.read('.env')).toMatch(new RegExp(`^SECRET_KEY=.+\r\nA=1\r\nSECRET_KEY_FALLBACKS=${OLD}$`))
    expect(done().code).toBe(0)
    expect(project.read('.env')).toMatch(/^SECRET_KEY=.+\r\nA=1$/)

    const laravel = withGrace({ '.env': `APP_KEY=${OLD}\nAPP_PREVIOUS_KEYS=${OLDER}\n` }, 'APP_KEY')
    expect(laravel.project.read('.env')).toContain(`\nAPP_PREVIOUS_KEYS=${OLD},${OLDER}\n`)
    // In the meantime somebody else wrote there.
    laravel.project.write('.env', `B=2\n${laravel.project.read('.env')}`)
    expect(laravel.done().stdout).toContain('the old value is out of it')
    expect(laravel.project.read('.env')).toMatch(new RegExp(`^B=2\nAPP_KEY=.+\nAPP_PREVIOUS_KEYS=${OLDER}\n$`))
  })

  test('killed while the grace was ended: --resume ends it, --rollback cannot', () => {
    const { project } = withGrace({ '.env': `APP_KEY=${OLD}\n` }, 'APP_KEY')
    const [state] = readdirSync(project.env['XDG_STATE_HOME']!, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('journal.jsonl'))
      .map((name) => path.dirname(path.join(project.env['XDG_STATE_HOME']!, name)))
    const journal = new Journal(state!)
    journal.write(journal.lines()[0]!.rotation, 'ending')
    const back = project.unleak(['rotate', '--rollback', journal.lines()[0]!.rotation, '--yes'])
    expect(back.code).toBe(2)
    expect(back.stderr).toContain('cannot be rolled back')
    expect(project.unleak(['rotate', '--resume']).stdout).toContain('the old value is out of every file')
    expect(project.read('.env')).toMatch(/^APP_KEY=.+\n$/)
    expect(project.unleak(['rotate', '--status']).stdout).toContain('Nothing is open')
  })

  test('what cannot be taken out is told', () => {
    const { project, done } = withGrace({ '.env': `APP_KEY=${OLD}\n` }, 'APP_KEY')
    project.write('.env', `OTHER=x${OLD}\n`)
    const result = done()
    expect(result.code).toBe(3)
    expect(result.stdout).toContain('.env still holds the old value')
    expect(result.all).not.toContain(OLD)
  })

  test('no place for two: said, with what can be done', () => {
    const project = new Project()
    project.write('.env', `SECRET_KEY_BASE=${OLD}\nOTHER_TOKEN=${OLDER}\n`)
    const plan = project.rotate('SECRET_KEY_BASE', 'OTHER_TOKEN', '--grace')
    expect(plan.stdout).toMatch(/no grace: SECRET_KEY_BASE: Rails reads one/)
    expect(plan.stdout).toMatch(/no grace: OTHER_TOKEN: nothing here is known to accept two/)
  })
})
