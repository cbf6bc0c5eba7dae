// The command line: one clear line for every mistake, the right exit code, never a stack.
import { symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { PROGRAM, Scratch, token } from './support/scratch.ts'
import type { Result } from './support/scratch.ts'

function clear(result: Result, code: number, message: string | RegExp): void {
  expect(result.stderr).toMatch(message)
  expect(result.code, result.all).toBe(code)
  expect(result.stdout).toBe('')
  expect(result.stderr).not.toMatch(/\n\s+at |node:internal|Please report/)
  // What is wrong, and what to do.
  expect(result.stderr.trim().split('\n').length).toBeLessThanOrEqual(2)
}

describe('exit codes', () => {
  test('0 clean, 1 findings', () => {
    const repo = new Scratch(false)
    repo.write('a.txt')
    expect(repo.unleak(['scan']).code).toBe(0)
    repo.write('b.txt', token())
    expect(repo.unleak(['scan']).code).toBe(1)
  })

  test.each([
    [['scan', '--nonsense'], /nknown argument.*nonsense/],
    [['scan', '--format', 'xml'], /"xml" is none of its values.* Choices: "csv", "github", .*"json", "jsonl"/],
    [['scan', '--range'], /Not enough arguments/],
    [['scan', '--min-confidence', 'low', '--min-confidence', 'high'], '--min-confidence is given twice'],
    [['scan', '--range', 'a', '--range', 'b'], '--range is given twice'],
    [['scan', '--format'], /Not enough arguments/],
    [['scan', '--threads', 'many'], '--threads takes a whole number'],
    [['generate', 'hex', '--length', '-3'], '--length takes a whole number'],
    [['scan', '--', 'nope'], 'there is no file or directory nope'],
    [['scn'], /Did you mean scan/],
    [['scan', '--stagd'], /did you mean --staged\?[^]*See: npx unleak scan --help/],
    [['scan', '--stdinfilenam=x'], /did you mean --stdin-filename\?/],
    [['scan', '--format', 'jsn'], /did you mean json\?/],
    [['rules', 'lst'], /Did you mean list/],
    [['rules', 'list', '--formt=json'], /did you mean --format\?/],
    [['generate', 'pasword'], /did you mean password\?/],
    [['init', 'nothing'], /Unknown argument: nothing\n/],
    [[], /Say what to do/],
    [['rules'], /Say which/],
    [['rules', 'show', 'github-pad'], /did you mean github-pat/],
    [['rules', 'show', 'nothing-like-it-at-all'], /there is no rule/],
    [['scan', 'missing.txt'], /no file or directory missing\.txt/],
    [['scan', 'none/**/*.zzz'], /no file matches/],
    [['scan', '--staged', '.'], /more than one thing to scan/],
    [['scan', '-', 'a.txt'], /more than one thing to scan/],
    [['scan', '--range', 'nope..HEAD'], /"nope\.\.HEAD" is no range/],
    [['scan', '--range', '--output=x'], /is no range|Not enough/],
    [['hook', 'post-nothing'], /is no hook that unleak serves/],
    [['hook', 'pre-commit', '--config-from', 'HEAD'], '--config-from is no option of this hook'],
    [['hook'], /is no hook that unleak serves/],
    [['rules', 'check', 'nowhere.yml'], /no file or directory nowhere\.yml/],
  ])('2 for %j', (args, message) => clear(new Scratch().unleak(args), 2, message))

  test('names behind -- are scanned, whatever they begin with; a list may be given in parts', () => {
    const repo = new Scratch(false)
    repo.write('clean/a.txt')
    repo.write('-w.txt', token())
    expect(repo.unleak(['scan', 'clean', '--', '-w.txt']).code).toBe(1)
    expect(repo.unleak(['scan', '--output', 'json=a.json', '--output', 'csv=a.csv', '--', 'clean']).code).toBe(0)
  })

  test('names of secrets without an end: scanned, and each time', () => {
    const repo = new Scratch(false)
    repo.write('a.txt', 'password='.repeat(40_000))
    for (let i = 0; i < 3; i++) expect(repo.unleak(['scan']).code).toBe(0)
  })

  test.skipIf(process.platform === 'win32')('a package.json that never ends is not read', () => {
    const repo = new Scratch()
    symlinkSync('/dev/zero', repo.path('package.json'))
    expect(repo.unleak(['scan', '--staged']).code).toBe(0)
  })

  test('2 outside of a repository', () => {
    const repo = new Scratch(false)
    for (const args of [['scan', '--staged'], ['scan', '--range', 'A..B'], ['init'], ['hook', 'pre-commit']]) {
      clear(repo.unleak(args), 2, /not in a git repository/)
    }
  })

  test.skipIf(process.getuid?.() !== 0)('3 in a repository of another user, however git is asked', () => {
    const repo = new Scratch()
    repo.spawn('chown', ['-R', '1', repo.root])
    for (const args of [['scan', '--staged'], ['scan', '--history'], ['hook', 'pre-commit'], ['init']])
      clear(repo.unleak(args), 3, /belongs to another user/)
  })

  test('2 in a bare repository', () => {
    const repo = new Scratch(['--bare'])
    for (const args of [['scan'], ['scan', '--staged'], ['init'], ['hook', 'pre-commit']])
      clear(repo.unleak(args), 2, /bare repository/)
  })

  test('3 without git', () => {
    const repo = new Scratch()
    repo.env['PATH'] = repo.path('nowhere')
    for (const args of [
      ['scan'],
      ['scan', '--staged'],
      ['scan', '--range', 'A..B'],
      ['init'],
      ['hook', 'pre-commit'],
    ]) {
      clear(repo.unleak(args), 3, /git was not found/)
    }
  })

  test('3 when the repository is broken: a hook that cannot look must not pass', () => {
    const repo = Scratch.guarded()
    repo.write('a.txt', token())
    repo.git('add', '.')
    const oid = repo.git('rev-parse', ':a.txt').trim()
    repo.spawn('rm', ['-f', repo.path(`.git/objects/${oid.slice(0, 2)}/${oid.slice(2)}`)])
    const result = repo.unleak(['hook', 'pre-commit'])
    expect(result.code).toBe(3)
    expect(result.stderr).toContain('a.txt: git has no such object')
    repo.write('.git/index', 'broken')
    expect(repo.unleak(['hook', 'pre-commit'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('git diff failed'),
    })
  })

  test.skipIf(process.platform === 'win32')('130 when interrupted', () => {
    const repo = new Scratch(false)
    const { code } = repo.spawn('sh', [
      '-c',
      `(sleep 5) | node '${PROGRAM}' scan - & pid=$!; sleep 1; kill -INT $(pgrep -f -- 'unleak.js scan -$' | tail -1); wait $pid`,
    ])
    expect(code).toBe(130)
  })

  test.skipIf(process.platform !== 'linux')('3 when the report cannot be written', () => {
    const repo = new Scratch(false)
    repo.write('a.txt')
    const { code, stderr } = repo.spawn('sh', ['-c', `node '${PROGRAM}' scan >/dev/full`])
    expect([code, stderr]).toEqual([3, 'unleak: the report could not be written (ENOSPC)\n'])
  })

  test('a reader that goes away is no error', () => {
    const repo = new Scratch(false)
    for (let i = 0; i < 400; i++) repo.write(`${i}.txt`, token(String(i)))
    const { stderr } = repo.spawn('sh', ['-c', `node '${PROGRAM}' scan | head -1`])
    expect(stderr).toBe('')
  })
})

describe('help', () => {
  test.each([
    [['--help']],
    [['scan', '--help']],
    [['rules', '--help']],
    [['rules', 'list', '--help']],
    [['init', '--help']],
  ])('%j fits 80 columns', (args) => {
    const { code, stdout } = new Scratch(false).unleak(args)
    expect(code).toBe(0)
    expect(stdout).toContain('unleak')
    for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
  })

  test('--version', () => {
    expect(new Scratch(false).unleak(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

describe('rules', () => {
  test('list, as text and as JSON', () => {
    const repo = new Scratch(false)
    const text = repo.unleak(['rules', 'list'])
    const json = JSON.parse(repo.unleak(['rules', 'list', '--format', 'json']).stdout) as { id: string }[]
    expect(text.code).toBe(0)
    expect(text.stdout.trim().split('\n')).toHaveLength(json.length)
    for (const line of text.stdout.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(80)
    expect(json.map(({ id }) => id)).toContain('github-pat')
    // No id is cut.
    for (const { id } of json) expect(text.stdout).toContain(` ${id} `)
  })

  test('show says what, why and how to rotate', () => {
    const { stdout } = new Scratch(false).unleak(['rules', 'show', 'github-pat'])
    for (const part of ['critical', 'Rotate it', 'https://github.com/settings/tokens', 'References'])
      expect(stdout).toContain(part)
  })

  test('check proves a file, and tells a mistake with its line', () => {
    const repo = new Scratch(false)
    const rule = (more: string): string =>
      [
        'provider: Acme',
        'rules:',
        '  - id: acme-key',
        '    name: Acme key',
        '    severity: high',
        '    keywords: [acme_sk_]',
        `    pattern: 'acme_sk_[a-z0-9]{32}'`,
        '    why: It opens the door to everything at Acme.',
        '    rotate: { steps: [Change it.] }',
        '    references: [https://acme.test]',
        `    examples: ['acme_sk_{{base36:32}}', 'x = "⟦acme_sk_{{base36:32}}⟧"']`,
        `    counterExamples: ['acme_sk_{{base36:31}}', 'acme_pk_{{base36:32}}']`,
        more,
      ].join('\n')
    repo.write('good.yml', rule(''))
    expect(repo.unleak(['rules', 'check', 'good.yml'])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('1 rule proved'),
    })
    repo.write('bad.yml', rule('').replace("{32}'\n", "+'\n"))
    expect(repo.unleak(['rules', 'check', 'bad.yml'])).toMatchObject({
      code: 2,
      stdout: expect.stringMatching(/bad\.yml:7: acme-key: pattern: .*unbounded/),
    })
    repo.write('near.yml', rule('').replace('{{base36:31}}', '{{base36:32}}'))
    expect(repo.unleak(['rules', 'check', 'near.yml'])).toMatchObject({
      code: 2,
      stdout: expect.stringContaining('near.yml:12: acme-key: counterExamples[0]: the rule fires on it'),
    })
    repo.write('typo.yml', rule('    servity: high'))
    clear(
      repo.unleak(['rules', 'check', 'typo.yml']),
      2,
      /typo\.yml:13: rules\[0\]: unknown key "servity"; did you mean "severity"\?/,
    )
    repo.write('syntax.yml', 'provider: [\n')
    clear(repo.unleak(['rules', 'check', 'syntax.yml']), 2, /syntax\.yml:\d/)
  })
})

describe('an install that is not built', () => {
  test('is told, with exit 3', () => {
    const repo = new Scratch(false)

    repo.spawn('cp', ['-r', path.resolve('bin'), repo.root])
    repo.spawn('cp', ['-r', path.resolve('dist'), repo.root])
    writeFileSync(repo.path('package.json'), '{"type":"module","version":"0.0.0"}')
    repo.spawn('rm', [repo.path('dist/rules.bin')])
    clear(repo.spawn(process.execPath, [repo.path('bin/unleak.js'), 'scan']), 3, /rules\.bin is missing/)
  })
})
