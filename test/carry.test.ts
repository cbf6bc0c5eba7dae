// Moving in from other scanners: what they allowed is allowed, what they looked for is found, and what is lost is told.
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { POSIX, read } from './support/init.ts'
import { Scratch, token } from './support/scratch.ts'
import type { Result } from './support/scratch.ts'
import { typeInto } from './support/terminal.ts'

const SALT = 'fingerprintSalt: abcdefghijklmnopqrst # ours\n'

/** The configuration after it, as data. */
interface Config {
  allow?: { rules?: string[]; paths?: string[]; values?: string[]; reason: string }[]
  rules?: { disable?: string[]; add?: { id: string }[] }
}

function carry(repo: Scratch): { result: Result; config: Config } {
  const result = repo.unleak(['init', '--carry-over'])
  expect(result).toMatchObject({ code: 0, stderr: '' })
  expect(result.stdout).not.toMatch(/ghp_[A-Za-z0-9]{8}/)
  const text = read(repo, '.unleak.yml')
  expect(text).toContain(SALT)
  return { result, config: parse(text) as Config }
}

function project(files: Record<string, string>): Scratch {
  const repo = new Scratch()
  repo.write('.unleak.yml', SALT)
  for (const [name, text] of Object.entries(files)) repo.write(name, text)
  return repo
}

const found = (repo: Scratch): string[] =>
  (
    JSON.parse(repo.unleak(['scan', '--format', 'json', '--min-confidence', 'low']).stdout) as {
      file: string
      rule: string
    }[]
  ).map(({ file, rule }) => `${file} ${rule}`)

describe('gitleaks', () => {
  const TOML = String.raw`
[extend]
useDefault = true
disabledRules = ["npm-access-token", "no-such-rule"]
[allowlist]
description = "made for tests"
paths = ['''^test/fixtures/''', '''never(?=this)''']
stopwords = ["DUMMY"]
[[rules]]
id = "acme-token"
regex = '''(?i)acme_(live|test)_([a-f0-9]{20,})'''
secretGroup = 2
keywords = ["acme_"]
[[rules.allowlists]]
regexes = ['''^0{20}''']
[[rules]]
id = "anything"
regex = '''[a-z]+[0-9]+'''
`

  test('allowlists, disabled rules and rules of its own', () => {
    const hex = createHash('sha256').update('acme').digest('hex').slice(0, 24)
    const repo = project({
      '.gitleaks.toml': TOML,
      'test/fixtures/a.txt': `${token()}\n`,
      'src/a.txt': `${token('b')}\n`,
      'src/b.txt': `x = ACME_live_${hex}\n`,
      'src/c.txt': `x = acme_test_${'0'.repeat(24)}\n`,
    })
    expect(found(repo)).toContain('test/fixtures/a.txt github-pat')
    const { result, config } = carry(repo)
    expect(found(repo)).toEqual(['src/a.txt github-pat', 'src/b.txt carried-acme-token'])
    for (const { reason } of config.allow!) expect(reason).toContain('from .gitleaks.toml')
    expect(result.stdout).toContain('.gitleaks.toml: disabled rule no-such-rule')
    expect(result.stdout).toContain('.gitleaks.toml: allowed path "never(?=this)"')
    expect(result.stdout).toContain('.gitleaks.toml: rule anything: no text of three letters')
    expect(read(repo, '.gitleaks.toml')).toBe(TOML)
  })

  test('a second time nothing is written', () => {
    const repo = project({ '.gitleaks.toml': TOML })
    carry(repo)
    const before = read(repo, '.unleak.yml')
    expect(carry(repo).result.stdout).not.toContain('entries from')
    expect(read(repo, '.unleak.yml')).toBe(before)
  })

  test('an allowlist whose conditions must all hold is taken whole or not at all', () => {
    const repo = project({
      '.gitleaks.toml': `[[allowlists]]\ncondition = "AND"\npaths = ['''^a/''']\nregexes = ['''b$''']\n[[allowlists]]\ncondition = "AND"\npaths = ['''^c/''']\ncommits = ["abc"]\n`,
    })
    expect(carry(repo).config.allow).toEqual([{ paths: ['a/**/*'], values: ['b$'], reason: 'from .gitleaks.toml' }])
  })

  test('peers.md 3.14: places of .gitleaksignore become known secrets, so that a new one there is found', () => {
    const repo = project({
      '.gitleaksignore': 'a.txt:github-pat:1\ngone.txt:x:3\n# a comment\n',
      'a.txt': `${token()}\n`,
    })
    const { result } = carry(repo)
    expect(result.stdout).toContain('.unleak-baseline.json: 1 known findings from .gitleaksignore')
    expect(result.stdout).toContain('gone.txt:x:3: a scan finds nothing there now')
    expect(repo.unleak(['scan', '--quiet', 'a.txt']).code).toBe(0)
  })

  test('a broken file is told', () => {
    const repo = project({ '.gitleaks.toml': 'not toml' })
    expect(carry(repo).result.stdout).toContain('gitleaks: all of it:')
  })
})

