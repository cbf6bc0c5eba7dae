// Rules of a project: added, changed, and refused with file, line and reason.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { Scratch, token } from './support/scratch.ts'

const rule = {
  id: 'acme-key',
  name: 'Acme key',
  severity: 'high',
  keywords: ['acme_sk_'],
  pattern: 'acme_sk_[a-z0-9]{32}',
  why: 'It opens the door to everything at Acme.',
  rotate: { steps: ['Change it.'] },
  references: ['https://acme.test'],
  examples: ['acme_sk_{{base36:32}}', 'x = "⟦acme_sk_{{base36:32}}⟧"'],
  counterExamples: ['acme_sk_{{base36:31}}', 'acme_pk_{{base36:32}}'],
}

function withConfig(name: string, text: string): Scratch {
  const repo = new Scratch()
  repo.write('src/deep/a.txt', token())
  repo.write(name, text)
  return repo
}

const RULE = `rules:
  change:
    jwt: { severity: low }
  add:
    - id: acme-key
      name: Acme key
      severity: high
      keywords: [acme_sk_]
      pattern: 'acme_sk_[a-z0-9]{32}'
      why: It opens the door to everything at Acme.
      rotate:
        steps: [Change it.]
      references:
        - https://acme.test
      examples:
        - acme_sk_{{base36:32}}
        - 'x = "⟦acme_sk_{{base36:32}}⟧"'
      counterExamples:
        - acme_sk_{{base36:31}}
        - acme_pk_{{base36:32}}
`
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length

test.each([
  ['no expression', "'acme_sk_[a-z0-9]{32}'", "'acme_sk_[a-z'", 'pattern:', /acme-key[,:] pattern: .*class/i],
  ['unbounded', '{32}', '+', 'pattern:', /acme-key[,:] pattern: .*unbounded/],
  ['a back reference', "'acme_sk_[a-z0-9]{32}'", String.raw`'acme_sk_(a|b)\1'`, 'pattern:', /back references/],
  ['a match too long', '{32}', '{30000}', 'pattern:', /30008 bytes long/],
  ['a keyword that no match holds', '[acme_sk_]', '[acme_tk_]', 'pattern:', /holds none of the keywords/],
  ['a keyword too short', '[acme_sk_]', '[ab]', 'keywords:', /keywords\[0\]: has not the right form/],
  ['no keywords', '[acme_sk_]', '[]', 'keywords:', /acme-key[,:] keywords: give one or more/],
  ['a pattern and a value', '      pattern', "      value: 'x{9}'\n      pattern", '- id:', /exactly one of pattern/],
  ['a missing key', '      severity: high\n', '', '- id:', /rules\.add\[0\]\.severity: is missing/],
  ['an unknown key', 'severity: high', 'severety: high', 'severety', /did you mean "severity"\?/],
  ['an unknown severity', 'severity: high', 'severity: hihg', 'severity: hihg', /expected "critical" or "high"/],
  ['an unknown check', '      why', '      checks: [crc23]\n      why', 'checks:', /there is no check "crc23"/],
  [
    'an unknown partner',
    '      why',
    '      near: { rule: acme-id, lines: 3 }\n      why',
    'near:',
    /no rule "acme-id"/,
  ],
  ['an id that is taken', 'id: acme-key', 'id: jwt', '- id:', /jwt[,:] id: the id jwt is taken/],
  ['a wrong change', '{ severity: low }', "{ pattern: 'x+' }", 'jwt:', /jwt[,:] pattern: .*unbounded/],
  ['a changed id', '{ severity: low }', '{ id: jwtt }', 'jwt:', /unknown key "id"/],
  [
    'too few examples',
    '        - \'x = "⟦acme_sk_{{base36:32}}⟧"\'\n',
    '',
    'examples:',
    /examples: is too short: at least 2/,
  ],
])('a rule with %s', (_, part, by, at, reason) => {
  const text = RULE.replace(part, () => by)
  expect(text).not.toBe(RULE)
  const repo = withConfig('.unleak.yml', text)
  for (const args of [
    ['hook', 'pre-commit'],
    ['rules', 'check'],
  ]) {
    const { code, all } = repo.unleak(args)
    expect(all).toMatch(reason)
    // Of a key that is missing, the place is the rule's.
    expect(all).toContain(`.unleak.yml:${lineOf(text, at)}: `)
    expect(all).not.toMatch(/\n\s+at /)
    expect(code).toBe(2)
  }
})

test.each([
  [
    'an example that is not found',
    'acme_sk_{{base36:32}}\n',
    'acme_sk_{{base36:33}}\n',
    '33',
    /examples\[0\]: it is not found/,
  ],
  [
    'a counter-example that is',
    'acme_sk_{{base36:31}}',
    'acme_sk_{{lower:32}}',
    'lower',
    /counterExamples\[0\]: the rule fires on it/,
  ],
  [
    'a template without end',
    'acme_pk_{{base36:32}}',
    'acme_pk_{{base36:999999999}}',
    '999999999',
    /counterExamples\[1\]: .*example of 999999999 characters is too long/,
  ],
  ['a wrong template', 'acme_pk_{{base36:32}}', 'acme_pk_{{base37:32}}', 'base37', /counterExamples\[1\]: .*base37/],
  [
    'a pattern without end',
    '[a-z0-9]{32}',
    '(?:(?:[a-z0-9]{1,20}){1,20}){1,20}!',
    'pattern:',
    /pattern: it takes too long: no end after 8 s/,
  ],
  ['an unknown generator', '      why', '      generator: dice\n      why', 'generator:', /there is no type "dice"/],
])('rules check: %s', (_, part, by, at, reason) => {
  const text = RULE.replace(part, () => by)
  expect(text).not.toBe(RULE)
  const repo = withConfig('.unleak.yml', text)
  const { code, all } = repo.unleak(['rules', 'check'])
  expect(all).toMatch(reason)
  expect(all).toContain(`.unleak.yml:${lineOf(text, at)}: acme-key: `)
  expect(code).toBe(2)
})

