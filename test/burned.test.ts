// The burned list: filled by a command, blocked by the real hook and every other scan, merged by git.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parseBurned } from '../src/known/burned-list.ts'
import { burn, readBurned } from '../src/known/burned.ts'
import { ENCODINGS, password, plain } from './support/known-values.ts'
import { Scratch } from './support/scratch.ts'

const repository = (): { scratch: Scratch; value: string; list: string } => {
  const scratch = Scratch.guarded()
  // unleak:allow generic-secret -- the seed of a password, and none itself
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
