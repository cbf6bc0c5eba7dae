// The configuration: found from anywhere below, checked to the last key, and heeded.
import { symlinkSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Scratch, token } from './support/scratch.ts'

function withConfig(name: string, text: string): Scratch {
  const repo = new Scratch()
  repo.write('src/deep/a.txt', token())
  repo.write(name, text)
  return repo
}
const codeIn = (repo: Scratch, cwd = repo.root): number => repo.unleak(['scan'], { cwd }).code

describe('is found', () => {
  test.each([
    ['.unleak.yml', 'rules:\n  disable: [github-pat]\n'],
    ['.unleak.yaml', 'rules: { disable: [github-pat] }'],
    ['.unleak.json', '{ "rules": { "disable": ["github-pat"] } }'],
    ['.unleak.toml', '[rules]\ndisable = ["github-pat"]\n'],
    ['package.json', '\ufeff{ "unleak": { "rules": { "disable": ["github-pat"] } } }'],
    ['package.json', '{ "name": "x", "unleak": { "rules": { "disable": ["github-pat"] } } }'],
  ])('as %s, from any sub-directory', (name, text) => {
    const repo = withConfig(name, text)
    expect(codeIn(repo)).toBe(0)
    expect(codeIn(repo, repo.path('src/deep'))).toBe(0)
  })

  test('none above the repository counts', () => {
    const repo = withConfig('.unleak.yml', 'rules: { disable: [github-pat] }')
    repo.write('inner/b.txt', token())
    repo.tryGit(['init', '-q', 'inner'])
    expect(codeIn(repo, repo.path('inner'))).toBe(1)
  })

  test('the hook goes by it', () => {
    const repo = withConfig('.unleak.yml', 'rules: { disable: [github-pat] }')
    repo.unleak(['init'])
    repo.git('add', '.')
    expect(repo.tryGit(['commit', '-m', 'x']).code).toBe(0)
  })
})

