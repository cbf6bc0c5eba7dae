// Known values: the burned list and the values of one's own settings, found in every form, by the real hook.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { parseBurned } from '../src/known/burned-list.ts'
import { findBurnedValues } from '../src/known/burned-values.ts'
import { burn, readBurned } from '../src/known/burned.ts'
import { digestsOf } from '../src/known/digest.ts'
import { envValues } from '../src/known/env-text.ts'
import { createFinder } from '../src/known/finder.ts'
import { formsOf } from '../src/known/forms.ts'
import { targetsOf } from '../src/known/matcher.ts'
import { isTooCommon } from '../src/known/too-common.ts'
import { worthOf } from '../src/known/worth.ts'
import { expand } from '../src/rules/template.ts'
import { Scratch, token } from './support/scratch.ts'

/** A password that no pattern tells, with characters that every encoding changes; another one for each seed. */
const password = (seed: string): string => expand('{{[a-z]:5}}&{{base62:6}}/"é {{digits:3}}', `known/${seed}`).text
/** One that needs no quoting anywhere. */
const plain = (seed: string): string => expand('{{[a-z]:4}}{{base62:8}}{{digits:2}}', `plain/${seed}`).text

const ENCODINGS: Record<string, (value: string) => string> = {
  raw: (value) => `see ${value} there`,
  base64: (value) => Buffer.from(value).toString('base64'),
  'base64 behind one byte': (value) => Buffer.from(`:${value}`).toString('base64'),
  'base64 of a login': (value) => `Basic ${Buffer.from(`ab:${value}\n`).toString('base64')}`,
  base64url: (value) => Buffer.from(value).toString('base64url'),
  'base64url behind two bytes': (value) => Buffer.from(`??${value}`).toString('base64url'),
  percent: (value) => `https://h.test/?q=${encodeURIComponent(value)}`,
  'percent in small letters': (value) => encodeURIComponent(value).replace(/%../g, (code) => code.toLowerCase()),
  form: (value) => new URLSearchParams({ q: value }).toString(),
  hex: (value) => Buffer.from(value).toString('hex'),
  HEX: (value) => Buffer.from(value).toString('hex').toUpperCase(),
  JSON: (value) => JSON.stringify({ q: value }),
  'JSON in ASCII': (value) =>
    JSON.stringify(value).replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'JSON of PHP': (value) => JSON.stringify(value).replaceAll('/', String.raw`\/`),
  XML: (value) => `<a>${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}</a>`,
}

const entryOf = (value: string): Parameters<typeof findBurnedValues>[0] => {
  const salt = '0123456789abcdef'.repeat(2)
  return [{ salt, date: '2026-01-02', forms: digestsOf(salt, value) }]
}

const secretArb = fc.string({ unit: 'binary', minLength: 8, maxLength: 60 })

describe('finding', () => {
  test('a burned value is found at any place in any bytes, in any encoding', () => {
    fc.assert(
      fc.property(
        secretArb,
        fc.constantFrom(...Object.keys(ENCODINGS).filter((name) => !/URL|form|XML/.test(name))),
        fc.uint8Array({ maxLength: 300 }),
        fc.uint8Array({ maxLength: 300 }),
        (value, encoding, before, after) => {
          const bytes = Buffer.concat([before, Buffer.from(ENCODINGS[encoding]!(value)), after])
          const found = findBurnedValues(entryOf(value))(bytes)
          return found.some(({ start, end }) => end > before.length && start < bytes.length - after.length)
        },
      ),
      { numRuns: 1500 },
    )
  })

  test('random bytes and other values are not', () => {
    const find = findBurnedValues(Array.from({ length: 200 }, (_, i) => entryOf(plain(`other ${i}`))[0]!))
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 50, maxLength: 5000 }), (bytes) => find(bytes).length === 0),
      { numRuns: 500 },
    )
    expect(find(Buffer.from(`${plain('x')} ${plain('y')}`))).toEqual([])
  })

  test('where only the head is equal, nothing is found', () => {
    const value = plain('head')
    const bytes = Buffer.from(`${value.slice(0, -1)}~ ${value.slice(0, 8)}`)
    expect(findBurnedValues(entryOf(value))(bytes)).toEqual([])
    expect(createFinder(targetsOf(value, { kind: 'known', reason: '' }))(bytes)).toEqual([])
  })

  test('digests and bytes at hand find the same', () => {
    fc.assert(
      fc.property(
        secretArb,
        fc.array(fc.constantFrom(...Object.values(ENCODINGS)), { maxLength: 6 }),
        (value, used) => {
          const bytes = Buffer.from(used.map((encode) => encode(value)).join('\n'))
          const places = (found: { start: number; end: number }[]): string[] =>
            found.map(({ start, end }) => `${start}-${end}`).toSorted()
          expect(places(findBurnedValues(entryOf(value))(bytes))).toEqual(
            places(createFinder(targetsOf(value, { kind: 'known', reason: '' }))(bytes)),
          )
        },
      ),
    )
  })

  test('a value at the very beginning and the very end', () => {
    const value = plain('edge')
    const find = findBurnedValues(entryOf(value))
    expect(find(Buffer.from(value))).toMatchObject([{ start: 0, end: value.length }])
    expect(find(Buffer.from(`-${value}`))).toMatchObject([{ start: 1, end: value.length + 1 }])
    expect(find(Buffer.from(value.slice(0, -1)))).toEqual([])
  })

  test('forms are all different and long enough', () => {
    for (const value of [plain('a'), password('a'), '12345678', 'ää<>öß!?']) {
      const forms = formsOf(value).map((form) => Buffer.from(form).toString())
      expect(forms[0]).toBe(value)
      expect(new Set(forms).size).toBe(forms.length)
      expect(forms.every((form) => Buffer.byteLength(form) >= 8)).toBe(true)
    }
  })
})

