// More things to scan: the stash, lists of files, what came after a commit; and nothing at all, which is no pass in CI.
import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { isTagBuild } from '../src/sources/ci-range.ts'
import { leak } from './support/commit.ts'
import { Scratch } from './support/scratch.ts'

const files = (repo: Scratch, args: string[], input?: string): string[] => {
  const { stdout, stderr } = repo.unleak(['scan', ...args, '--format', 'json'], input === undefined ? {} : { input })
  if (stdout === '') throw new Error(stderr)
  return (JSON.parse(stdout) as { file: string }[]).map(({ file }) => file)
}

function save(repo: Scratch, file: string, text = 'clean\n'): string {
  repo.write(file, text)
  repo.git('add', '-A', '.')
  repo.git('commit', '-qm', file)
  return repo.git('rev-parse', 'HEAD').trim()
}

describe('--stash', () => {
  test('every entry: work tree, index, untracked files', () => {
    const repo = new Scratch()
    save(repo, 'a.txt')
    save(repo, 'b.txt')
    repo.write('a.txt', leak('index'))
    repo.git('add', '.')
    repo.write('b.txt', leak('tree'))
    repo.write('new.txt', leak('untracked'))
    repo.git('stash', '-q', '--include-untracked')
    repo.write('a.txt', leak('second'))
    repo.git('stash', '-q')
    expect(files(repo, ['--stash']).toSorted()).toEqual(['a.txt', 'a.txt', 'b.txt', 'new.txt'])
    expect(files(repo, ['--history']).toSorted()).toEqual(['a.txt', 'a.txt', 'b.txt', 'new.txt'])
    expect(files(repo, [])).toEqual([])
  })

  test('none: told', () => {
    const repo = new Scratch()
    save(repo, 'a.txt')
    expect(repo.unleak(['scan', '--stash'])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('nothing is stashed'),
    })
    expect(new Scratch(false).unleak(['scan', '--stash']).code).toBe(2)
  })
})

describe('--files-from', () => {
  test('lines or NULs, from a file or a pipe, once each; names that need care', () => {
    const repo = new Scratch()
    for (const name of ['a.txt', 'b c.txt', '-d.txt', 'ignored.txt', 'e\nf.txt']) repo.write(name, leak(name))
    repo.write('.gitignore', 'ignored.txt\n')
    repo.write('list', 'a.txt\r\nb c.txt\n./a.txt\n\n-d.txt\nignored.txt\n')
    expect(files(repo, ['--files-from', 'list'])).toEqual(['a.txt', 'b c.txt', '-d.txt', 'ignored.txt'])
    expect(files(repo, ['--files-from', '-'], 'e\nf.txt\0a.txt\0')).toEqual(['e\nf.txt', 'a.txt'])
  })

  test('a name that is not there is not passed over', () => {
    const repo = new Scratch()
    repo.write('list', 'gone.txt\n')
    expect(repo.unleak(['scan', '--files-from', 'list'])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('gone.txt'),
    })
    expect(repo.unleak(['scan', '--files-from', 'nowhere'])).toMatchObject({ code: 2 })
    expect(repo.unleak(['scan', '--files-from', 'list', '--staged'])).toMatchObject({ code: 2 })
  })
})

test.skipIf(process.platform === 'win32')(
  'what a list names and is no file: told, but for what git too takes for no file',
  () => {
    const repo = new Scratch()
    execFileSync('mkfifo', [repo.path('pipe')])
    for (const name of ['directory/a', 'module/.git', 'module/a']) repo.write(name, leak())
    symlinkSync('directory', repo.path('link'))
    repo.write('a.txt', 'clean\n')
    repo.write('list', 'pipe\ndirectory\nmodule\nlink\na.txt\n')
    const { code, stderr } = repo.unleak(['scan', '--files-from', 'list'])
    expect(code).toBe(3)
    expect(stderr).toContain('pipe: it is no regular file')
    expect(stderr).toContain('directory: it is a directory; name its files')
    expect(stderr).not.toMatch(/module|link/)
  },
)

test('--since-commit: what came after it', () => {
  const repo = new Scratch()
  save(repo, 'old.txt', leak('old'))
  const since = save(repo, 'b.txt')
  save(repo, 'new.txt', leak('new'))
  expect(files(repo, ['--since-commit', since])).toEqual(['new.txt'])
  for (const wrong of ['nowhere', 'HEAD~1..HEAD', 'f'.repeat(40)])
    expect(repo.unleak(['scan', `--since-commit=${wrong}`])).toMatchObject({ code: 2 })
})

