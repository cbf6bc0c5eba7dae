// Files of other scanners: what they name passes, how much that is is told, and what they do not name is found.
import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { expand } from '../src/rules/template.ts'
import { commitAll, leak, passed, stopped } from './support/commit.ts'
import { Scratch, token } from './support/scratch.ts'

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex')
const pem = (seed: string): string => `${expand('{{pem:RSA PRIVATE KEY}}', seed).text}\n`

/** As `detect-secrets scan` 1.5 writes it. */
const secretsBaseline = (results: Record<string, string[]>): string =>
  JSON.stringify(
    {
      version: '1.5.0',
      plugins_used: [],
      results: Object.fromEntries(
        Object.entries(results).map(([filename, secrets]) => [
          filename,
          secrets.map((secret) => ({
            type: 'Secret Keyword',
            filename,
            hashed_secret: sha1(secret),
            is_verified: false,
            line_number: 1,
          })),
        ]),
      ),
      generated_at: '2026-01-01T00:00:00Z',
    },
    undefined,
    2,
  )

const places = (repo: Scratch, ...args: string[]): string[] =>
  (JSON.parse(repo.unleak(['scan', '--format', 'json', ...args]).stdout) as { file: string; line: number }[]).map(
    ({ file, line }) => `${file}:${line}`,
  )

describe('.gitleaksignore', () => {
  function ignoring(...lines: string[]): Scratch {
    const repo = new Scratch()
    repo.write('src/a.txt', `one\n${leak('a')}`)
    repo.write('.gitleaksignore', ['# known', '', ...lines, ''].join('\n'))
    return repo
  }

  test.each(['src/a.txt:github-pat:2', './src/a.txt:some-other-rule:2', String.raw`src\a.txt:generic-api-key:2`])(
    '%s: file and line, whatever the rule is called there',
    (line) => {
      const repo = ignoring(line)
      const { code, stdout, stderr } = repo.unleak(['scan'])
      expect(code).toBe(0)
      expect(stderr).toBe('.gitleaksignore (gitleaks) hides 1 finding. "peerFiles: false" shows all.\n')
      expect(stdout).toContain('1 known')
      // The same for every part of it, from everywhere, for the hook and the library.
      expect(repo.unleak(['scan', 'a.txt'], { cwd: repo.path('src') }).code).toBe(0)
      expect(repo.unleak(['hook', 'pre-commit']).code).toBe(0)
    },
  )

  test.each([
    'src/a.txt:github-pat:1',
    'a.txt:github-pat:2',
    'src/a.txt:2',
    'src/a.txt',
    `${'0'.repeat(40)}:src/a.txt:github-pat:2`,
  ])('%s names something else', (line) =>
    expect(ignoring(line).unleak(['scan'])).toMatchObject({ code: 1, stderr: '' }),
  )

  test('a fingerprint with a commit is about that commit, in full or cut to 7 digits', () => {
    const repo = new Scratch()
    repo.write('a.txt', leak('a'))
    commitAll(repo)
    const commit = repo.git('rev-parse', 'HEAD').trim()
    for (const id of [commit, commit.slice(0, 7)]) {
      repo.write('.gitleaksignore', `${id}:a.txt:github-pat:1\n`)
      expect(places(repo, '--history')).toEqual([])
      expect(places(repo, '--range', 'HEAD')).toEqual([])
      expect(places(repo)).toEqual(['a.txt:1'])
    }
  })

  test('gitleaks#2239: a new secret on an ignored line is found', () => {
    const repo = ignoring('src/a.txt:github-pat:2')
    repo.write('src/a.txt', `one\nkeys = ${token('a')} ${token('new')}\n`)
    expect(places(repo)).toEqual(['src/a.txt:2', 'src/a.txt:2'])
  })

  test('"peerFiles: false" turns it off', () => {
    const repo = ignoring('src/a.txt:github-pat:2')
    repo.write('.unleak.yml', 'peerFiles: false\n')
    expect(repo.unleak(['scan'])).toMatchObject({ code: 1, stderr: '' })
  })

  test('a burned value does not come back by it', () => {
    const repo = ignoring('src/a.txt:github-pat:2')
    repo.unleak(['burn'], { input: token('a') })
    expect(repo.unleak(['scan']).code).toBe(1)
  })
})

describe('.secrets.baseline', () => {
  test('hides what it holds the hash of, in that file only; its own hashes are no secrets', () => {
    const repo = new Scratch()
    repo.write('a.txt', `\n\n${leak('a')}`)
    repo.write('.secrets.baseline', secretsBaseline({ 'a.txt': [token('a')] }))
    expect(repo.unleak(['scan'])).toMatchObject({
      code: 0,
      stderr: '.secrets.baseline (detect-secrets) hides 1 finding. "peerFiles: false" shows all.\n',
    })
    passed(commitAll(repo))
    repo.write('a.txt', leak('b'))
    repo.write('b.txt', leak('a'))
    expect(places(repo).toSorted()).toEqual(['a.txt:1', 'b.txt:1'])
  })

  test('of a URL it has the password', () => {
    const password = expand('{{base62:16}}', 'url').text
    const repo = new Scratch()
    repo.write('a.py', `url = "postgres://admin:${password}@db.acme.io/x"\n`)
    expect(places(repo)).toEqual(['a.py:1'])
    repo.write('.secrets.baseline', secretsBaseline({ 'a.py': [password] }))
    expect(places(repo)).toEqual([])
  })

  test('of a private key it has only the first line: a second key in the file is news', () => {
    const repo = new Scratch()
    repo.write('a.pem', pem('one'))
    repo.write('.secrets.baseline', secretsBaseline({ 'a.pem': ['BEGIN RSA PRIVATE KEY'] }))
    expect(places(repo)).toEqual([])
    repo.write('a.pem', pem('one') + pem('two'))
    expect(places(repo).length).toBe(2)
  })

  test.each(['', '{', '[]', '{"results": 3}', '{"results": {"a.txt": [1, null, {}]}}'])('%j hides nothing', (text) => {
    const repo = Scratch.guarded()
    repo.write('a.txt', leak('a'))
    repo.write('.secrets.baseline', text)
    expect(repo.unleak(['scan']).code).toBe(1)
    stopped(commitAll(repo), 'a.txt')
  })

  test('a broken one is told', () => {
    const repo = new Scratch()
    repo.write('a.txt', leak('a'))
    repo.write('.secrets.baseline', '<<<<<<< HEAD')
    expect(repo.unleak(['scan']).stderr).toContain(
      ".secrets.baseline is not of detect-secrets's format: it hides nothing",
    )
  })
})
