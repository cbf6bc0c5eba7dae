// Permissions: they end on their day, what is left over is told, and other scanners' comments count as they do there.
import { describe, expect, test } from 'vitest'
import { allowedByComment, readPermission } from '../src/filters/comment.ts'
import { allowedByPeer } from '../src/filters/peer-comment.ts'
import { commitAll, leak, passed, stopped } from './support/commit.ts'
import { Scratch, token } from './support/scratch.ts'

const PAST = '2020-01-31'
const FUTURE = '2999-12-31'

const withConfig = (config: string, files: Record<string, string>): Scratch => {
  const repo = new Scratch()
  repo.write('.unleak.yml', config)
  for (const [name, text] of Object.entries(files)) repo.write(name, text)
  return repo
}
const flat = (text: string): string => text.replace(/\s+/g, ' ')

test('what is left over is told where there is no configuration either; a day that no year has ends nothing', () => {
  const repo = new Scratch()
  repo.write('a.txt', `x # unleak:allow github-pat -- was rotated\n`)
  expect(repo.unleak(['scan']).stderr).toContain('a.txt:1')
  expect(allowedByComment('r', ['x # unleak:allow r until 2999-02-31 -- made for it'], undefined, PAST)).toMatchObject({
    allowed: false,
    problem: expect.stringContaining('no day') as string,
  })
})

describe('an allow entry until a day', () => {
  const entry = (until: string): string => `allow:\n  - rules: [github-pat]\n    reason: rotated\n    until: ${until}\n`

  test('counts before it', () => {
    expect(withConfig(entry(FUTURE), { 'a.txt': leak() }).unleak(['scan'])).toMatchObject({ code: 0, stderr: '' })
  })

  test('hides nothing after it, and the report says which entry it was', () => {
    const { code, stdout, stderr } = withConfig(entry(PAST), { 'a.txt': leak() }).unleak(['scan'])
    expect(code).toBe(1)
    expect(flat(stdout)).toContain(`the allow entry expired on ${PAST} (.unleak.yml:2)`)
    expect(stderr).toContain(`.unleak.yml:2: the allow entry expired on ${PAST}`)
  })

  test('the hook heeds the day too', () => {
    const repo = Scratch.guarded()
    repo.write('.unleak.yml', entry(FUTURE))
    repo.write('a.txt', leak())
    passed(commitAll(repo))
    repo.write('.unleak.yml', entry(PAST))
    repo.write('a.txt', leak('other'))
    stopped(commitAll(repo), 'a.txt')
  })

  test.each(['2027-02-30', '2027-1-1', 'tomorrow', '20270101'])('%s is no day: exit code 2', (until) => {
    const { code, stderr } = withConfig(entry(until), {}).unleak(['scan'])
    expect(code).toBe(2)
    expect(stderr).toMatch(/\.unleak\.yml:4: allow\[0\]\.until: (?:is no day, written 2027-01-31|expected string)/)
  })

  test('in TOML a day needs no quotes', () => {
    const repo = new Scratch()
    repo.write('.unleak.toml', `[[allow]]\nrules = ["github-pat"]\nreason = "rotated"\nuntil = ${PAST}\n`)
    repo.write('a.txt', leak())
    expect(flat(repo.unleak(['scan']).stdout)).toContain(`expired on ${PAST}`)
  })

  test('one that still counts is asked after one that does not', () => {
    const both = `${entry(PAST)}  - rules: [github-pat]\n    reason: rotated again\n`
    expect(withConfig(both, { 'a.txt': leak() }).unleak(['scan']).code).toBe(0)
  })
})

describe('a comment until a day', () => {
  const scanned = (comment: string): string => {
    const repo = new Scratch()
    repo.write('a.js', `k = '${token()}' // ${comment}\n`)
    return flat(repo.unleak(['scan']).stdout)
  }

  test('counts before it, not after it', () => {
    expect(scanned(`unleak:allow github-pat until ${FUTURE} -- made for the docs`)).toContain('No secrets')
    expect(scanned(`unleak:allow github-pat until ${PAST} -- made for the docs`)).toContain(
      `unleak:allow does not count: the comment expired on ${PAST}`,
    )
  })

  test.each(['until -- reason', 'until soon -- reason', 'until 2027-13-01 -- reason'])('%s is no day', (end) => {
    expect(scanned(`unleak:allow github-pat ${end}`)).toContain('names no day after until')
  })

  test('it counts on its last day', () => {
    const verdict = (today: string): boolean =>
      allowedByComment('r', ['unleak:allow r until 2027-01-31 -- why not'], undefined, today).allowed
    expect([verdict('2027-01-30'), verdict('2027-01-31'), verdict('2027-02-01')]).toEqual([true, true, false])
  })

  test('a line that was made to be slow to read is not', () => {
    const started = performance.now()
    for (const part of [' ', ' -', ' a', ',', '--']) readPermission(`unleak:allow${part.repeat(4000)}!`)
    expect(performance.now() - started).toBeLessThan(500)
  })
})