describe('nothing was scanned: told, and in CI no pass', () => {
  function empty(): Scratch {
    const repo = new Scratch()
    save(repo, 'a.txt')
    save(repo, '.gitignore', 'out/\n')
    repo.spawn('mkdir', ['-p', 'dir/deep'])
    return repo
  }
  test.each<[string, string[], string]>([
    ['a directory without a file', ['dir'], 'no file in dir'],
    ['trufflehog#4575: --since-commit HEAD', ['--since-commit', 'HEAD'], 'no commit is in HEAD..HEAD'],
    ['a range the wrong way round', ['--range', 'HEAD..HEAD~1'], 'no commit is in HEAD..HEAD~1'],
    ['betterleaks#152: a range that is empty', ['--range', 'main..HEAD'], 'no commit is in main..HEAD'],
    ['standard input that is empty', ['-'], 'standard input is empty'],
    ['all files are left out', ['all'], 'no file in all'],
  ])('%s', (_, args, message) => {
    const repo = empty()
    repo.write('.unleak.yml', 'ignore: [all/]\n')
    repo.write('all/x.txt', leak())
    const here = repo.unleak(['scan', ...args])
    expect(here).toMatchObject({ code: 0, stderr: expect.stringContaining(`nothing was scanned: ${message}`) })
    expect(here.stdout).not.toContain('✔')
    repo.env['CI'] = 'true'
    expect(repo.unleak(['scan', ...args])).toMatchObject({ code: 3, stderr: expect.stringContaining(message) })
  })

  test('a repository without a commit, in its history; an empty list and no stash are what they are', () => {
    const repo = new Scratch()
    repo.env['CI'] = 'true'
    expect(repo.unleak(['scan', '--history'])).toMatchObject({ code: 3, stderr: expect.stringContaining('no commit') })
    save(repo, 'a.txt')
    for (const args of [['--files-from', '-'], ['--stash'], ['--staged'], ['--history'], ['--range', 'HEAD']])
      expect(repo.unleak(['scan', ...args]), args.join(' ')).toMatchObject({ code: 0 })
  })

  test('the run for a tag may bring no commit, another one may not', () => {
    const repo = empty()
    Object.assign(repo.env, { CI: 'true', CIRCLECI: 'true' })
    repo.git('remote', 'add', 'origin', repo.root)
    repo.git('fetch', '-q', 'origin')
    repo.git('remote', 'set-head', 'origin', 'main')
    expect(repo.unleak(['scan', '--range', 'auto'])).toMatchObject({ code: 3 })
    repo.env['CIRCLE_TAG'] = 'v1'
    expect(repo.unleak(['scan', '--range', 'auto'])).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('nothing was scanned'),
    })
    expect(isTagBuild({ GITHUB_ACTIONS: 'true', GITHUB_REF_TYPE: 'branch' })).toBe(false)
    expect(isTagBuild({ GITHUB_ACTIONS: 'true', GITHUB_REF_TYPE: 'tag' })).toBe(true)
    expect(isTagBuild({ TF_BUILD: 'True', BUILD_SOURCEBRANCH: 'refs/heads/tag' })).toBe(false)
    expect(isTagBuild({})).toBe(false)
  })
})

describe('a shallow clone', () => {
  /** A remote with a branch of two commits, and what CI checks out of it. */
  function checkedOut(): { repo: Scratch; cwd: string } {
    const repo = new Scratch()
    save(repo, 'base.txt', leak('base'))
    repo.git('switch', '-qc', 'change')
    save(repo, 'one.txt', leak('one'))
    save(repo, 'two.txt')
    repo.git('switch', '-q', 'main')
    repo.git('clone', '-q', '--depth', '1', '--branch', 'change', `file://${repo.root}`, 'ci')
    Object.assign(repo.env, { CI: 'true', GITHUB_ACTIONS: 'true', GITHUB_BASE_REF: 'main' })
    return { repo, cwd: repo.path('ci') }
  }
  test('is told, and fetched when asked: never a silent pass', () => {
    const { repo, cwd } = checkedOut()
    for (const args of [
      ['--range', 'auto'],
      ['--range', 'origin/main..HEAD'],
      ['--since-commit', 'HEAD~2'],
    ]) {
      const { code, stderr } = repo.unleak(['scan', ...args], { cwd })
      expect([code, args]).toEqual([2, args])
      expect(stderr).toContain('--deepen')
    }
    expect(repo.unleak(['scan', '--history'], { cwd }).stderr).toContain('this clone is shallow')
    const { stdout } = repo.unleak(['scan', '--range', 'auto', '--deepen', '--format', 'json'], { cwd })
    expect((JSON.parse(stdout) as { file: string }[]).map(({ file }) => file)).toEqual(['one.txt'])
  })

  test('--history --deepen has all of it; a remote that does not answer is an error', () => {
    const { repo, cwd } = checkedOut()
    const { stdout, code } = repo.unleak(['scan', '--history', '--deepen', '--format', 'json'], { cwd })
    expect(code).toBe(1)
    expect((JSON.parse(stdout) as { file: string }[]).map(({ file }) => file)).toEqual(['base.txt', 'one.txt'])
    const other = checkedOut()
    other.repo.tryGit(['remote', 'set-url', 'origin', '/nowhere'], other.cwd)
    expect(other.repo.unleak(['scan', '--range', 'auto', '--deepen'], { cwd: other.cwd })).toMatchObject({ code: 3 })
  })
})