describe('what is looked for', () => {
  test.each([
    'true',
    '5432',
    'localhost',
    'password1',
    'P@ssw0rd!',
    'development',
    '127.0.0.1:6379',
    '2026-01-02',
    'aaaaaaaaaaaa',
    'us-east-1',
    'application/json',
    'info@example.com',
  ])('%s is too common', (value) => expect(isTooCommon(value)).toMatch(/^it /))

  test('passwords, tokens and passphrases are not', () => {
    for (const value of [plain('b'), password('b'), token('b'), 'horse-battery-staple-lantern'])
      expect(isTooCommon(value)).toBeUndefined()
  })

  const value = plain('c')
  test.each([
    ['DB_PASSWORD', value, [value]],
    ['WHATEVER', token('c'), [token('c')]],
    ['DATABASE_URL', `postgres://app:${value}%21@db.test/x`, [`${value}%21`, `${value}!`]],
    ['DATABASE_URL', 'postgres://app:postgres@localhost:5432/app', undefined],
    ['API_URL', 'https://api.example-corp.io/v2/things', undefined],
    ['LOG_FILE', '/var/log/application/server.log', undefined],
    ['NEXT_PUBLIC_API_TOKEN', value, undefined],
    ['CLIENT_ID', expand('{{hex:32}}', 'id').text, undefined],
    ['APP_NAME', 'Frobnicator of Things', undefined],
    ['AUTH_DOMAIN', 'frobnicate.eu.auth0.com', undefined],
    ['DB_PASSWORD', '${OTHER_PASSWORD}', undefined],
    ['CORS_ORIGINS', 'https://a.example.io,https://b.example.io', undefined],
    ['CACHE_TTL', '3600seconds', undefined],
  ])('%s', (key, text, secrets) => {
    const worth = worthOf(key, text)
    expect('secrets' in worth ? worth.secrets : undefined).toEqual(secrets)
  })

  test('a broken line of a .env file does not hide the others', () => {
    const text = `A="never closed\nB=${plain('broken')}\rC=\ufffd\n`
    expect(envValues(text)).toContainEqual({ key: 'B', value: plain('broken') })
  })

  test('a .env file in all its ways of writing', () => {
    const text = [
      'A=one # comment',
      'export B="two\\nlines # no comment"',
      "C='three $x'",
      '# D=no',
      'E="real\nlines"',
      'F=`back`',
      'G=a#b',
      'H: yaml',
      'I=',
      '',
    ].join('\r\n')
    expect(Object.fromEntries(envValues(text).map(({ key, value: read }) => [key, read]))).toEqual({
      A: 'one',
      B: 'two\nlines # no comment',
      C: 'three $x',
      E: 'real\nlines',
      F: 'back',
      G: 'a#b',
      H: 'yaml',
      I: '',
    })
  })
})