test('detect-secrets: by the hash of the secret, wherever its line is now', () => {
  const hash = createHash('sha1').update(token()).digest('hex')
  const baseline = {
    version: '1.4.0',
    filters_used: [
      { path: 'detect_secrets.filters.regex.should_exclude_file', pattern: ['^vendor/.*'] },
      { path: 'detect_secrets.filters.regex.should_exclude_line', pattern: ['nothing'] },
    ],
    results: { 'a.txt': [{ type: 'GitHub Token', filename: 'a.txt', hashed_secret: hash, line_number: 99 }] },
  }
  const repo = project({
    '.secrets.baseline': JSON.stringify(baseline),
    'a.txt': `\n\n${token()}\n`,
    'b.txt': `${token('b')}\n`,
    'vendor/x/c.txt': `${token('c')}\n`,
  })
  const { result } = carry(repo)
  expect(result.stdout).toContain('"nothing" of should_exclude_line')
  const { code, stdout } = repo.unleak(['scan'])
  expect(code).toBe(1)
  expect(stdout).toContain('b.txt:1:1')
  expect(stdout).not.toMatch(/a\.txt:|c\.txt:/)
})

test('peers.md 3.18: a file that Talisman ignored is known as it is, and a new secret in it is found', () => {
  const repo = project({
    '.talismanrc':
      'fileignoreconfig:\n- filename: a.txt\n  checksum: abc\nthreshold: medium\ncustom_patterns: ["corp-[a-f0-9]{20}"]\n',
    'a.txt': `${token()}\n`,
  })
  const { result, config } = carry(repo)
  expect(result.stdout).toContain('threshold medium')
  expect(config.rules!.add).toEqual([expect.objectContaining({ id: 'carried-talisman-1' })])
  expect(repo.unleak(['scan', '--quiet', 'a.txt']).code).toBe(0)
  repo.write('a.txt', `edited\n${token()}\n`)
  expect(repo.unleak(['scan', '--quiet', 'a.txt']).code).toBe(0)
  repo.write('a.txt', `${token('new')}\n`)
  expect(repo.unleak(['scan', '--quiet', 'a.txt']).code).toBe(1)
})

test('secretlint: allowed values and ignored files', () => {
  const RULE = '@secretlint/secretlint-rule-'
  const rules = [
    { id: `${RULE}github`, options: { allows: ['/^GHP_/i'] } },
    { id: `${RULE}aws`, disabled: true },
  ]
  const repo = project({
    '.secretlintrc.json': JSON.stringify({ rules: [{ id: `${RULE}preset-recommend`, rules }] }),
    '.secretlintignore': '# ours\nvendor/\n!vendor/keep\n',
    'a.txt': `${token()}\n`,
  })
  const { result, config } = carry(repo)
  expect(found(repo)).toEqual([])
  expect(config.allow!.map(({ paths, values }) => paths ?? values)).toEqual([['^[Gg][Hh][Pp]_'], ['vendor/']])
  expect(result.stdout).toContain('aws is disabled there')
  expect(result.stdout).toContain('"!vendor/keep"')
})

test('git-secrets: patterns of the configuration, and .gitallowed', () => {
  const repo = project({
    '.gitallowed': '# x\ncorp-0+\n',
    'a.txt': `corp-${createHash('sha1').update('corp').digest('hex').slice(0, 24)} corp-${'0'.repeat(24)}\n`,
  })
  repo.git('config', '--add', 'secrets.patterns', 'corp-[[:alnum:]]{24}')
  repo.git('config', '--add', 'secrets.providers', 'git secrets --aws-provider')
  const { result } = carry(repo)
  expect(result.stdout).toContain('it is a command, and is not run')
  expect(found(repo)).toEqual(['a.txt carried-git-secrets-1'])
})

test('without a terminal and without a word it is only told', () => {
  const repo = project({ '.gitleaks.toml': '[allowlist]\npaths = ["a"]\n' })
  const { stdout } = repo.unleak(['init'])
  expect(stdout).toContain(
    '! Settings of other scanners are here: .gitleaks.toml\n  Take over what can be: npx unleak init --carry-over',
  )
  expect(read(repo, '.unleak.yml')).toBe(SALT)
})

test.skipIf(!POSIX)('on a terminal it is asked, and only yes is yes', () => {
  for (const [answer, written] of [
    ['n', false],
    ['y', true],
  ] as const) {
    const repo = project({ '.gitleaks.toml': "[allowlist]\npaths = ['''^a/''']\n" })
    const { code, screen } = typeInto(repo, ['init'], [['Take over what can be?', `${answer}\r`]])
    expect(code).toBe(0)
    expect(screen).toContain('.gitleaks.toml')
    expect(read(repo, '.unleak.yml') !== SALT).toBe(written)
  }
})

test('a configuration that is no YAML is told what to write', () => {
  const repo = new Scratch()
  repo.write('.unleak.json', '{ "fingerprintSalt": "abcdefghijklmnopqrst" }')
  repo.write('.gitleaks.toml', "[allowlist]\npaths = ['''^a/''']\n")
  const { code, stderr } = repo.unleak(['init', '--carry-over'])
  expect(code).toBe(2)
  expect(stderr).toContain('"paths":["a/**/*"]')
  expect(read(repo, '.unleak.json')).toBe('{ "fingerprintSalt": "abcdefghijklmnopqrst" }')
})
