// What a commit can do to a file, and what the file can be called: only what is new is reported.
import { chmodSync, symlinkSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { commitAll, leak, passed, stopped } from './support/commit.ts'
import { Scratch, token } from './support/scratch.ts'

describe('kinds of change', () => {
  /** A repository with a file that held a secret before unleak came. */
  function withOldLeak(): Scratch {
    const repo = Scratch.guarded()
    repo.write('old.txt', `first\n${leak('old')}last\n`)
    repo.write('clean.txt', 'x\n'.repeat(50))
    repo.git('add', '.')
    repo.git('commit', '-qm', 'old leak', '--no-verify')
    return repo
  }
  test('only added lines are reported', () => {
    const repo = withOldLeak()
    repo.write('old.txt', `zero\nfirst\n${leak('old')}last\n`)
    passed(commitAll(repo))
    repo.write('old.txt', `zero\n${leak('new')}first\n${leak('old')}last\n`)
    const result = commitAll(repo)
    stopped(result, 'old.txt:2:7')
    expect(result.all).toContain('1 secret in 1 file')
  })

  test('the same secret once more is new', () => {
    const repo = withOldLeak()
    repo.write('old.txt', `first\n${leak('old')}last\nagain ${leak('old')}`)
    stopped(commitAll(repo), 'old.txt:4:13')
  })

  test('a line that moves within its file stays known', () => {
    const repo = withOldLeak()
    repo.write('old.txt', `last\nfirst\n${leak('old')}`)
    passed(commitAll(repo))
  })

  test('renamed, and renamed with a leak', () => {
    const repo = withOldLeak()
    repo.git('mv', 'old.txt', 'renamed.txt')
    passed(commitAll(repo))
    repo.git('mv', 'clean.txt', 'moved.txt')
    repo.write('moved.txt', `${'x\n'.repeat(50)}${leak()}`)
    stopped(commitAll(repo), 'moved.txt:51')
  })

  test('copied: the secret is in a new place', () => {
    const repo = withOldLeak()
    repo.git('config', 'diff.renames', 'copies')
    repo.write('copy.txt', `first\n${leak('old')}last\n`)
    stopped(commitAll(repo), 'copy.txt:2')
  })

  test('deleted', () => {
    const repo = withOldLeak()
    repo.git('rm', '-q', 'old.txt')
    passed(commitAll(repo))
  })

  test.skipIf(process.platform === 'win32')('only the mode changed', () => {
    const repo = withOldLeak()
    chmodSync(repo.path('old.txt'), 0o755)
    passed(commitAll(repo))
  })

  test('intent to add: not part of the commit until it is added', () => {
    const repo = withOldLeak()
    repo.write('later.txt', leak())
    repo.git('add', '-N', 'later.txt')
    repo.write('now.txt')
    repo.git('add', 'now.txt')
    passed(repo.tryGit(['commit', '-m', 'x']))
    stopped(repo.tryGit(['commit', '-am', 'x']), 'later.txt')
  })

  test.skipIf(process.platform === 'win32')('a symbolic link is a file that holds its target', () => {
    const repo = withOldLeak()
    symlinkSync('clean.txt', repo.path('link'))
    passed(commitAll(repo))
    symlinkSync(`https://x:${token()}@host.test/`, repo.path('bad-link'))
    stopped(commitAll(repo), 'bad-link')
  })

  test.skipIf(process.platform === 'win32')('a link becomes a file', () => {
    const repo = withOldLeak()
    symlinkSync('clean.txt', repo.path('link'))
    passed(commitAll(repo))
    repo.git('rm', '-q', '--cached', 'link')
    repo.spawn('rm', ['link'])
    repo.write('link', leak())
    stopped(commitAll(repo), 'link:1')
  })

  test.skipIf(process.platform === 'win32').each([
    ['spaces', 'with some spaces.txt', 'with some spaces.txt'],
    ['quotes', `it's "quoted".txt`, `it's "quoted".txt`],
    ['a newline', 'two\nlines.txt', String.raw`two\x0alines.txt`],
    ['a tab and a backslash', 'a\tb\\c.txt', String.raw`a\x09b\c.txt`],
    ['non-ASCII', 'schlüssel-鍵-🔑.txt', 'schlüssel-鍵-🔑.txt'],
    ['a leading dash', '-rf.txt', '-rf.txt'],
    ['a colon', ':(top)x.txt', ':(top)x.txt'],
  ])('a file name with %s', (_, name, shown) => {
    const repo = withOldLeak()
    repo.write(name, leak())
    stopped(commitAll(repo), shown)
    repo.write(name, 'clean\n')
    passed(commitAll(repo))
  })
})
