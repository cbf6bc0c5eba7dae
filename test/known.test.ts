// Known secrets: the values of one's own settings stop a commit, by the real hook.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { ENCODINGS, password, plain } from './support/known-values.ts'
import { Scratch, token } from './support/scratch.ts'

let scratch: Scratch
const value = password('env')
const quoted = `'${value}'`
beforeEach(() => {
  scratch = Scratch.guarded()
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