describe('what permits nothing any more is told by a scan of everything', () => {
  const config = 'allow:\n  - rules: [github-pat]\n    reason: rotated\n  - paths: [gone/]\n    reason: tests\n'

  test('entries, with their line', () => {
    const repo = withConfig(config, { 'a.txt': leak() })
    const { code, stderr } = repo.unleak(['scan'])
    expect(code).toBe(0)
    expect(stderr).toBe(
      'Permissions to take out:\n  .unleak.yml:4: the allow entry matches nothing here any more: tests\n',
    )
    // Of a part of the tree nobody can tell, nor of other kinds of scans.
    repo.write(
      '.unleak.yml',
      'allow:\n  - rules: [known-secret]\n    reason: test\n  - paths: ["/\\\\(commit message\\\\)"]\n    reason: test\n',
    )
    expect(repo.unleak(['scan']).stderr).toBe('')
    repo.write('.unleak.yml', config)
    expect(repo.unleak(['scan', '--min-confidence', 'high']).stderr).toBe('')
    expect(repo.unleak(['scan', 'a.txt']).stderr).toBe('')
    expect(repo.unleak(['scan', '--staged']).stderr).toBe('')
  })

  test('comments, with a guess when the rule is mistyped; those that only quote one are left alone', () => {
    const repo = withConfig('minConfidence: medium\n', {
      'used.js': `k = '${token()}' // unleak:allow github-pat -- made for the docs\n`,
      'above.js': `// unleak:allow github-pat -- made for the docs\nk = '${token()}'\n`,
      'left.js': `\nk = process.env.K // unleak:allow github-pat -- made for the docs\n`,
      'typo.js': `k = '' // unleak:allow github-pad -- made for the docs\n`,
      'guide.md': 'Write `unleak:allow github-pat -- the reason`, or\n\n    unleak:allow jwt -- why\n',
      'single.test.js': "contains('unleak:allow github-pat -- the reason')\n",
      'quoted.test.js': 'const text = `unleak:allow github-pat -- made`\n',
    })
    const { code, stderr } = repo.unleak(['scan'])
    expect(code).toBe(0)
    expect(stderr.split('\n').toSorted()).toEqual([
      '',
      '  left.js:2: the comment allows github-pat, and there is nothing to allow',
      '  typo.js:1: the comment names a rule that there is not, github-pad; did you mean github-pat?',
      'Permissions to take out:',
    ])
  })
})

describe('comments of other scanners', () => {
  const above = (comment: string, line = 'x'): [string[], string] => [[line], comment]
  const on = (comment: string): [string[], undefined] => [[`x = 'y' ${comment}`], undefined]

  test.each([
    ['gitleaks', on('# gitleaks:allow')],
    ['gitleaks', on('//gitleaks:allow, a test')],
    ['betterleaks', on('/* betterleaks:allow */')],
    ['trufflehog', on('# trufflehog:ignore')],
    ['ggshield', on('# ggignore')],
    ['ggshield', on('// ggignore: a test')],
    ['detect-secrets', on('# pragma: allowlist secret')],
    ['detect-secrets', on('// pragma:whitelist-secret because')],
    ['detect-secrets', on('<!-- pragma: allowlist secret -->')],
    ['detect-secrets', on('/* pragma: allowlist secret */')],
    ['detect-secrets', above('  # pragma: allowlist nextline secret')],
    ['secretlint', on('// secretlint-disable-line')],
    ['secretlint', on('// secretlint-disable-line @secretlint/secretlint-rule-github -- a test')],
    [
      'secretlint',
      above('// secretlint-disable-next-line @secretlint/secretlint-rule-npm, @secretlint/secretlint-rule-github'),
    ],
    ['secretlint', above('# secretlint-disable-next-line @secretlint/secretlint-rule-preset-recommend')],
  ])('%s: %j permits', (tool, [lines, line]) => {
    expect(allowedByPeer('github-pat', lines, line)).toEqual({ allowed: true, tool })
  })

  test.each([
    // They mean their own line only.
    above('# gitleaks:allow'),
    above('# trufflehog:ignore'),
    above('# ggignore'),
    above('# pragma: allowlist secret'),
    above('// secretlint-disable-line'),
    // Behind a value it is about that line's.
    above('x = 1 # pragma: allowlist nextline secret'),
    on('# pragma: allowlist nextline secret'),
    on('// secretlint-disable-next-line'),
    on('.ggignore'),
    on('# ggignore-start'),
    on('pragma: allowlist secret'),
    on('gitleaks: allow'),
  ])('%j does not', (lines, line) => {
    expect(allowedByPeer('github-pat', lines, line)).toEqual({ allowed: false })
  })

  test('secretlint names rules: others are not meant, and the report says so', () => {
    const [lines, line] = on('// secretlint-disable-line @secretlint/secretlint-rule-aws')
    expect(allowedByPeer('github-pat', lines, line)).toEqual({
      allowed: false,
      problem: 'a comment of secretlint is about aws, not github-pat',
    })
    const key = on('// secretlint-disable-line @secretlint/secretlint-rule-privatekey')
    expect(allowedByPeer('private-key-rsa', ...key).allowed).toBe(true)
  })

  test('they count in a scan, are told on request, and can be turned off', () => {
    const repo = new Scratch()
    repo.write('a.js', `k = '${token()}' // gitleaks:allow\n`)
    expect(repo.unleak(['scan'])).toMatchObject({ code: 0, stderr: '' })
    expect(repo.unleak(['scan', '--verbose']).stderr).toContain('a.js: github-pat: a comment of gitleaks')
    repo.write('.unleak.yml', 'peerComments: false\n')
    expect(repo.unleak(['scan']).code).toBe(1)
  })

  test('a value that was burned comes not back by them', () => {
    const repo = new Scratch()
    const value = `${token()}Zq`
    repo.write('a.txt')
    expect(repo.unleak(['burn'], { input: value }).code).toBe(0)
    repo.write('a.txt', `k = ${value} # gitleaks:allow\n`)
    expect(repo.unleak(['scan']).code).toBe(1)
  })
})
