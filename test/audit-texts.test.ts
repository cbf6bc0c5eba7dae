// What the audit writes into files: comments that stand where the language has them, entries that change nothing else.
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { commentObstacle, withComment } from '../src/audit/comment-text.ts'
import { withEntry } from '../src/audit/entry-text.ts'

const commented = (path: string, text: string, line = 1, reason = 'why not'): string =>
  withComment(path, text, 'SECRET', line, 'r-id', { text: reason }).text

describe('a comment', () => {
  test.each([
    ['a.ts', `k = 'SECRET'`, `k = 'SECRET' // unleak:allow r-id -- why not`],
    ['a.py', `k = 'SECRET'  `, `k = 'SECRET' # unleak:allow r-id -- why not`],
    ['a.yaml', `  k: SECRET\r\n`, `  k: SECRET # unleak:allow r-id -- why not\r\n`],
    ['a.sql', `'SECRET';`, `'SECRET'; -- unleak:allow r-id -- why not`],
    ['a.css', `SECRET`, `SECRET /* unleak:allow r-id -- why not */`],
    ['a.md', `SECRET`, `SECRET <!-- unleak:allow r-id -- why not -->`],
    // Behind a value it would be a part of the value, for some programs that read it.
    ['.env', `A=1\nB=SECRET\n`, `A=1\n# unleak:allow r-id -- why not\nB=SECRET\n`],
    ['x/.env.local', `B=SECRET\r\n`, `# unleak:allow r-id -- why not\r\nB=SECRET\r\n`],
    ['app.ini', `  b = SECRET`, `  ; unleak:allow r-id -- why not\n  b = SECRET`],
    ['Dockerfile', `ENV A=SECRET`, `# unleak:allow r-id -- why not\nENV A=SECRET`],
  ])('in %s', (path, before, after) => expect(commented(path, before)).toBe(after))

  test('on the line that is nearest to where the value was', () => {
    expect(commented('a.py', 'SECRET\nx\nx\nSECRET\n', 3)).toBe('SECRET\nx\nx\nSECRET # unleak:allow r-id -- why not\n')
  })

  test('a line has one: the rule joins it', () => {
    expect(commented('a.py', 'SECRET # unleak:allow other-id -- because\n')).toBe(
      'SECRET # unleak:allow other-id, r-id -- because\n',
    )
  })

  test('no reason ends it', () => {
    expect(commented('a.css', 'SECRET', 1, 'a */ b --> c')).toBe('SECRET /* unleak:allow r-id -- a b c */')
  })

  test.each([
    ['a.json', 'SECRET', 'no comments'],
    ['a.xml', '<a>SECRET</a>', 'no comments'],
    ['a.py', undefined, 'no UTF-8'],
    ['a.py', 'SEC\nRET', 'does not stand there'],
    ['a.sh', 'curl SECRET \\\n  x', 'backslash'],
    ['a.sh', 'curl \\\n  SECRET', 'backslash'],
    ['a.tsx', '  <p>SECRET</p>', 'markup'],
  ])('is not offered in %s: %j', (path, text, why) => {
    expect(commentObstacle(path, text, 'SECRET', 1)).toContain(why)
  })
})

describe('an allow entry', () => {
  const entry = { rules: ['r-id'], paths: ['/a.ts'], reason: 'why not' }
  const block = '  - rules: [r-id]\n    paths: ["/a.ts"]\n    reason: why not\n'

  test.each([
    ['', `allow:\n${block}`],
    ['# only this\n', `# only this\nallow:\n${block}`],
    ['a: 1', `a: 1\n\nallow:\n${block}`],
    ['allow:\n  - reason: old # c\n', `allow:\n  - reason: old # c\n${block}`],
    ['allow:\n- reason: old\nb: 1\n', `allow:\n- reason: old\n${block.replaceAll(/^ {2}/gm, '')}b: 1\n`],
    ['allow:\n  - reason: old\n\n# about b\nb: 1\n', `allow:\n  - reason: old\n${block}\n# about b\nb: 1\n`],
    ['allow:\n  - reason: |\n      long\n      text\n', `allow:\n  - reason: |\n      long\n      text\n${block}`],
    ['a: 1\r\n', `a: 1\r\n\r\nallow:\r\n${block.replaceAll('\n', '\r\n')}`],
  ])('in YAML: %j', (before, after) => {
    expect(withEntry(before, entry, false)).toBe(after)
    expect((parse(after) as { allow: unknown[] }).allow.at(-1)).toEqual(entry)
  })

  test.each([
    '{ a: 1 }',
    'allow: []\n',
    'allow: [{ reason: old }]\n',
    'allow: x\n',
    'a: 1\n---\nb: 1\n',
    'a: [\n',
    '- 1\n',
  ])('is not offered where there is no safe place: %j', (text) => expect(withEntry(text, entry, false)).toBeUndefined())

  test.each(['true', 'a: b', 'a #b', "it's", '- x', 'ü', '"'])(
    'a reason that YAML would misread is quoted: %s',
    (reason) => {
      const text = withEntry('', { ...entry, reason }, false)!
      expect((parse(text) as { allow: unknown[] }).allow).toEqual([{ ...entry, reason }])
    },
  )

  test('in JSON and package.json: the layout is kept', () => {
    expect(withEntry('{\n\t"a": 1\n}\n', entry, true)).toBe(
      `${JSON.stringify({ a: 1, allow: [entry] }, undefined, '\t')}\n`,
    )
    expect(withEntry('{"name": "x", "unleak": {"allow": []}}', entry, true, ['unleak'])).toBe(
      JSON.stringify({ name: 'x', unleak: { allow: [entry] } }, undefined, 2),
    )
    expect(withEntry('{"name": 1', entry, true, ['unleak'])).toBeUndefined()
  })
})
