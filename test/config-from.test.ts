// `--config-from REF`: a pull request cannot switch off its own scanner. Real repositories, the built program.
import { describe, expect, test } from 'vitest'
import { leak } from './support/commit.ts'
import { Scratch, token } from './support/scratch.ts'

const FROM = ['--config-from', 'main']
const SALT = 'fingerprintSalt: 0123456789abcdef0123456789abcdef\n'

function save(repo: Scratch, file: string, text: string): void {
  repo.write(file, text)
  repo.git('add', '-A', '.')
  repo.git('commit', '-qm', file)
}

/** A base with a policy of its own, and a branch for the pull request. */
function pullRequest(config = SALT): Scratch {
  const repo = new Scratch()
  save(repo, '.unleak.yml', config)
  repo.git('switch', '-qc', 'change')
  return repo
}

const files = (repo: Scratch, ...args: string[]): string[] => {
  const { stdout } = repo.unleak(['scan', ...args, '--format', 'json'])
  return (JSON.parse(stdout) as { file: string }[]).map(({ file }) => file)
}

describe('a pull request cannot weaken', () => {
  test.each([
    ['ignore', `${SALT}ignore: ['*.txt']\n`],
    ['a disabled rule', `${SALT}rules: { disable: [github-pat] }\n`],
    ['allow', `${SALT}allow: [{ rules: [github-pat], reason: because I say so }]\n`],
    [
      'a changed rule',
      `${SALT}rules: { change: { github-pat: { keywords: [nothing_like_it], pattern: 'nothing_like_it' } } }\n`,
    ],
  ])('%s', (_, config) => {
    const repo = pullRequest()
    save(repo, '.unleak.yml', config)
    save(repo, 'leak.txt', leak())
    for (const source of [['--range', 'main..HEAD'], [], ['--history']])
      expect(files(repo, ...source, ...FROM), source.join(' ')).toEqual(['leak.txt'])
  })

  test('a configuration beside the leak, and one more in package.json', () => {
    const repo = pullRequest()
    save(repo, 'deep/.unleak.yml', "ignore: ['*']\n")
    save(repo, 'deep/leak.txt', leak())
    save(repo, 'other/package.json', '{ "unleak": { "ignore": ["*"] } }')
    save(repo, 'other/leak.txt', leak('b'))
    expect(files(repo, '--range', 'main..HEAD')).toEqual([])
    expect(files(repo, '--range', 'main..HEAD', ...FROM)).toEqual(['deep/leak.txt', 'other/leak.txt'])
  })

  test('the baseline: an entry of its own does not count, one of the base does', () => {
    const repo = new Scratch()
    save(repo, '.unleak.yml', SALT)
    save(repo, 'old.txt', leak('old'))
    expect(repo.unleak(['baseline']).code).toBe(0)
    save(repo, 'more.txt', 'more\n')
    repo.git('switch', '-qc', 'change')
    save(repo, 'leak.txt', leak('new'))
    expect(repo.unleak(['baseline']).code).toBe(0)
    save(repo, 'more.txt', 'the end\n')
    expect(files(repo)).toEqual([])
    expect(files(repo, ...FROM)).toEqual(['leak.txt'])
  })

  test("other scanners' lists: one of its own does not count, one of the base does", () => {
    const repo = new Scratch()
    save(repo, '.gitleaksignore', 'old.txt:github-pat:1\n')
    save(repo, 'old.txt', leak('old'))
    repo.git('switch', '-qc', 'change')
    save(repo, 'new.txt', leak('new'))
    save(repo, '.gitleaksignore', 'old.txt:github-pat:1\nnew.txt:github-pat:1\n')
    expect(files(repo)).toEqual([])
    expect(files(repo, ...FROM)).toEqual(['new.txt'])
  })

  test('the burned list: taking an entry out does not help, and a new one counts', () => {
    const repo = new Scratch()
    save(repo, '.unleak.yml', SALT)
    const burn = (value: string): void => void repo.unleak(['burn'], { input: `${value}\n` })
    burn('Correct-Horse-Battery-1')
    save(repo, 'more.txt', 'more\n')
    repo.git('switch', '-qc', 'change')
    repo.git('rm', '-q', '.unleak-burned.json')
    burn('Correct-Horse-Battery-2')
    save(repo, 'one.txt', 'see Correct-Horse-Battery-1 there\n')
    save(repo, 'two.txt', 'see Correct-Horse-Battery-2 there\n')
    expect(files(repo)).toEqual(['two.txt'])
    expect(files(repo, ...FROM)).toEqual(['one.txt', 'two.txt'])
  })

  test('comments: one that it adds does not count and says so, one of the base does, wherever its line went', () => {
    const repo = new Scratch()
    save(repo, '.unleak.yml', SALT)
    const allowed = (seed: string): string => `k = ${token(seed)} # unleak:allow github-pat -- of the documentation\n`
    save(repo, 'a.txt', allowed('kept'))
    repo.git('switch', '-qc', 'change')
    save(repo, 'a.txt', `above\n\n${allowed('kept').replace('k =', 'key =')}${allowed('new')}`)
    save(repo, 'b.txt', allowed('kept'))
    expect(files(repo, '--range', 'main..HEAD')).toEqual([])
    const { stdout } = repo.unleak(['scan', '--range', 'main..HEAD', ...FROM])
    expect(stdout).toContain('2 secrets in 2 files')
    expect(stdout).toContain('a.txt:4')
    expect(stdout).toContain('b.txt:1')
    expect(stdout.replace(/\s+/g, ' ')).toContain('unleak:allow does not count: it does not stand in main')
  })
})