describe('a mistake is told with its line, and exit 2', () => {
  test.each([
    ['.unleak.yml', 'ignore: [a]\nalow: []\n', /\.unleak\.yml:2: unknown key "alow"; did you mean "allow"\?/],
    [
      '.unleak.yml',
      'allow:\n  - path: [a]\n    reason: because\n',
      /\.unleak\.yml:2: allow\[0\]: unknown key "path"; did you mean "paths"\?/,
    ],
    ['.unleak.yml', 'allow:\n  - paths: [a]\n', /\.unleak\.yml:\d: allow\[0\]\.reason: is missing/],
    ['.unleak.yml', 'minConfidence: hgh\n', /minConfidence: expected "high" or "medium" or "low"/],
    ['.unleak.yml', 'rules: { disable: [github-pad] }\n', /there is no rule "github-pad"; did you mean "github-pat"\?/],
    ['.unleak.yml', 'allow:\n  - values: ["("]\n    reason: because\n', /\.unleak\.yml:2: Invalid regular expression/],
    ['.unleak.yml', 'a: [\n', /\.unleak\.yml:\d/],
    ['.unleak.yml', '- a list\n', /expected object/],
    ['.unleak.yml', 'maxFileMegabytes: 0\n', /maxFileMegabytes: must be more than 0/],
    ['package.json', '{ "unleak": { "ignore": [ } }', /package\.json:1/],
    ['.unleak.yml', 'allow: [{ reason: because }]\n', /allow\[0\]: would permit everything/],
    ['package.json', '{ "unleak": 3 }', /package\.json:1: expected object/],
    ['.unleak.json', '{ "ignore": "x" }', /\.unleak\.json:1: ignore: expected array/],
    ['.unleak.toml', 'ignore = [\n', /\.unleak\.toml:\d/],
    [
      'package.json',
      '{\n  "unleak": {\n    "ignroe": []\n  }\n}',
      /package\.json:3: unknown key "ignroe"; did you mean "ignore"\?/,
    ],
  ])('%s: %s', (name, text, message) => {
    const repo = withConfig(name, text)
    for (const args of [['scan'], ['hook', 'pre-commit']]) {
      const { code, stdout, stderr } = repo.unleak(args)
      expect(stderr).toMatch(message)
      expect(stderr).not.toMatch(/\n\s+at /)
      expect([code, stdout]).toEqual([2, ''])
    }
  })

  test.skipIf(process.platform === 'win32')(
    'a trap instead of a file, aliases without end, an endless expression',
    () => {
      const repo = new Scratch()
      repo.write('a.txt', token())
      repo.spawn('ln', ['-s', '/dev/zero', '.unleak.yml'])
      expect(repo.unleak(['scan'])).toMatchObject({ code: 2, stderr: expect.stringContaining('no regular file') })
      repo.spawn('rm', ['.unleak.yml'])
      const aliases = Array.from(
        { length: 9 },
        (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`,
      )
      repo.write('.unleak.yml', ['a0: &a0 [x]', ...aliases, 'ignore: *a9'].join('\n'))
      expect(repo.unleak(['scan'])).toMatchObject({ code: 2, stderr: expect.stringContaining('aliases') })
      repo.write('.unleak.yml', "allow: [{ reason: because, values: ['^(([A-Za-z0-9_])+)+!$'] }]")
      expect(repo.unleak(['scan'])).toMatchObject({ code: 3, stderr: expect.stringContaining('takes too long') })
    },
  )

  test.each([
    ['[rules]\ndisable = [\n  "jwt",\n  "jtw",\n]\n', 4, /there is no rule "jtw"/],
    ['minConfidence = "low"\n[known]\nfiles = []\nfils = []\n', 4, /unknown key "fils"/],
    [
      '[[allow]]\npaths = ["a"]\nreason = "because"\n[[allow]]\npaths = []\nreason = "because"\n',
      5,
      /allow\[1\]\.paths/,
    ],
    [
      '[rules.change]\nnpm-access-token.severity = "low"\n[rules.change.jwt]\nkeywords = ["eyJ"]\npattern = "eyJ+"\n',
      5,
      /unbounded/,
    ],
  ])('TOML: %j', (text, line, reason) => {
    const { code, stderr } = withConfig('.unleak.toml', text).unleak(['scan'])
    expect(stderr).toMatch(reason)
    expect(stderr).toContain(`.unleak.toml:${line}: `)
    expect(code).toBe(2)
  })

  test('two configurations in one directory', () => {
    const repo = withConfig('.unleak.yml', '')
    repo.write('.unleak.json', '{}')
    expect(repo.unleak(['scan'])).toMatchObject({ code: 2, stderr: expect.stringContaining('keep one') })
  })
})

describe('is heeded', () => {
  test('ignore: files are not scanned, wherever the scan is started', () => {
    const repo = withConfig('.unleak.yml', 'ignore: [src/deep/]\n')
    expect(codeIn(repo)).toBe(0)
    expect(codeIn(repo, repo.path('src'))).toBe(0)
    repo.write('other/src/deep/b.txt', token())
    expect(codeIn(repo)).toBe(1)
  })

  test.each([
    ['paths', '{ paths: ["**/deep/*.txt"], reason: test }', 0],
    ['a name in any directory', '{ paths: ["a.txt"], reason: test }', 0],
    ['another path', '{ paths: [lib/], reason: test }', 1],
    ['rules', '{ rules: [github-pat], reason: test }', 0],
    ['another rule', '{ rules: [jwt], reason: test }', 1],
    ['values', '{ values: ["^ghp_"], reason: test }', 0],
    ['all conditions must hold', '{ values: ["^ghp_"], paths: [lib/], reason: test }', 1],
  ])('allow by %s', (_, entry, code) => {
    expect(codeIn(withConfig('.unleak.yml', `allow:\n  - ${entry}\n`))).toBe(code)
  })

  test('minConfidence, and the flag that outranks it', () => {
    const repo = new Scratch()
    // A password that everybody tries first.
    repo.write('a.sh', 'curl -u bob:welcome1 https://x.test\n')
    expect(codeIn(repo)).toBe(0)
    expect(repo.unleak(['scan', '--min-confidence', 'low']).code).toBe(1)
    repo.write('.unleak.yml', 'minConfidence: low\n')
    expect(codeIn(repo)).toBe(1)
    expect(repo.unleak(['scan', '--min-confidence', 'high']).code).toBe(0)
  })

  test('fingerprintSalt keys the fingerprints; without position, file or commit in them', () => {
    const print = (repo: Scratch): string[] =>
      (JSON.parse(repo.unleak(['scan', '--format', 'json']).stdout) as { fingerprint: string }[]).map(
        ({ fingerprint }) => fingerprint,
      )
    const repo = withConfig('.unleak.yml', 'fingerprintSalt: one-salt-of-sixteen\n')
    repo.write('b.txt', `\n\n  ${token()}`)
    const [a, b] = print(repo)
    expect(a).toBe(b)
    repo.write('.unleak.yml', 'fingerprintSalt: another-salt-of-16\n')
    expect(print(repo)[0]).not.toBe(a)
  })
})

describe('inline permission', () => {
  const scanned = (text: string): string => {
    const repo = new Scratch()
    repo.write('a.js', text)
    return repo.unleak(['scan']).stdout
  }
  test.each([
    ['on the line', `k = '${token()}' // unleak:allow github-pat -- made for the docs`],
    ['on the line above', `// unleak:allow github-pat -- made for the docs\nk = '${token()}'`],
    ['one of several rules', `k = '${token()}' # unleak:allow jwt, github-pat -- made for the docs`],
    ['in a markup comment', `<!-- unleak:allow github-pat -- made for the docs -->\n${token()}`],
  ])('%s', (_, text) => expect(scanned(text)).toContain('No secrets'))

  test.each([
    ['without a rule', `k = '${token()}' // unleak:allow`, 'names no rule'],
    ['without a reason', `k = '${token()}' // unleak:allow github-pat`, 'gives no reason'],
    ['with an empty reason', `k = '${token()}' // unleak:allow github-pat -- `, 'gives no reason'],
    ['for another rule', `k = '${token()}' // unleak:allow jwt -- made for the docs`, 'allows jwt, not github-pat'],
    ['behind other code on the line above', `x = 1 // unleak:allow github-pat -- made\nk = '${token()}'`, 'github-pat'],
  ])('does not count %s, and says so', (_, text, message) => {
    const out = scanned(text).replace(/\s+/g, ' ')
    expect(out).toContain('1 secret')
    expect(out).toContain(message)
  })
})

test.skipIf(process.platform === 'win32')(
  'a configuration that leads to itself is told, a pattern for all leaves out all',
  () => {
    const repo = new Scratch()
    symlinkSync('.unleak.yml', repo.path('.unleak.yml'))
    expect(repo.unleak(['scan'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('.unleak.yml: it cannot be read (ELOOP)') as string,
    })
    const other = new Scratch()
    other.write('.unleak.yml', 'ignore: ["/"]\n')
    other.write('deep/a.txt', token())
    expect(other.unleak(['scan']).stderr).toContain('nothing was scanned: no file in .')
  },
)

test.each([
  ['ignore', 'ignore: ["*a*a*a*a*a*a*a*c"]\n', '"ignore"'],
  ['allow', 'allow:\n  - paths: ["**/+(a|b)*a*a*a*a*a*c"]\n    reason: made for the tests\n', '.unleak.yml:2'],
])('a pattern of "%s" that a long name makes too slow is told, a short one is matched', (_, policy, place) => {
  const repo = new Scratch()
  repo.write('.unleak.yml', policy)
  repo.write('aaaaaaaac', token())
  repo.write('short', token())
  expect(repo.unleak(['scan']).all).toContain('1 secret in 1 file')
  repo.write('a'.repeat(250), token())
  const { code, stderr } = repo.unleak(['scan'])
  expect(code).toBe(2)
  expect(stderr).toMatch(/^unleak: .*the pattern \S+ takes too long on a+; use fewer wildcards\n/)
  expect(stderr).toContain(place)
})