test('a rule file is told with its lines too', () => {
  const repo = withConfig('acme.yml', `provider: Acme\n${RULE.slice(RULE.indexOf('  add:')).replace('  add', 'rules')}`)
  expect(repo.unleak(['rules', 'check', 'acme.yml'])).toMatchObject({ code: 0 })
  const text = readFileSync(repo.path('acme.yml'), 'utf8')
  repo.write('acme.yml', text.replace('[a-z0-9]{32}', '[a-z0-9]{32,}'))
  const unbounded = repo.unleak(['rules', 'check', 'acme.yml'])
  expect(unbounded.all).toMatch(/acme\.yml:7: acme-key: pattern: "\[a-z0-9\]\{32,\}" is unbounded/)
  repo.write('acme.yml', text.replace('https://acme.test', 'http://acme.test'))
  expect(repo.unleak(['rules', 'check', 'acme.yml']).all).toMatch(/acme\.yml:12: rules\[0\]\.references\[0\]/)
})

test('rules: added and changed ones', () => {
  const repo = withConfig(
    '.unleak.yml',
    JSON.stringify({ rules: { add: [rule], change: { 'github-pat': { severity: 'low' } } } }),
  )
  repo.write('b.txt', `acme_sk_${'k3v9x7q2mz'.repeat(4).slice(0, 32)}\n`)
  const findings = JSON.parse(repo.unleak(['scan', '--format', 'json']).stdout) as {
    rule: string
    severity: string
  }[]
  expect(findings).toMatchObject([
    { rule: 'acme-key', severity: 'high' },
    { rule: 'github-pat', severity: 'low' },
  ])
  expect(repo.unleak(['rules', 'check'])).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('2 rules proved'),
  })
})

test('a changed expression takes the place of the old one, and a partner of ours may belong to a rule of theirs', () => {
  const change = { 'github-pat': { keywords: ['acmepat_'], pattern: 'acmepat_[a-z0-9]{20}', checks: [] } }
  const add = [{ ...rule, near: { rule: 'twilio-account-sid', lines: 2 } }]
  const repo = withConfig('.unleak.yml', JSON.stringify({ rules: { add, change } }))
  repo.write('b.txt', `acmepat_${'k3v9x7q2mz'.repeat(2)}\n`)
  repo.write(
    'c.env',
    `TWILIO_SID=AC${'0123456789abcdef'.repeat(2)}\nKEY=acme_sk_${'k3v9x7q2mz'.repeat(4).slice(0, 32)}\n`,
  )
  repo.write('d.env', `KEY=acme_sk_${'k3v9x7q2mz'.repeat(4).slice(0, 32)}\n`)
  const findings = JSON.parse(repo.unleak(['scan', '--format', 'json']).stdout) as { rule: string; file: string }[]
  expect(findings.filter((found) => found.rule !== 'generic-secret')).toMatchObject([
    { rule: 'github-pat', file: 'b.txt' },
    { rule: 'acme-key', file: 'c.env', part: { rule: 'twilio-account-sid' } },
  ])
})

test('a rule that does not come to an end is exit 3 with its name, and does not hang a commit', () => {
  const endless = { ...rule, pattern: '(?:(?:[a-z]{1,20}){1,20}){1,20}acme_sk_[0-9](?![0-9])' }
  const repo = withConfig('.unleak.yml', JSON.stringify({ rules: { add: [endless] } }))
  repo.write('src/deep/a.txt', `${'a'.repeat(300)}acme_sk_99\n`)
  expect(repo.unleak(['scan'])).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('src/deep/a.txt: rule acme-key (.unleak.yml:1) takes too long'),
  })
  const explained = repo.unleak(['explain', 'src/deep/a.txt:1'])
  expect(explained.code).toBe(3)
  expect(explained.stdout.replace(/\s+/g, ' ')).toContain('not scanned: rule acme-key (.unleak.yml:1) takes too long')
  // A commit of many such files waits for three of them, and no more.
  repo.guard()
  for (let number = 0; number < 40; number++) repo.write(`many/${number}.txt`, `${'a'.repeat(300)}acme_sk_99\n`)
  repo.git('add', 'many')
  const start = performance.now()
  const commit = repo.tryGit(['commit', '-m', 'x'])
  expect(performance.now() - start).toBeLessThan(20_000)
  expect(commit.all).toContain('.unleak.yml:1: rule acme-key takes too long, on 3 files now')
  expect(commit.code).not.toBe(0)
})