test('what the base says counts, also what the branch took away: its rules, its permissions, its directories', () => {
  const repo = new Scratch()
  save(repo, '.unleak.yml', `${SALT}ignore: [vendor/]\n`)
  save(repo, 'pkg/.unleak.yml', 'ignore: [made/]\n')
  repo.git('switch', '-qc', 'change')
  repo.git('rm', '-q', '-r', '.unleak.yml', 'pkg')
  save(repo, 'vendor/a.txt', leak('a'))
  save(repo, 'pkg/made/b.txt', leak('b'))
  save(repo, 'pkg/c.txt', leak('c'))
  expect(files(repo, '--range', 'main..HEAD', ...FROM)).toEqual(['pkg/c.txt'])
  expect(files(repo, '--range', 'main..HEAD', ...FROM).length).toBe(1)
  // From a sub-directory, and staged.
  repo.write('vendor/d.txt', leak('d'))
  repo.write('e.txt', leak('e'))
  repo.git('add', '.')
  const { stdout } = repo.unleak(['scan', '--staged', ...FROM, '--format', 'json'], { cwd: repo.path('pkg') })
  expect((JSON.parse(stdout) as { file: string }[]).map(({ file }) => file)).toEqual(['e.txt'])
})

test('in a bare repository; a base without a configuration has our own', () => {
  const repo = pullRequest(`${SALT}ignore: [vendor/]\n`)
  save(repo, 'vendor/a.txt', leak('a'))
  save(repo, 'b.txt', leak('b'))
  repo.git('clone', '-q', '--bare', repo.root, repo.path('bare.git'))
  const scan = (from: string): unknown =>
    (
      JSON.parse(
        repo.unleak(['scan', '--range', 'main..change', '--config-from', from, '--format', 'json'], {
          cwd: repo.path('bare.git'),
        }).stdout,
      ) as { file: string }[]
    ).map(({ file }) => file)
  expect(scan('main')).toEqual(['b.txt'])
  const empty = new Scratch()
  save(empty, 'a.txt', 'a\n')
  empty.git('switch', '-qc', 'change')
  save(empty, '.unleak.yml', "ignore: ['*']\n")
  save(empty, 'b.txt', leak())
  expect(files(empty, ...FROM)).toEqual(['b.txt'])
})

test('no such commit, a link in place of a configuration, a mistake in it: exit 2, and where', () => {
  const repo = pullRequest()
  expect(repo.unleak(['scan', '--config-from', 'origin/main'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('there is no commit origin/main here'),
  })
  expect(repo.unleak(['scan', '--config-from', '--output=x']).code).toBe(2)
  repo.git('switch', '-q', 'main')
  save(repo, '.unleak.yml', 'alow: []\n')
  expect(repo.unleak(['scan', ...FROM])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('main:.unleak.yml:1: unknown key "alow"'),
  })
  repo.git('rm', '-q', '.unleak.yml')
  repo.spawn('ln', ['-s', '/dev/zero', '.unleak.yml'])
  repo.git('add', '.')
  repo.git('commit', '-qm', 'link')
  expect(repo.unleak(['scan', ...FROM])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('main:.unleak.yml: it is no regular file'),
  })
  expect(new Scratch(false).unleak(['scan', ...FROM])).toMatchObject({ code: 2 })
})
