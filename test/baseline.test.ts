// The baseline: old leaks pass, new ones fail, wherever lines move, whoever merges.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { stretcher } from '../src/baseline.ts'
import { splitKnown } from '../src/filters/baseline.ts'
import type { BaselineEntry } from '../src/filters/baseline.ts'
import type { Finding } from '../src/types.ts'
import { commitAll, leak, passed, stopped } from './support/commit.ts'
import { readSarif } from './support/reports.ts'
import { Scratch, token } from './support/scratch.ts'

const FILE = '.unleak-baseline.json'

function known(): Scratch {
  const repo = Scratch.guarded()
  repo.write('a.txt', leak('old'))
  expect(repo.unleak(['scan']).code).toBe(1)
  expect(repo.unleak(['baseline'])).toMatchObject({ code: 0, stderr: '' })
  repo.git('add', '.')
  repo.git('commit', '-qm', 'x', '--no-verify')
  return repo
}

const text = (repo: Scratch): string => readFileSync(repo.path(FILE), 'utf8')

describe('old leaks pass, new ones fail', () => {
  test('in a scan, and the report says so', () => {
    const repo = known()
    const { code, stdout } = repo.unleak(['scan'])
    expect(code).toBe(0)
    expect(stdout).toContain('1 known from the baseline passed')
    const [run] = readSarif(repo.unleak(['scan', '--format', 'sarif']).stdout).runs
    // Left out, a code host would close its alert and open it again.
    expect(run!.results.map(({ suppressions }) => suppressions?.length)).toEqual([1])
    repo.write('b.txt', leak('new'))
    expect(repo.unleak(['scan', '--format', 'json']).stdout.match(/"file":/g)?.length).toBe(1)
  })

  test('gitleaks#2239: a new secret on a known line is found', () => {
    const repo = known()
    repo.write('a.txt', `key = ${token('new')} ${token('old')}\n`)
    const found = JSON.parse(repo.unleak(['scan', '--format', 'json']).stdout) as { column: number }[]
    expect(found.map(({ column }) => column)).toEqual([7])
    stopped(commitAll(repo), 'a.txt')
  })

  test('a moved and changed line stays known, also to the hook', () => {
    const repo = known()
    repo.write('a.txt', `# one\n# two\nother_name: "${token('old')}"\n`)
    expect(repo.unleak(['scan']).code).toBe(0)
    passed(commitAll(repo))
  })

  test('from a sub-directory, of a sub-directory, by range and by the library the same', () => {
    const repo = known()
    repo.write('sub/b.txt', leak('old'))
    expect(repo.unleak(['scan', 'b.txt'], { cwd: repo.path('sub') }).code).toBe(1)
    repo.unleak(['baseline'], { cwd: repo.path('sub') })
    expect(repo.unleak(['scan', 'b.txt'], { cwd: repo.path('sub') }).code).toBe(0)
    passed(commitAll(repo))
    expect(repo.unleak(['scan', '--range', 'HEAD'], { cwd: repo.path('sub') }).code).toBe(0)
  })

  test('the hook reads it and never writes it', () => {
    const repo = known()
    const before = [text(repo), statSync(repo.path(FILE)).mtimeMs]
    repo.write('a.txt', 'gone\n')
    passed(commitAll(repo))
    repo.write('b.txt', leak('new'))
    stopped(commitAll(repo), 'b.txt')
    expect([text(repo), statSync(repo.path(FILE)).mtimeMs]).toEqual(before)
  })
})

