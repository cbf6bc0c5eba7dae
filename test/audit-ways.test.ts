// The audit can be taken back, broken off and gone on with, and looks at the tree, the index or the history.
import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { changeFile } from '../src/audit/change-file.ts'
import { MENU, project, rules, SALT, text, WHERE, WHY } from './support/audit.ts'
import { Scratch, token } from './support/scratch.ts'
import { typeInto } from './support/terminal.ts'

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

  test('the report of many findings leads there', () => {
    const repo = project()
    for (const seed of ['b', 'c']) repo.write(`${seed}.ts`, token(seed))
    expect(repo.unleak(['scan']).stdout).not.toContain('unleak audit')
    repo.write('d.ts', token('d'))
    expect(repo.unleak(['scan']).stdout).toContain('Decide one by one what they are:\n       npx unleak audit\n')
    repo.git('add', '.')
    expect(repo.unleak(['scan', '--staged']).stdout).toContain('       npx unleak audit --staged\n')
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
