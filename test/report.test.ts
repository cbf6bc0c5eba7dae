// Reports: what a person sees, and what a machine reads.
import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { Scratch, token } from './support/scratch.ts'

function sample(): Scratch {
  const repo = new Scratch()
  repo.write('src/config.ts', `import x from 'y'\n\nexport const token = "${token('a')}"\n`)
  repo.write("it's here.txt", `${token('b')}\n`)
  return repo
}

describe('text', () => {
  test('says where, what, why and what to do; at 80 columns, without colours off a terminal', () => {
    const { stdout, stderr } = sample().unleak(['scan'])
    expect(stderr).toBe('')
    expect(stdout).not.toContain('\u001b')
    for (const line of stdout.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(80)
    expect(stdout).toContain('unleak found 2 secrets in 2 files')
    expect(stdout).toContain('src/config.ts:3:23\n')
    expect(stdout).toContain('3 │ export const token = "ghp_********"')
    expect(stdout).toContain('What to do now')
    expect(stdout).toContain('https://github.com/settings/tokens')
    // The same explanation is told once.
    expect(stdout.split('Acts as its owner').length).toBe(2)
  })

  test('the caret stands under the secret', () => {
    const lines = sample().unleak(['scan', 'src']).stdout.split('\n')
    const at = lines.findIndex((line) => line.includes('ghp_****'))
    expect(lines[at + 1]!.indexOf('^')).toBe(lines[at]!.indexOf('ghp_'))
    expect(lines[at + 1]!.trimEnd().length).toBe(lines[at]!.indexOf('"', lines[at]!.indexOf('ghp_')))
  })

  test('a stopped commit: commands to copy, quoted for the shell', () => {
    const repo = sample()
    repo.git('add', '.')
    const { stdout } = repo.unleak(['scan', '--staged'])
    expect(stdout).toContain('unleak stopped this commit: 2 secrets in 2 files')
    expect(stdout).toContain(String.raw`git add 'it'\''s here.txt' src/config.ts && git commit`)
  })

  describe('advice that fits the file', () => {
    function adviceOn(name: string, content: string | Buffer): string {
      const repo = new Scratch()
      repo.write(name, content)
      repo.git('add', '.')
      const { stdout } = repo.unleak(['scan', '--staged'])
      const advice = stdout.slice(stdout.indexOf('What to do now'))
      for (const line of advice.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(80)
      return advice
    }

    test('a key file is taken out of the commit, not edited', () => {
      const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' })
      const advice = adviceOn('certs/tls key.pem', key.toString())
      expect(advice).toContain("git rm --cached 'certs/tls key.pem'\n")
      expect(advice).not.toContain('read it from the environment')
      expect(advice).toContain('    paths: ["/certs/tls key.pem"]\n')
    })

    test('JSON has no comments: an entry of .unleak.yml to copy, which works', () => {
      const json = `{"token": "${token()}"}\n`
      const advice = adviceOn('config/[a].json', json)
      expect(advice).toContain('Take the value out of the JSON file')
      expect(advice).not.toContain('unleak:allow')
      const repo = new Scratch()
      repo.write('config/[a].json', json)
      const entry = advice.slice(advice.indexOf('allow:')).replaceAll(/^ {7}/gm, '')
      repo.write('.unleak.yml', entry)
      repo.git('add', '.')
      expect(repo.unleak(['scan', '--staged'])).toMatchObject({ code: 0 })
      repo.write('other/[a].json', json)
      repo.git('add', '.')
      expect(repo.unleak(['scan', '--staged'])).toMatchObject({ code: 1 })
    })

    test('a notebook: its cells and its outputs', () => {
      const cell = { cell_type: 'code', source: [`token = '${token()}'\n`], outputs: [] }
      expect(adviceOn('a.ipynb', JSON.stringify({ cells: [cell] }))).toContain('clear the')
    })

    test('text: a comment on the line', () => {
      const advice = adviceOn('a.py', `token = '${token()}'\n`)
      expect(advice).toContain('unleak:allow github-pat -- the reason')
      expect(advice).not.toContain('.unleak.yml')
    })
  })

  test('a clean commit says nothing', () => {
    const repo = new Scratch()
    repo.write('a.txt')
    repo.git('add', '.')
    expect(repo.unleak(['scan', '--staged']).all).toBe('')
    expect(repo.unleak(['scan']).stdout).toMatch(/^✔ No secrets in 1 file \(1 kB, \d\.\d s\)\.\n$/)
  })

  test.each([
    [{ FORCE_COLOR: '1' }, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    [{ FORCE_COLOR: '0' }, false],
    [{}, false],
  ])('colours with %j: %s', (env, colored) => {
    const repo = sample()
    Object.assign(repo.env, env)
    expect(repo.unleak(['scan']).stdout.includes('\u001b[')).toBe(colored)
  })

  test('a minified line is cut to a window', () => {
    const repo = new Scratch()
    repo.write('a.js', `${'var a = b(c);'.repeat(5000)}k="${token()}";${'d();'.repeat(5000)}`)
    const { stdout } = repo.unleak(['scan'])
    expect(stdout.length).toBeLessThan(2500)
    for (const line of stdout.split('\n')) expect([...line].length, line).toBeLessThanOrEqual(90)
  })
})

describe('json and jsonl', () => {
  test('one object a finding, with the promised fields', () => {
    const repo = sample()
    const list = JSON.parse(repo.unleak(['scan', '--format', 'json']).stdout) as object[]
    const lines = repo
      .unleak(['scan', '--format', 'jsonl'])
      .stdout.trim()
      .split('\n')
      .map((line) => JSON.parse(line) as object)
    expect(lines).toEqual(list)
    expect(list).toEqual([
      expect.objectContaining({ file: "it's here.txt" }),
      {
        rule: 'github-pat',
        name: 'GitHub personal access token (classic)',
        severity: 'critical',
        confidence: 'high',
        file: 'src/config.ts',
        line: 3,
        column: 23,
        endLine: 3,
        endColumn: 63,
        fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
        redacted: 'ghp_********',
        reasons: ['its checksum is right'],
      },
    ])
  })

  test('nothing found is an empty list, and an empty stream', () => {
    const repo = new Scratch()
    expect(repo.unleak(['scan', '--format', 'json'])).toMatchObject({ code: 0, stdout: '[]\n' })
    expect(repo.unleak(['scan', '--format', 'jsonl'])).toMatchObject({ code: 0, stdout: '' })
  })

  test('with the commit where there is one', () => {
    const repo = sample()
    repo.git('add', '.')
    repo.git('commit', '-qm', 'x')
    const list = JSON.parse(repo.unleak(['scan', '--range', 'HEAD', '--format', 'json']).stdout) as object[]
    expect(list[0]).toMatchObject({ commit: repo.git('rev-parse', 'HEAD').trim() })
  })
})

test.each(['github', 'gitlab', 'sarif', 'junit'])('%s: names from the top, wherever the scan was started', (format) => {
  const repo = new Scratch()
  repo.write('src/deep/a.txt', token())
  for (const args of [[], ['.'], ['deep/a.txt'], [repo.path('src/deep')]]) {
    const { stdout } = repo.unleak(['scan', '--format', format, ...args], { cwd: repo.path('src') })
    expect(stdout).toMatch(/(?:file=|"file": ?"|"uri": ?"|file=")src\/deep\/a\.txt/)
  }
  const text = repo.unleak(['scan'], { cwd: repo.path('src') }).stdout
  expect(text).toContain('deep/a.txt:1')
  expect(text).not.toContain('src/deep')
})