describe('the burned list', () => {
  const repository = (): { scratch: Scratch; value: string; list: string } => {
    const scratch = new Scratch().guard()
    return { scratch, value: password('burned'), list: scratch.path('.unleak-burned.json') }
  }

  test('a command fills it from standard input, once', () => {
    const { scratch, value, list } = repository()
    const first = scratch.unleak(['burn', '--key', 'APP_SECRET'], { input: `${value}\n` })
    expect(first.code, first.all).toBe(0)
    const text = readFileSync(list, 'utf8')
    expect(scratch.unleak(['burn'], { input: value }).stdout).toContain('already')
    expect(readFileSync(list, 'utf8')).toBe(text)
    expect(scratch.unleak(['burn', '--list']).stdout).toMatch(/^\d{4}-\d\d-\d\d {2}APP_SECRET\n$/)
    expect(first.all + text).not.toContain(value)
    expect(readBurned(list)).toHaveLength(1)
  })

  test('too common a value is refused, and no value', () => {
    const { scratch, list } = repository()
    expect(scratch.unleak(['burn'], { input: 'localhost' })).toMatchObject({ code: 2 })
    expect(scratch.unleak(['burn'], { input: '' })).toMatchObject({ code: 2 })
    expect(scratch.unleak(['burn', plain('argument')], { input: '' })).toMatchObject({ code: 2 })
    expect(existsSync(list)).toBe(false)
  })

  test('the hook stops it in every encoding, and no report shows it', () => {
    const { scratch, value, list } = repository()
    burn(list, value, { date: '2026-01-02', key: 'APP_SECRET_KEY' })
    scratch.git('add', '.unleak-burned.json', '.gitattributes')
    expect(scratch.tryGit(['commit', '-qm', 'list'])).toMatchObject({ code: 0 })
    for (const [name, encode] of Object.entries(ENCODINGS)) scratch.write(`${name}.txt`, `nothing\n${encode(value)}\n`)
    scratch.git('add', '.')
    const { code, all } = scratch.tryGit(['commit', '-qm', 'all'])
    expect(code).toBe(1)
    for (const name of Object.keys(ENCODINGS)) expect(all).toContain(`\n${name}.txt:2:`)
    expect(all).toContain('rotated away on 2026-01-02')
    expect(all).not.toContain(value)
  })

  test('files, standard input, the index, a range and every format of report find it', () => {
    const { scratch, list } = repository()
    const value = plain('everywhere')
    scratch.write('sub/old.txt', `x ${value} y\n`)
    scratch.git('add', '.')
    scratch.git('commit', '-qm', 'leak', '--no-verify')
    burn(list, value, { date: '2026-01-02' })
    for (const args of [['sub'], ['--range', 'HEAD~1..HEAD'], ['-']]) {
      const { code, all } = scratch.unleak(['scan', ...args, '--format', 'json'], { input: value })
      expect(code, args.join(' ')).toBe(1)
      expect(JSON.parse(all)).toMatchObject([{ rule: 'burned-secret', severity: 'high', confidence: 'high' }])
      expect(all).not.toContain(value)
    }
    // From below, where no configuration stands.
    expect(scratch.unleak(['scan', 'old.txt'], { cwd: scratch.path('sub') }).code).toBe(1)
    // Known of old: only new lines stop a commit.
    scratch.write('sub/old.txt', `x ${value} y\nmore\n`)
    scratch.git('add', 'sub')
    expect(scratch.tryGit(['commit', '-qm', 'more'])).toMatchObject({ code: 0 })
    scratch.write('new.txt', `${value}\n`)
    scratch.git('add', 'new.txt')
    expect(scratch.unleak(['scan', '--staged']).code).toBe(1)
    scratch.write('new.txt', `${value} # unleak:allow burned-secret -- told in a post-mortem\n`)
    scratch.git('add', 'new.txt')
    expect(scratch.tryGit(['commit', '-qm', 'allowed'])).toMatchObject({ code: 0 })
  })

  test('two branches that burn merge without a conflict, and both values are blocked', () => {
    const { scratch, list } = repository()
    const commit = (name: string): void => {
      burn(list, plain(name), { date: '2026-01-02', key: name })
      scratch.git('add', '.')
      scratch.git('commit', '-qm', name)
    }
    for (const common of [false, true]) {
      if (common) commit('common')
      scratch.git('switch', '-qc', `side-${common}`)
      for (let i = 0; i < 4; i++) commit(`side ${common} ${i}`)
      scratch.git('switch', '-q', 'main')
      for (let i = 0; i < 4; i++) commit(`main ${common} ${i}`)
      scratch.git('merge', '-q', '--no-edit', `side-${common}`)
    }
    const keys = readBurned(list).map(({ key }) => key)
    expect(keys).toHaveLength(17)
    expect(new Set(keys).size).toBe(17)
    expect(
      scratch.unleak(['scan', '-'], { input: `${plain('side false 3')}\n${plain('main true 0')}` }).stdout,
    ).toContain('2 secrets')
  })

  test('a broken list stops everything', () => {
    const { scratch, list } = repository()
    for (const text of ['<<<<<<< HEAD\n', '{}', '{"version": 1, "burned": [{"salt": "x"}]}', '']) {
      scratch.write('.unleak-burned.json', text)
      scratch.write('a.txt')
      scratch.git('add', 'a.txt')
      const { code, stderr } = scratch.tryGit(['commit', '-qm', 'x'])
      expect(code, text).toBe(1)
      expect(stderr).toContain('.unleak-burned.json')
      expect(scratch.unleak(['scan', '--staged']).code).toBe(2)
      expect(() => parseBurned(text, list)).toThrow('.unleak-burned.json')
    }
  })

  test('the mode of a list that is there is kept, and no other file is left', () => {
    const { scratch, list } = repository()
    burn(list, plain('mode'), { date: '2026-01-02' })
    expect(statSync(list).mode & 0o444).toBe(0o444)
    expect(readdirSync(scratch.root).filter((name) => !name.startsWith('.git'))).toEqual([
      '.unleak-burned.json',
      '.unleak.yml',
    ])
  })
})