describe('the file', () => {
  test('holds no secret, no line, no time and no fingerprint of a report; the same twice', () => {
    const repo = known()
    const [finding] = JSON.parse(
      (repo.spawn('mv', [FILE, 'away']), repo.unleak(['scan', 'a.txt', '--format', 'json'])).stdout,
    ) as {
      fingerprint: string
    }[]
    repo.spawn('mv', ['away', FILE])
    const first = text(repo)
    expect(first).toMatch(
      /^\{\n {2}"version": 1,\n {2}"entries": \[\n {4}\["[0-9a-f]{32}","github-pat","a\.txt"\],\n {4}\[\]\n {2}\]\n\}\n$/,
    )
    expect(first).not.toContain(token('old').slice(4, 16))
    // That one is a quick hash: beside its salt it would tell a weak password.
    expect(first).not.toContain(finding!.fingerprint)
    repo.unleak(['baseline'])
    expect(text(repo)).toBe(first)
  })

  test('two branches that both add merge without a conflict', () => {
    const repo = known()
    for (const branch of ['one', 'two']) {
      repo.git('switch', '-qc', branch, 'main')
      for (let i = 0; i < 3; i++) repo.write(`${branch}${i}.txt`, leak(`${branch}${i}`))
      repo.unleak(['baseline'])
      repo.git('add', '.')
      repo.git('commit', '-qm', branch, '--no-verify')
    }
    repo.git('merge', '-q', '--no-edit', '--no-verify', 'one')
    expect(repo.unleak(['scan'])).toMatchObject({ code: 0 })
    const entries = (): string[] =>
      (JSON.parse(text(repo)) as { entries: unknown[] }).entries.map((entry) => JSON.stringify(entry))
    // Git may keep a line of both sides twice.
    expect(new Set(entries()).size).toBe(8)
    // Sorted again, each once, by whoever writes it next.
    repo.unleak(['baseline'])
    expect(entries().length).toBe(8)
    const lines = text(repo).split('\n').slice(3, 10)
    expect(lines).toEqual(lines.toSorted())
  })

  test('stale entries are told, and taken out on request only', () => {
    const repo = known()
    repo.write('a.txt', 'gone\n')
    expect(repo.unleak(['scan']).stderr).toContain('1 of the baseline match nothing any more')
    expect(repo.unleak(['scan', 'a.txt']).stderr).toBe('')
    expect(repo.unleak(['baseline']).stdout).toContain('a.txt: github-pat')
    expect(text(repo)).toContain('a.txt')
    repo.write('b.txt', leak('new'))
    const { stdout } = repo.unleak(['baseline', '--prune'])
    expect(stdout).toContain('1 taken out')
    expect(stdout).toContain('1 found here are not in it')
    expect(text(repo)).not.toContain('.txt')
    expect(repo.unleak(['scan']).code).toBe(1)
  })

  test.each(['', '{', '[]', '{"version":2,"entries":[]}', '{"version":1,"entries":[["a"]]}', '<<<<<<< HEAD'])(
    'a broken one (%j) is an error for scan and hook, not an empty one',
    (broken) => {
      const repo = known()
      repo.write(FILE, broken)
      repo.write('b.txt')
      repo.git('add', '.')
      for (const args of [['scan'], ['hook', 'pre-commit'], ['baseline']]) {
        const { code, stderr } = repo.unleak(args)
        expect(code).toBe(2)
        expect(stderr).toMatch(/unleak-baseline\.json: .*\nTake it back/)
      }
    },
  )

  test('no baseline without a salt, nor from half a scan', () => {
    const repo = new Scratch()
    repo.write('a.txt', leak())
    expect(repo.unleak(['baseline'])).toMatchObject({ code: 2 })
    repo.write('.unleak.yml', `fingerprintSalt: ${'ab'.repeat(16)}\nmaxFileMegabytes: 0.001\n`)
    repo.write('large.txt', 'x'.repeat(2000))
    const { code, stderr } = repo.unleak(['baseline'])
    expect(code).toBe(3)
    expect(stderr).toContain('large.txt')
    expect(existsSync(repo.path(FILE))).toBe(false)
  })
})

describe('splitKnown', () => {
  const placed = (fingerprint: string, path: string, rule = 'r'): { finding: Finding; path: string } => ({
    finding: { fingerprint, rule } as Finding,
    path,
  })

  test('id, rule and path must all be right; what has no entry at its place is not even stretched', async () => {
    const entries: BaselineEntry[] = [
      ['ID-f', 'r', 'p'],
      ['ID-f', 'r', 'p'],
      ['ID-g', 'r', 'gone'],
    ]
    const asked: string[] = []
    const stretch = async (fingerprint: string): Promise<string> => {
      asked.push(fingerprint)
      return `ID-${fingerprint}`
    }
    const all = [placed('f', 'p'), placed('f', 'q'), placed('f', 'p', 's'), placed('h', 'p')]
    const { fresh, known: old, stale } = await splitKnown(all, entries, stretch)
    expect(old).toEqual([all[0]!.finding])
    expect(fresh).toEqual(all.slice(1).map(({ finding }) => finding))
    expect(stale).toEqual([['ID-g', 'r', 'gone']])
    expect(asked).toEqual(['f', 'h'])
  })

  test('an id depends on fingerprint and salt, and takes its time', async () => {
    const one = stretcher('a')
    const started = performance.now()
    const ids = [await one('f'), await one('g'), await stretcher('b')('f')]
    expect(performance.now() - started).toBeGreaterThan(6)
    expect(new Set(ids).size).toBe(3)
    expect(await stretcher('a')('f')).toBe(ids[0])
  })
})

test.each([
  ['.unleak.yml', 'ignore: [vendor/]\n', (line: string) => `ignore: [vendor/]\n${line}\n`],
  ['.unleak.toml', 'ignore = ["vendor/"]\n', (line: string) => `${line}\nignore = ["vendor/"]\n`],
  ['.unleak.json', '{ "ignore": ["vendor/"] }', (line: string) => `{ ${line}, "ignore": ["vendor/"] }`],
  ['package.json', '{ "unleak": {} }', (line: string) => `{ "unleak": { ${line.split(', under')[0]!} } }`],
])('%s without a salt: the line to add is told, and does it', (name, text, withLine) => {
  const repo = new Scratch()
  repo.write(name, text)
  repo.write('a.txt', token())
  const { code, stderr } = repo.unleak(['baseline'])
  expect(code).toBe(2)
  repo.write(name, withLine(new RegExp(`Add this to ${name}: (.*)`).exec(stderr)![1]!))
  expect(repo.unleak(['baseline'])).toMatchObject({ code: 0 })
  expect(repo.unleak(['scan'])).toMatchObject({ code: 0 })
})
