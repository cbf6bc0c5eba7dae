// The whole history, and the commits of a CI run: nothing that was ever committed is passed over, no base is guessed.
import { writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { basesOf } from '../src/sources/ci-range.ts'
import { leak } from './support/commit.ts'
import { Scratch, token } from './support/scratch.ts'

interface Found {
  file: string
  line: number
  commit?: string
  author?: string
  date?: string
  inHead?: boolean
}

const history = (repo: Scratch): Found[] =>
  JSON.parse(repo.unleak(['scan', '--history', '--format', 'json']).stdout) as Found[]

function commit(repo: Scratch, message: string, ...author: string[]): string {
  repo.git('add', '-A', '.')
  repo.git('commit', '-q', '--allow-empty', '-m', message, ...author)
  return repo.git('rev-parse', 'HEAD').trim()
}

describe('--history', () => {
  test('who, when, in which commit, and whether it is still there', () => {
    const repo = new Scratch()
    repo.write('gone.txt', leak('gone'))
    repo.write('kept.txt', leak('kept'))
    const id = commit(repo, 'x', '--author=B \u001b[31m <b@b.test>', '--date=2026-01-02T03:04:05+00:00')
    repo.git('rm', '-q', 'gone.txt')
    repo.git('mv', 'kept.txt', 'moved.txt')
    repo.write('moved.txt', `# above\n${leak('kept')}`)
    commit(repo, 'y')
    const found = history(repo)
    expect(found.map(({ file, inHead }) => [file, inHead])).toEqual([
      ['gone.txt', false],
      ['kept.txt', true],
    ])
    expect(found[0]).toMatchObject({ commit: id, date: '2026-01-02T03:04:05+00:00', line: 1 })
    const { stdout } = repo.unleak(['scan', '--history'])
    expect(stdout).toContain(`in commit ${id.slice(0, 12)} by B \\x1b[31m, 2026-01-02; gone from HEAD`)
    expect(stdout).not.toContain('\u001b')
  })

  test('a branch without a commit yet: what other branches hold is told, and is not in HEAD', () => {
    const repo = new Scratch()
    repo.write('a.txt', leak())
    commit(repo, 'a')
    repo.git('checkout', '-q', '--orphan', 'new')
    expect(history(repo)).toMatchObject([{ file: 'a.txt', inHead: false }])
  })

  test('more secrets than git could look for at once, some of them of one value, are looked for in HEAD', () => {
    const repo = new Scratch()
    const lines = Array.from({ length: 3000 }, (_, i) => leak(`many ${i}`))
    repo.write('all.txt', lines.join(''))
    commit(repo, 'all')
    repo.write('all.txt', lines.filter((_, i) => i % 2 === 0).join(''))
    repo.write('wide.txt', Buffer.from(`\ufeff${lines[1]!}`, 'utf16le'))
    commit(repo, 'half')
    const found = history(repo).filter(({ file }) => file === 'all.txt')
    expect(found.length).toBeGreaterThan(2900)
    expect(found.filter(({ line, inHead }) => inHead !== (line % 2 === 1 || line === 2))).toEqual([])
  })

  test('every ref: other branches, a detached HEAD, the stash; messages of commits and of tags', () => {
    const repo = new Scratch()
    commit(repo, 'start')
    repo.git('switch', '-qc', 'side')
    repo.write('side.txt', leak('side'))
    commit(repo, 'side')
    repo.git('switch', '-q', 'main')
    commit(repo, `message\n\nbody ${token('message')}`)
    repo.git('tag', '-a', 'v1', '-m', `tag ${token('tag')}`)
    repo.write('a.txt')
    commit(repo, 'a')
    repo.write('a.txt', leak('stash'))
    repo.git('stash', '-q')
    repo.git('switch', '-q', '--detach')
    repo.write('detached.txt', leak('detached'))
    commit(repo, 'detached')
    expect(
      history(repo)
        .map(({ file, line }) => `${file}:${line}`)
        .toSorted(),
    ).toEqual(['(commit message):3', '(message of tag v1):1', 'a.txt:1', 'detached.txt:1', 'side.txt:1'])
  })

  test('a blob once, a line once: a copy, a change around it and a merge bring no new finding', () => {
    const repo = new Scratch()
    repo.write('a.txt', leak())
    commit(repo, 'a')
    repo.git('switch', '-qc', 'side')
    repo.write('copy.txt', leak())
    commit(repo, 'copy')
    repo.git('switch', '-q', 'main')
    repo.write('a.txt', `above\n${leak()}below\n`)
    commit(repo, 'around')
    repo.git('merge', '-q', '--no-edit', 'side')
    expect(history(repo).map(({ file }) => file)).toEqual(['a.txt'])
  })

  test('hostile names and messages do not break the reading', () => {
    const repo = new Scratch()
    repo.write('a\nunleak-commit\n:100644.txt', leak('name'))
    repo.write('\n:b.txt', leak('b'))
    commit(repo, `unleak-commit\n:100644 100644 ${'0'.repeat(40)}\n\n\n`)
    repo.write('unleak-commit', leak('mark'))
    repo.write('c.txt', leak('c'))
    commit(repo, 'c')
    expect(
      history(repo)
        .map(({ file }) => file)
        .toSorted(),
    ).toEqual(['\n:b.txt', 'a\nunleak-commit\n:100644.txt', 'c.txt', 'unleak-commit'])
  })

  test('an empty repository is clean, a shallow clone is told and is exit 3', () => {
    const repo = new Scratch()
    expect(repo.unleak(['scan', '--history']).code).toBe(0)
    for (const name of ['one', 'two']) commit(repo, name)
    repo.git('clone', '-q', '--depth', '1', `file://${repo.root}`, 'shallow')
    const { code, stderr } = repo.unleak(['scan', '--history'], { cwd: repo.path('shallow') })
    expect(code).toBe(3)
    expect(stderr).toContain('git fetch --unshallow')
    // So is a range that goes on below the oldest commit, and no other.
    commit(repo, 'later')
    repo.git('clone', '-q', '--depth', '2', `file://${repo.root}`, 'deeper')
    const range = (asked: string): number => repo.unleak(['scan', '--range', asked], { cwd: repo.path('deeper') }).code
    expect(range('HEAD')).toBe(3)
    expect(range('HEAD~1..HEAD')).toBe(0)
  })

  test('which commit took it out; where that cannot be looked up it is told', () => {
    const repo = new Scratch()
    const large = Buffer.alloc(17 * 2 ** 20, 'a line of text\n')
    repo.write('small.txt', leak('small'))
    repo.write('large.txt', Buffer.concat([large, Buffer.from(`\n${leak('large')}`)]))
    commit(repo, 'both')
    repo.write('small.txt', 'x\n')
    repo.write('large.txt', large)
    const id = commit(repo, 'none')
    const { stdout, stderr, code } = repo.unleak(['scan', '--history', '--format', 'json'])
    const found = JSON.parse(stdout) as { file: string; removed?: { commit: string } }[]
    expect(found.map(({ file, removed }) => [file, removed?.commit])).toEqual([
      ['large.txt', undefined],
      ['small.txt', id],
    ])
    expect(stderr).toContain('large.txt: it is too large to be held: which commit took a secret out of it is not known')
    expect(code).toBe(1)
  })

  test('only one thing to scan; a repository is needed', () => {
    expect(new Scratch().unleak(['scan', '--history', '--staged']).code).toBe(2)
    expect(new Scratch(false).unleak(['scan', '--history']).stderr).toContain('not in a git repository')
  })
})

describe('--range auto', () => {
  const zero = '0'.repeat(40)
  test.each<[string, Record<string, string>, string[]]>([
    ['GitHub, pull request', { GITHUB_ACTIONS: 'true', GITHUB_BASE_REF: 'main' }, ['origin/main', 'origin/HEAD']],
    ['GitLab, merge request', { GITLAB_CI: 'true', CI_MERGE_REQUEST_DIFF_BASE_SHA: 'abc' }, ['abc', 'origin/HEAD']],
    [
      'GitLab, first push of a branch',
      { GITLAB_CI: 'true', CI_COMMIT_BEFORE_SHA: zero, CI_DEFAULT_BRANCH: 'trunk', CI_COMMIT_BRANCH: 'x' },
      ['origin/trunk', 'origin/HEAD'],
    ],
    [
      'Bitbucket',
      { BITBUCKET_BUILD_NUMBER: '1', BITBUCKET_PR_DESTINATION_BRANCH: 'main' },
      ['origin/main', 'origin/HEAD'],
    ],
    ['Azure', { TF_BUILD: 'True', SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/a/b' }, ['origin/a/b', 'origin/HEAD']],
    ['Buildkite, no pull request', { BUILDKITE: 'true', BUILDKITE_PULL_REQUEST_BASE_BRANCH: '' }, ['origin/HEAD']],
    ['Jenkins', { JENKINS_URL: 'x', CHANGE_TARGET: 'main' }, ['origin/main', 'origin/HEAD']],
    ['CircleCI', { CIRCLECI: 'true' }, ['origin/HEAD']],
    ['a laptop', {}, ['origin/HEAD']],
  ])('%s', (_, env, bases) => expect(basesOf(env)).toEqual(bases))

  function cloned(): Scratch {
    const repo = new Scratch()
    repo.write('old.txt', leak('old'))
    commit(repo, 'old')
    repo.git('remote', 'add', 'origin', repo.root)
    repo.git('fetch', '-q', 'origin')
    repo.write('new.txt', leak('new'))
    return repo
  }
  const found = (repo: Scratch): string[] =>
    (JSON.parse(repo.unleak(['scan', '--range', 'auto', '--format', 'json']).stdout) as Found[]).map(({ file }) => file)

  test('what the base has is not told, what the run brings is; also when the base has gone on', () => {
    const repo = cloned()
    commit(repo, 'new')
    Object.assign(repo.env, { GITHUB_ACTIONS: 'true', GITHUB_BASE_REF: 'main' })
    expect(found(repo)).toEqual(['new.txt'])
  })

  test('GitHub, push: from the commit before it; a force push took it away, so the next candidate', () => {
    const repo = cloned()
    const before = repo.git('rev-parse', 'HEAD').trim()
    commit(repo, 'new')
    Object.assign(repo.env, { GITHUB_ACTIONS: 'true', GITHUB_EVENT_PATH: repo.path('.git/event.json') })
    writeFileSync(repo.path('.git/event.json'), JSON.stringify({ before }))
    expect(found(repo)).toEqual(['new.txt'])
    writeFileSync(repo.path('.git/event.json'), JSON.stringify({ before: 'f'.repeat(40) }))
    repo.git('remote', 'set-head', 'origin', 'main')
    expect(found(repo)).toEqual(['new.txt'])
  })

  test('no base is an error with what to do, never a silent pass', () => {
    const repo = new Scratch()
    commit(repo, 'x')
    const { code, stderr } = repo.unleak(['scan', '--range', 'auto'])
    expect(code).toBe(2)
    expect(stderr).toContain('fetch-depth: 0')
  })
})
