// `unleak audit` as a person sees it: on a real terminal, in a real repository.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { changeFile } from '../src/audit/change-file.ts'
import { expand } from '../src/rules/template.ts'
import { Scratch, token } from './support/scratch.ts'
import { typeInto } from './support/terminal.ts'

const SALT = 'fingerprintSalt: a-salt-of-sixteen-letters\n'
const MENU = '? help'
const WHERE = 'Esc goes back.'
const WHY = 'Why ('
const password = expand('{{base62:28}}', 'audit').text

function project(config = SALT): Scratch {
  const repo = new Scratch()
  if (config) repo.write('.unleak.yml', config)
  repo.write('a.ts', `const user = 'bob'\nexport const key = '${token('a')}'\nconst last = 1\n`)
  return repo
}
const text = (repo: Scratch, name: string): string => readFileSync(repo.path(name), 'utf8')
const rules = (repo: Scratch, ...args: string[]): string[] =>
  (JSON.parse(repo.unleak(['scan', '--format', 'json', ...args]).stdout) as { rule: string }[]).map(({ rule }) => rule)

describe('a finding is shown', () => {
  test('with rule, place, lines around, reasons; no value in clear, also of its neighbours', () => {
    const repo = project()
    repo.write('b.py', `name = "left"\napi_secret = "${password}"\nother = "${token('b')}"\n`)
    const { screen, code } = typeInto(
      repo,
      ['audit'],
      [
        [MENU, 'l'],
        [MENU, 'l'],
        [MENU, 'q'],
      ],
    )
    expect(screen).toContain('(1 of 3) a.ts:2:21\n  critical  GitHub personal access token (classic)  github-pat\n')
    expect(screen).toContain(
      "    1 │ const user = '***'\n  > 2 │ export const key = 'ghp_********'\n    3 │ const last = ***\n",
    )
    expect(screen).toContain('its checksum is right')
    expect(screen).toContain('Acts as its owner')
    // The guess, with what speaks for and against it.
    expect(screen).toMatch(/\(2 of 3\) b\.py:2:15[^]*for a secret[^]*against[^]*\(3 of 3\)/)
    for (const secret of [password, token('a'), token('b')]) expect(screen).not.toContain(secret.slice(5, 20))
    for (const line of screen.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(80)
    expect(code).toBe(1)
  })

  test('the same value is decided once, with all its places', () => {
    const repo = project()
    repo.write('b.ts', `\n\nconst again = '${token('a')}' // a note\n`)
    const { screen, code } = typeInto(
      repo,
      ['audit'],
      [
        [MENU, 'f'],
        [WHERE, 'c'],
        [WHY, 'only for the docs\r'],
      ],
    )
    expect(screen).toContain('(1 of 1)')
    expect(screen).toContain('The same value: b.ts:3:16')
    expect(text(repo, 'a.ts')).toContain(`'${token('a')}' // unleak:allow github-pat -- only for the docs\nconst last`)
    expect(text(repo, 'b.ts')).toContain('// a note // unleak:allow github-pat -- only for the docs\n')
    expect(screen).toContain('1 value: 1 false alarm')
    expect(screen).toContain('git add a.ts b.ts && git commit')
    expect(code).toBe(0)
    expect(repo.unleak(['scan'])).toMatchObject({ code: 0, stderr: '' })
  })

  test('control characters of a hostile repository stay escaped', () => {
    const repo = new Scratch()
    repo.write('a.txt', `\u001b[31mred\u0007\nkey = ${token('a')} \u202e\n\u001b]0;title\u0007\n`)
    const { screen } = typeInto(repo, ['audit'], [[MENU, 'q']])
    expect(screen).toContain(String.raw`\x1b[31mred\x07`)
    expect(screen).not.toContain('\u0007')
  })
})

describe('a decision is written', () => {
  test('real: nothing but a note for this clone; the next command is shown, and it is not asked again', () => {
    const repo = project()
    const first = typeInto(repo, ['audit'], [[MENU, 'r']])
    const [, fingerprint] = /fingerprint (\w+)/.exec(first.screen)!
    expect(first.screen).toContain(`Real. Next: unleak rotate ${fingerprint}`)
    expect(first.code).toBe(1)
    expect(repo.git('status', '--porcelain')).toBe('?? .unleak.yml\n?? a.ts\n')
    expect(statSync(repo.path('.git/unleak/audit.json')).mode & 0o777).toBe(0o600)
    expect(text(repo, '.git/unleak/audit.json')).not.toContain(token('a').slice(4, 12))
    const second = typeInto(repo, ['audit'], [])
    expect(second.screen).toContain(`1 value: 1 real\nWhat is real is rotated:\n  unleak rotate ${fingerprint}`)
    expect(typeInto(repo, ['audit', '--again'], [[MENU, 'q']]).screen).toContain('called real before')
  })

  test('a baseline entry: this value in this file', () => {
    const repo = project()
    typeInto(
      repo,
      ['audit'],
      [
        [MENU, 't'],
        [WHERE, 'b'],
      ],
    )
    expect(text(repo, '.unleak-baseline.json')).toMatch(/\["[0-9a-f]{32}","github-pat","a\.ts"\]/)
    expect(text(repo, '.gitattributes')).toContain('merge=union')
    expect(rules(repo)).toEqual([])
    repo.write('a.ts', token('b'))
    expect(rules(repo)).toEqual(['github-pat'])
  })

  test('an allow entry: comments and order of the configuration stay; others that it covers are not asked', () => {
    const config = `# first\n${SALT}allow:\n    # of the tests\n    - paths: [fixtures/]  # all\n      reason: "made: for tests"\n# last\nminConfidence: medium\n`
    const repo = project(config)
    repo.write('b.ts', `const one = '${token('b')}'\nconst two = '${token('c')}'\n`)
    const { screen, code } = typeInto(
      repo,
      ['audit'],
      [
        [MENU, 'r'],
        [MENU, 't'],
        [WHERE, 'a'],
        [WHY, 'said: in "docs" until 2999-12-31\r'],
      ],
    )
    expect(text(repo, '.unleak.yml')).toBe(
      config.replace(
        '# last\n',
        '    - rules: [github-pat]\n      paths: ["/b.ts"]\n      reason: "test value: said: in \\"docs\\""\n      until: 2999-12-31\n# last\n',
      ),
    )
    expect(screen).toContain('(3 of 3) b.ts: permitted by an entry above')
    expect(code).toBe(1)
    expect(rules(repo)).toEqual(['github-pat'])
  })

  test('without a configuration one is made, and a baseline is not offered', () => {
    const repo = project('')
    const { screen } = typeInto(
      repo,
      ['audit'],
      [
        [MENU, 'f'],
        [WHERE, 'a'],
        [WHY, 'docs\r'],
      ],
    )
    expect(screen).toContain('(no baseline entry: there is no fingerprintSalt here: unleak init)')
    expect(text(repo, '.unleak.yml')).toBe('allow:\n  - rules: [github-pat]\n    paths: ["/a.ts"]\n    reason: docs\n')
    expect(rules(repo)).toEqual([])
  })

  test('a reason is asked for until there is one; Esc goes back', () => {
    const repo = project()
    const { screen } = typeInto(
      repo,
      ['audit'],
      [
        [MENU, 'f'],
        [WHERE, '\u001b'],
        [MENU, 'f'],
        [WHERE, 'c'],
        [WHY, '\r'],
        ['next year', ''],
        [WHY, 'x until 2027-99-99\r'],
        ['is no day', ''],
        [WHY, 'wrong\u007f\u007f\u007f\u007f\u007fmade for the docs\r'],
      ],
    )
    expect(text(repo, 'a.ts')).toContain('// unleak:allow github-pat -- made for the docs\n')
    expect(screen).toContain('1 false alarm')
  })
})

describe('undo', () => {
  test.each(['c', 'b', 'a'])('takes back what was written with %s, to the byte, and asks again', (home) => {
    const repo = project()
    repo.write('b.ts', token('b'))
    const before = text(repo, 'a.ts')
    const { screen } = typeInto(
      repo,
      ['audit'],
      [
        [MENU, 'u'],
        ['nothing to take back', ''],
        [MENU, 'f'],
        [WHERE, home],
        ...(home === 'b' ? [] : ([[WHY, 'docs\r']] as [string, string][])),
        ['(2 of 2)', ''],
        [MENU, 'u'],
        ['Taken back: false alarm.', ''],
        ['(1 of 2)', ''],
        [MENU, 'q'],
      ],
    )
    expect(screen).toContain('2 values: 2 not decided')
    expect([text(repo, 'a.ts'), text(repo, '.unleak.yml')]).toEqual([before, SALT])
    expect(existsSync(repo.path('.unleak-baseline.json'))).toBe(false)
    expect(existsSync(repo.path('.gitattributes'))).toBe(false)
  })

  test('leaves a file alone that somebody changed since', () => {
    const repo = project()
    const other = changeFile(repo.path('a.ts'), 'ours\n')
    repo.write('a.ts', 'theirs\n')
    expect(other()).toContain('was changed since')
    expect(text(repo, 'a.ts')).toBe('theirs\n')
  })
})

describe('it can be broken off', () => {
  test.each([
    ['q', 1],
    ['\u0003', 130],
    ['\u0004', 130],
  ])('%j leaves what was decided, and the next one goes on; what was put off comes last', (keys, exit) => {
    const repo = project()
    repo.write('b.ts', token('b'))
    repo.write('c.ts', token('c'))
    const first = typeInto(
      repo,
      ['audit'],
      [
        [MENU, 'l'],
        [MENU, 'f'],
        [WHERE, 'b'],
        [MENU, keys],
      ],
    )
    expect(first.code).toBe(exit)
    expect(first.screen).toContain('3 values: 1 false alarm, 1 put off, 1 not decided')
    const second = typeInto(
      repo,
      ['audit'],
      [
        [MENU, 'l'],
        [MENU, 'q'],
      ],
    )
    expect(second.screen).toMatch(/\(1 of 2\) c\.ts[^]*\(2 of 2\) a\.ts:2:21 {2}put off before/)
  })

  test('Ctrl+C while a reason is typed writes nothing', () => {
    const repo = project()
    const before = text(repo, 'a.ts')
    const { code } = typeInto(
      repo,
      ['audit'],
      [
        [MENU, 'f'],
        [WHERE, 'c'],
        [WHY, 'hal\u0003'],
      ],
    )
    expect([code, text(repo, 'a.ts')]).toEqual([130, before])
  })
})

describe('where it looks', () => {
  test('--staged: the index', () => {
    const repo = project()
    repo.git('add', 'a.ts')
    repo.write('b.ts', token('b'))
    const { screen } = typeInto(
      repo,
      ['audit', '--staged'],
      [
        [MENU, 'f'],
        [WHERE, 'c'],
        [WHY, 'docs\r'],
      ],
    )
    expect(screen).toContain('(1 of 1) a.ts:2:21')
    repo.git('add', 'a.ts')
    expect(rules(repo, '--staged')).toEqual([])
  })

  test('--history: what is gone can be known, but not commented', () => {
    const repo = project()
    repo.git('add', '.')
    repo.git('commit', '-qm', 'x', '--no-verify')
    repo.write('a.ts', 'gone\n')
    repo.git('commit', '-qam', 'y', '--no-verify')
    const { screen, code } = typeInto(
      repo,
      ['audit', '--history'],
      [
        [MENU, 'f'],
        [WHERE, 'cb'],
      ],
    )
    expect(screen).toMatch(/a\.ts:2:21 in [0-9a-f]{12}, gone from HEAD/)
    expect(screen).toContain('(no comment: what is in the history cannot be commented any more)')
    expect(code).toBe(0)
    expect(rules(repo, '--history')).toEqual([])
  })

  test('nothing to decide; nobody to ask; two places named', () => {
    const repo = new Scratch()
    repo.write('a.txt')
    expect(typeInto(repo, ['audit'], [])).toMatchObject({ code: 0, screen: expect.stringContaining('Nothing is left') })
    const { code, stdout, stderr } = repo.unleak(['audit'])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('there is no terminal here')
    expect(stderr).toContain('unleak baseline')
    expect(typeInto(repo, ['audit', '--staged', '--history'], []).code).toBe(2)
  })

  test('what could not be scanned is told, exit 3', () => {
    const repo = new Scratch()
    repo.write('.unleak.yml', 'maxFileMegabytes: 0.001\n')
    repo.write('large.txt', 'x'.repeat(3000))
    const { screen, code } = typeInto(repo, ['audit'], [])
    expect(screen).toContain('Not scanned: large.txt')
    expect(code).toBe(3)
  })
})
