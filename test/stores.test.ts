// Every store keeps one contract: a pending value is read by nobody, a promotion can be taken back, no step loses a value.
import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { exports, Unwritable } from '../src/export-formats.ts'
import { stores } from '../src/stores/kinds/index.ts'
import type { Item } from '../src/stores/store.ts'
import { Scratch } from './support/scratch.ts'
import type { Result } from './support/scratch.ts'

/** For each store: a file, what it holds, and a reference into it. */
const CASES: Record<string, { file: string; text: (value: string) => string; reference: string }> = {
  'dotenv-files': { file: '.env', text: (value) => `# app\nA=1\nKEY=${value} # why\n`, reference: '.env:KEY' },
  'json-file': {
    file: 'secrets.json',
    text: (value) => `{\n  "a": 1,\n  "db": { "password": "${value}" }\n}`,
    reference: 'secrets.json:db.password',
  },
}

test('each store has a case here', () => expect(Object.keys(CASES)).toEqual(Object.keys(stores)))

describe.each(Object.entries(CASES))('%s', (name, { file, text, reference }) => {
  const opened = (): { scratch: Scratch; item: Item; now: () => string } => {
    const scratch = new Scratch(false)
    process.env['XDG_STATE_HOME'] = `${scratch.root}-state`
    scratch.write(file, text('first'))
    chmodSync(scratch.path(file), 0o640)
    const item = stores[name]!.open(reference, scratch.root, async () => ['dotenv', 'bash'])!
    return { scratch, item, now: () => readFileSync(scratch.path(file), 'utf8') }
  }

  test('put, promote, roll back', async () => {
    const { scratch, item, now } = opened()
    expect(await item.get()).toBe('first')
    await item.putPending('second')
    expect(now()).toBe(text('first'))
    expect(await item.versions()).toEqual(['current', 'pending'])
    await item.promote()
    expect(now()).toBe(text('second'))
    expect(await item.get()).toBe('second')
    expect(await item.versions()).toEqual(['current', 'previous'])
    // Again, as after a crash: nothing happens.
    await item.promote()
    expect(now()).toBe(text('second'))
    await item.rollback()
    expect(now()).toBe(text('first'))
    expect(await item.versions()).toEqual(['current'])
    expect(statSync(scratch.path(file)).mode & 0o777).toBe(0o640)
  })

  test('a pending value is dropped by a rollback, and is its owner’s alone', async () => {
    const { scratch, item, now } = opened()
    await item.putPending('second')
    // Beside the file it would be committed.
    expect(readdirSync(scratch.root)).toEqual([file])
    const kept = path.join(process.env['XDG_STATE_HOME']!, 'unleak/stores')
    const [pending] = readdirSync(kept)
    expect(statSync(path.join(kept, pending!)).mode & 0o777).toBe(0o600)
    await item.rollback()
    expect(readdirSync(kept)).toEqual([])
    await item.promote()
    expect(now()).toBe(text('first'))
  })

  test('generate --store: the value is there, and nowhere else', () => {
    const { scratch, now } = opened()
    const { code, all } = scratch.unleak(['generate', 'hex', '--store', reference])
    expect(code, all).toBe(0)
    const [value] = /[0-9a-f]{64}/.exec(now())!
    expect(now()).toBe(text(value))
    expect(all).not.toContain(value)
    expect(all).toContain(`${reference} held another value: it is kept, until the next one comes, in `)
    expect(readdirSync(scratch.root)).toEqual([file])
  })
})

test('of several .env files the last one that has the key counts; a new key goes to the first', async () => {
  const scratch = new Scratch(false)
  scratch.write('.env', 'KEY=one\n')
  scratch.write('.env.local', 'KEY=two\n')
  const open = (reference: string): Item =>
    stores['dotenv-files']!.open(reference, scratch.root, async () => ['dotenv'])!
  expect(await open('.env,.env.local:KEY').get()).toBe('two')
  await open('.env,.env.local:OTHER').putPending('x')
  await open('.env,.env.local:OTHER').promote()
  expect(readFileSync(scratch.path('.env'), 'utf8')).toBe('KEY=one\nOTHER=x\n')
})