describe('known secrets', () => {
  let scratch: Scratch
  const value = password('env')
  const quoted = `'${value}'`
  beforeEach(() => {
    scratch = new Scratch().guard()
    scratch.write('.gitignore', '.env\n.env.local\nsecrets.json\n')
    scratch.write('.env', `PORT=5432\nDEBUG=true\nSMTP_PASSWORD=${quoted}\n`)
    scratch.git('add', '.gitignore')
    scratch.git('commit', '-qm', 'start')
  })

  const files = (directory: string): string[] =>
    readdirSync(directory, { withFileTypes: true, recursive: true }).flatMap((entry) =>
      entry.isFile() ? [path.join(entry.parentPath, entry.name)] : [],
    )

  test('every encoding stops every way to commit; the value stands nowhere but where it was put', () => {
    const names = Object.keys(ENCODINGS)
    for (const name of names) scratch.write(`${name}.txt`, 'first\n')
    scratch.git('add', '.')
    scratch.git('commit', '-qm', 'notes')
    for (const name of names) scratch.write(`${name}.txt`, `first\n${ENCODINGS[name]!(value)}\n`)
    for (const args of [
      ['-am', 'x'],
      ['-m', 'x', 'raw.txt'],
      ['-m', 'x', '.'],
      ['-m', 'x', '-i', 'HEX.txt'],
      ['--amend', '-am', 'x'],
    ]) {
      const { code, all } = scratch.tryGit(['commit', ...args])
      expect(code, args.join(' ')).toBe(1)
      expect(all).toContain('the value of SMTP_PASSWORD in .env')
      const committed = names.filter((name) => args.includes(`${name}.txt`))
      for (const name of committed.length > 0 ? committed : names) expect(all).toContain(`\n${name}.txt:2:`)
      expect(all).not.toContain(value)
    }
    for (const name of names) scratch.write(`${name}.txt`, 'first\n5432 true\n')
    expect(scratch.tryGit(['commit', '-qam', 'clean'])).toMatchObject({ code: 0 })
    const holders = files(scratch.root).filter((file) => readFileSync(file).includes(value))
    expect(holders).toEqual([scratch.path('.env')])
  })

  test('.env files beside what is staged and above it; a file of the same name elsewhere is not read', () => {
    scratch.write('apps/web/.env.local', `API_SECRET=${plain('web')}\n`)
    scratch.write('apps/other/.env.local', `API_SECRET=${plain('other')}\n`)
    scratch.write('apps/web/src/a.txt', `${plain('web')}\n${plain('other')}\n`)
    scratch.write('b.txt', `${plain('web')}\n`)
    scratch.git('add', '.')
    const findings = JSON.parse(scratch.unleak(['scan', '--staged', '--format', 'json']).stdout) as {
      file: string
      line: number
      reasons: string[]
    }[]
    expect(findings.map(({ file, line, reasons }) => [file, line, ...reasons])).toEqual([
      ['apps/web/src/a.txt', 1, 'the value of API_SECRET in apps/web/.env.local'],
      ['b.txt', 1, 'the value of API_SECRET in apps/web/.env.local'],
    ])
  })

  test('a .env that is added by force is stopped', () => {
    scratch.git('add', '-f', '.env')
    const { code, all } = scratch.tryGit(['commit', '-qm', 'x'])
    expect(code).toBe(1)
    expect(all).toContain('the value of SMTP_PASSWORD in .env')
  })

  test('what a tracked file shares is no secret; what is just being put into one is', () => {
    const shared = plain('shared')
    scratch.write('.env.example', `DEMO_PASSWORD=${shared}\n`)
    scratch.git('add', '.')
    scratch.git('commit', '-qm', 'example', '--no-verify')
    scratch.write('.env', `DEMO_PASSWORD=${shared}\nREAL_PASSWORD=${plain('real')}\n`)
    scratch.write('README.txt', `${shared}\n`)
    scratch.git('add', '.')
    expect(scratch.tryGit(['commit', '-qm', 'shared'])).toMatchObject({ code: 0 })
    scratch.write('.env.example', `DEMO_PASSWORD=${shared}\nREAL_PASSWORD=${plain('real')}\n`)
    scratch.git('add', '.')
    const { code, all } = scratch.tryGit(['commit', '-qm', 'leak'])
    expect(code).toBe(1)
    expect(all).toContain('.env.example:2')
  })

  test('an untracked .env that nobody ignores counts too', () => {
    scratch.write('.env.staging', `SOME_SECRET=${plain('staging')}\n`)
    scratch.write('a.txt', plain('staging'))
    scratch.git('add', 'a.txt')
    expect(scratch.tryGit(['commit', '-qm', 'x']).code).toBe(1)
  })

  test("a vendor's token is told as that, and as known", () => {
    scratch.write('.env', `GH=${token('vendor')}\n`)
    scratch.write('a.txt', token('vendor'))
    scratch.git('add', 'a.txt')
    const { all } = scratch.tryGit(['commit', '-qm', 'x'])
    expect(all).toContain('github')
    expect(all).toContain('the value of GH in .env')
    expect(all).toContain('1 secret in 1 file')
  })

  test('--no-known and a disabled rule do not look; --explain-known tells, without a value', () => {
    scratch.write('a.txt', value)
    scratch.git('add', 'a.txt')
    expect(scratch.unleak(['scan', '--staged', '--no-known'])).toMatchObject({ code: 0 })
    const { code, stderr } = scratch.unleak(['scan', '--staged', '--explain-known'])
    expect(code).toBe(1)
    expect(stderr).toBe(
      [
        'PORT in .env: left out, it is shorter than 8 bytes',
        'DEBUG in .env: left out, it is shorter than 8 bytes',
        'SMTP_PASSWORD in .env: looked for',
        '',
      ].join('\n'),
    )
    scratch.write('.unleak.yml', 'rules:\n  disable: [known-secret]\n')
    expect(scratch.tryGit(['commit', '-qm', 'x'])).toMatchObject({ code: 0 })
  })

  test('files that the configuration names, inside of the repository only', () => {
    scratch.write('secrets.json', JSON.stringify({ smtp: { password: plain('json') } }))
    scratch.write('.unleak.yml', 'known:\n  files: [secrets.json, not-here.yml]\n')
    scratch.write('a.txt', plain('json'))
    scratch.git('add', 'a.txt')
    const { code, all } = scratch.tryGit(['commit', '-qm', 'x'])
    expect(code).toBe(1)
    expect(all).toContain('the value of smtp.password in secrets.json')
    scratch.write('.unleak.yml', 'known:\n  files: [../secrets.json]\n')
    expect(scratch.unleak(['scan', '--staged'])).toMatchObject({ code: 2 })
  })

  test("commands run from the user's own configuration, never from the repository's", () => {
    const marker = scratch.path('ran')
    const script = `require('fs').writeFileSync(${JSON.stringify(marker)}, ''); console.log('SMTP_PASSWORD=' + process.argv[1])`
    const config = `known:\n  commands:\n    - ${JSON.stringify([process.execPath, '-e', script, plain('command')])}\n`
    scratch.write('.unleak.yml', config)
    scratch.write('a.txt', plain('command'))
    scratch.git('add', 'a.txt')
    expect(scratch.unleak(['scan', '--staged'])).toMatchObject({ code: 2 })
    expect(existsSync(marker)).toBe(false)
    scratch.write('.unleak.yml', '{}\n')
    scratch.write('unleak/config.yml', config)
    const { code, all } = scratch.tryGit(['commit', '-qm', 'x'])
    expect(code).toBe(1)
    expect(all).toContain('the value of SMTP_PASSWORD in the output of node')
    expect(existsSync(marker)).toBe(true)
    scratch.write(
      'unleak/config.yml',
      `known:\n  commands:\n    - ${JSON.stringify([process.execPath, '-e', 'process.exit(4)'])}\n`,
    )
    expect(scratch.unleak(['scan', '--staged'])).toMatchObject({ code: 3 })
  })
})
