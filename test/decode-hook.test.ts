// Encoded secrets and notebooks, as a user meets them: the real hook, the built program, reports, the history, a rotation.
import { gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { expand } from '../src/rules/template.ts'
import { commitAll, passed, stopped } from './support/commit.ts'
import { password } from './support/known-values.ts'
import { Project } from './support/rotation.ts'
import { Scratch, token } from './support/scratch.ts'
import type { Result } from './support/scratch.ts'

const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64')
const random = (seed: string): string => expand('{{alnum:18}}', seed).text
const findings = ({ stdout }: Result): Record<string, unknown>[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
const notebook = (source: string[], outputs: object[] = []): string =>
  `${JSON.stringify({ cells: [{ cell_type: 'code', source, outputs }], nbformat: 4 }, undefined, 1)}\n`

let repo: Scratch
beforeEach(() => {
  repo = Scratch.guarded()
})

describe('a Kubernetes Secret', () => {
  const data = { username: 'app', password: random('a'), 'api-key': random('b'), q: random('c'), url: 'http://a' }
  const manifest = (values: Record<string, string>): string =>
    [
      'apiVersion: v1',
      'data:',
      ...Object.entries(values).map(([name, value]) => `  ${name}: ${base64(value)}`),
      // As kubectl prints it: the kind comes behind the data.
      'kind: Secret',
      'metadata:',
      '  name: app',
      '',
    ].join('\n')

  test('stops a commit; each value is judged under its name', () => {
    repo.write('secret.yaml', manifest(data))
    const result = commitAll(repo)
    stopped(result, 'secret.yaml:4:13', 'secret.yaml:5:12', 'secret.yaml:6:6')
    expect(result.all).toContain('3 secrets in 1 file')
    expect(result.all).toContain('decoded from base64')
    for (const value of Object.values(data)) {
      expect(result.all).not.toContain(base64(value))
      if (value.length > 8) expect(result.all).not.toContain(value)
    }
    repo.write('secret.yaml', manifest({ username: 'app', password: 'changeme', url: 'http://a' }))
    passed(commitAll(repo))
  })

  test('only what is new of it; the fingerprint is that of the value in a settings file', () => {
    repo.write('secret.yaml', manifest({ password: data.password }))
    repo.git('add', '.')
    repo.git('commit', '-qm', 'old', '--no-verify')
    repo.write('secret.yaml', manifest({ password: data.password, token: random('new') }))
    repo.write('.env.shared', `password=${data.password}\n`)
    repo.git('add', 'secret.yaml')
    expect(findings(repo.unleak(['scan', '--staged', '--format', 'jsonl', '--no-known']))).toMatchObject([{ line: 4 }])
    const [plain] = findings(repo.unleak(['scan', '.env.shared', '--format', 'jsonl']))
    const [encoded] = findings(repo.unleak(['scan', 'secret.yaml', '--format', 'jsonl']))
    expect(encoded).toMatchObject({ rule: plain!['rule'], fingerprint: plain!['fingerprint'], encodings: ['base64'] })
  })

  test.each([
    ['JSON', JSON.stringify({ kind: 'Secret', data: { password: base64(data.password) } }, undefined, 2)],
    ['a block', `kind: Secret\ndata:\n  password: |-\n    ${base64(data.password)}\n  a: "YQ=="\n`],
    [
      'a list',
      `items:\n- data:\n    password: ${base64(data.password)}\n  kind: Secret\n- kind: ConfigMap\nkind: List\n`,
    ],
    [
      'in quotes',
      `kind: "Secret"\ndata: # all of it\n\n  # the password\n  'password': '${base64(data.password)}' # it\n`,
    ],
    ['flow', `kind: Secret\ndata: {user: YQ==, password: ${base64(data.password)}}\n`],
    ['a settings file', `kind: Secret\ndata:\n  app.yml: ${base64(`db:\n  password: ${data.password}\n`)}\n`],
  ])('as %s', (_, text) => {
    const result = repo.unleak(['scan', '-', '--stdin-filename', 'a.yaml', '--format', 'jsonl'], { input: text })
    expect(findings(result)).toMatchObject([{ rule: 'generic-secret', encodings: ['base64'] }])
  })

  test('a rotation writes the new value in base64 again', () => {
    const project = new Project()
    project.write('secret.yaml', manifest({ password: data.password }))
    const [{ fingerprint }] = findings(project.unleak(['scan', 'secret.yaml', '--format', 'jsonl'])) as [
      { fingerprint: string },
    ]
    project.rotate(fingerprint, '--apply', '--yes')
    const { data: after } = parse(project.read('secret.yaml')) as { data: { password: string } }
    const next = Buffer.from(after.password, 'base64').toString()
    expect(next).not.toBe(data.password)
    expect(next).toMatch(/^[\w-]{20,}$/)
  })
})

test('a value that cannot be encoded again is told by a rotation, and not called gone', () => {
  const project = new Project()
  const packed = base64(gzipSync(`user: app\npassword: ${random('packed')}\n`))
  project.write('a.txt', `data: ${packed}\n`)
  const [{ fingerprint }] = findings(project.unleak(['scan', '--format', 'jsonl'])) as [{ fingerprint: string }]
  expect(project.rotate(fingerprint).stdout).toContain('a.txt:1: left as it is: it stands in base64, then gzip')
})

test('a notebook: new lines only, with the cell in every report', () => {
  const outputs = [{ output_type: 'stream', text: ['done\n', `${token('old')}\n`] }]
  repo.write('a.ipynb', notebook(['import os\n'], outputs))
  repo.git('add', '.')
  repo.git('commit', '-qm', 'old', '--no-verify')
  repo.write('a.ipynb', notebook(['import os\n', `go("${token('new')}")\n`], outputs))
  repo.git('add', '.')
  const result = repo.tryGit(['commit', '-m', 'x'])
  stopped(result, 'a.ipynb:7:11 (cell 1)')
  expect(result.all).toContain('1 secret in 1 file')
  const sarif = repo.unleak(['scan', '--staged', '--format', 'sarif']).stdout
  expect((JSON.parse(sarif) as { runs: { results: object[] }[] }).runs[0]!.results).toMatchObject([
    { properties: { cell: 1 }, locations: [{ physicalLocation: { region: { startLine: 7, startColumn: 11 } } }] },
  ])
  repo.write('a.ipynb', notebook(['import os\n', 'go(os.environ["T"])\n'], outputs))
  passed(commitAll(repo))
})

test('the history tells whether HEAD still has the encoded text', () => {
  repo.write('a.txt', `x ${base64(`token ${token('stays')}`)}\n`)
  repo.write('b.txt', `x ${base64(`token ${token('goes')}`)}\n`)
  repo.git('add', '.')
  repo.git('commit', '-qm', 'both', '--no-verify')
  repo.git('rm', '-q', 'b.txt')
  repo.git('commit', '-qm', 'one')
  const told = findings(repo.unleak(['scan', '--history', '--format', 'jsonl']))
  expect(told.map(({ file, inHead }) => [file, inHead])).toEqual([
    ['a.txt', true],
    ['b.txt', false],
  ])
})

test('a known value in packed text stops a commit, and is told once', () => {
  const value = password(`packed`)
  repo.write('.gitignore', '.env\n')
  repo.write('.env', `SMTP_PASSWORD='${value}'\n`)
  repo.write('a.txt', `x ${base64(gzipSync(`some text, then ${value} and more of it`))}\n`)
  repo.write('b.txt', `x ${base64(`some text, then ${value} and more of it`)}\n`)
  repo.git('add', '.')
  const told = findings(repo.unleak(['scan', '--staged', '--format', 'jsonl']))
  expect(told.map(({ file, rule, encodings }) => [file, rule, encodings])).toEqual([
    ['a.txt', 'known-secret', ['base64', 'gzip']],
    ['b.txt', 'known-secret', ['base64']],
  ])
  expect(told[0]!['fingerprint']).toBe(told[1]!['fingerprint'])
})

test('a bomb stops a commit as a file that could not be scanned', () => {
  repo.write('bomb.txt', `${base64(gzipSync(Buffer.alloc(3e7, 98)))}\n`)
  const { code, all } = commitAll(repo)
  expect(code).not.toBe(0)
  expect(all).toContain('1 file could not be scanned')
  expect(all).toContain('bomb.txt: packed text in it is larger than 8 MB and was not read')
})