test('the programs that read the .env file get the value, or nothing is written', () => {
  const scratch = new Scratch(false)
  const store = (...args: string[]): Result => scratch.unleak(['generate', ...args])
  scratch.write('.env', 'KEY=one\n')
  scratch.write('Gemfile', 'gem "dotenv"\n')
  scratch.write('run.sh', 'set -a; . ./.env\n')
  // Two: a single $ may be the last character, where all read it as it stands and no quotes are needed.
  const symbols = ['password', '--set', 'symbols=$#', '--set', 'min-symbols=2', '--store']
  expect(store(...symbols, '.env:KEY').code).toBe(0)
  expect(store(...symbols, '.env:NEW').code).toBe(0)
  const written = readFileSync(scratch.path('.env'), 'utf8')
  expect(written).toMatch(/^KEY='[^']{20}'\nNEW='[^']{20}'\n$/)
  const { stdout } = scratch.spawn('bash', ['-c', '. ./.env; printf %s "$KEY $NEW"'])
  expect(`KEY='${stdout.split(' ')[0]}'\nNEW='${stdout.split(' ')[1]}'\n`).toBe(written)
  // No way to write it would do for both.
  scratch.write('.unleak.yml', 'readers: [docker, dotenv]\n')
  const refused = store('password', '--set', 'symbols=#', '--set', 'min-symbols=1', '--store', '.env:KEY')
  expect(refused.code).toBe(2)
  expect(refused.stderr).toMatch(/misread by (?:docker|dotenv)\nNothing was written/)
  expect(readFileSync(scratch.path('.env'), 'utf8')).toBe(written)
  scratch.write('.env', 'KEY=op://vault/item/field\n')
  const reference = store('hex', '--store', '.env:KEY')
  expect(reference.code).toBe(2)
  expect(reference.stderr).toContain('a reference into 1Password')
})

test('a reference to nothing is exit 2', () => {
  const { code, all } = new Scratch(false).unleak(['generate', 'hex', '--store', 'vault://x'])
  expect(code).toBe(2)
  expect(all).toContain('names no store')
  expect(all).not.toMatch(/[0-9a-f]{64}/)
})

describe('export', () => {
  const VALUE = `a'b"c$(touch x)\`touch x\`\\ d#`

  test('a shell gets the very values back, and runs nothing', () => {
    const scratch = new Scratch(false)
    const script = exports.shell([{ name: 'A', value: VALUE }])
    const { stdout } = scratch.spawn('sh', ['-c', `${script}printf %s "$A"; ls`])
    expect(stdout).toBe(VALUE)
  })

  test('no line of a value ends a GitHub block', () => {
    const value = 'a\nEOF\nB=1'
    const text = exports['github-env']([{ name: 'A', value }])
    const [, delimiter] = /^A<<(\S+)\n/.exec(text)!
    expect(text).toBe(`A<<${delimiter}\n${value}\n${delimiter}\n`)
    expect(value.split('\n')).not.toContain(delimiter)
  })

  test('what docker cannot hold is refused; PowerShell quotes are doubled', () => {
    expect(() => exports.docker([{ name: 'A', value: 'a\nb' }])).toThrow(Unwritable)
    expect(() => exports.shell([{ name: 'B-C', value: 'a' }])).toThrow(Unwritable)
    expect(exports.docker([{ name: 'A', value: VALUE }])).toBe(`A=${VALUE}\n`)
    expect(exports.powershell([{ name: 'A', value: "a'b\u2019" }])).toBe("$env:A = 'a''b\u2019\u2019'\n")
    expect(exports.powershell([{ name: 'a.b-c', value: '1' }])).toBe("${env:a.b-c} = '1'\n")
    expect(() => exports.powershell([{ name: 'a}b', value: '1' }])).toThrow('this name')
  })

  test('the command: later files win, broken ones are told', () => {
    const scratch = new Scratch(false)
    scratch.write('.env', "A=1\nB='x y'\n")
    scratch.write('.env.local', 'A=2\n')
    expect(scratch.unleak(['export', '.env', '.env.local', '--format', 'docker']).stdout).toBe('A=2\nB=x y\n')
    scratch.write('.env', 'A="open\n')
    expect(scratch.unleak(['export']).code).toBe(2)
  })
})
