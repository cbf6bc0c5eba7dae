// `unleak audit` as a person sees it: on a real terminal, in a real repository.
import { statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { expand } from '../src/rules/template.ts'
import { MENU, project, rules, SALT, text, WHERE, WHY } from './support/audit.ts'
import { Scratch, token } from './support/scratch.ts'
import { typeInto } from './support/terminal.ts'

const password = expand('{{base62:28}}', 'audit').text

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
    expect(first.screen).toContain(`Real. Next: npx unleak rotate ${fingerprint}`)
    expect(first.code).toBe(1)
    expect(repo.git('status', '--porcelain')).toBe('?? .unleak.yml\n?? a.ts\n')
    expect(statSync(repo.path('.git/unleak/audit.json')).mode & 0o777).toBe(0o600)
    expect(text(repo, '.git/unleak/audit.json')).not.toContain(token('a').slice(4, 12))
    const second = typeInto(repo, ['audit'], [])
    expect(second.screen).toContain(`1 value: 1 real\nWhat is real is rotated:\n  npx unleak rotate ${fingerprint}`)
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
