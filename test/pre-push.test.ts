// The pre-push hook with real pushes: what the remote has not is scanned, nothing else.
import { chmodSync } from 'node:fs'
import { expect, test } from 'vitest'
import { leak } from './support/commit.ts'
import { PROGRAM, Scratch } from './support/scratch.ts'

function pushing(): Scratch {
  const repo = new Scratch()
  repo.git('init', '-q', '--bare', 'remote.git')
  repo.git('remote', 'add', 'origin', repo.path('remote.git'))
  repo.write('.git/hooks/pre-push', `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" hook pre-push "$@"\n`)
  chmodSync(repo.path('.git/hooks/pre-push'), 0o755)
  repo.write('.git/info/exclude', 'remote.git\n')
  save(repo, 'a.txt', 'clean\n')
  return repo
}

function save(repo: Scratch, file: string, text: string): void {
  repo.write(file, text)
  repo.git('add', '.')
  repo.git('commit', '-qm', file)
}

test('a clean push passes; a leak that a later commit takes away is stopped all the same', () => {
  const repo = pushing()
  expect(repo.tryGit(['push', '-q', 'origin', 'main'])).toMatchObject({ code: 0 })
  save(repo, 'leak.txt', leak())
  save(repo, 'leak.txt', 'gone\n')
  const result = repo.tryGit(['push', '-q', 'origin', 'main'])
  expect(result.code).not.toBe(0)
  expect(result.all).toContain('leak.txt:1')
  expect(repo.git('ls-remote', 'origin', 'main')).not.toContain(repo.git('rev-parse', 'HEAD').trim())
})

test('a first push and a new branch are scanned; what was pushed before is not told again', () => {
  const repo = pushing()
  save(repo, 'leak.txt', leak())
  expect(repo.tryGit(['push', '-q', 'origin', 'main']).all).toContain('leak.txt:1')
  repo.git('push', '-q', '--no-verify', 'origin', 'main')
  repo.git('switch', '-qc', 'side')
  save(repo, 'b.txt', 'clean\n')
  expect(repo.tryGit(['push', '-q', 'origin', 'side'])).toMatchObject({ code: 0 })
  save(repo, 'c.txt', leak('c'))
  const { all } = repo.tryGit(['push', '-q', 'origin', 'main', 'side'])
  expect(all).toContain('c.txt:1')
  expect(all).not.toContain('leak.txt')
  // Taking a branch away brings nothing.
  expect(repo.tryGit(['push', '-q', 'origin', ':side'])).toMatchObject({ code: 0 })
})

test('a tag that names a file is stopped, and so is a tag of a tag', () => {
  const repo = pushing()
  repo.write('key', leak())
  const blob = repo.git('hash-object', '-w', 'key').trim()
  repo.git('tag', 'light', blob)
  repo.git('tag', '-am', 'a key', 'heavy', blob)
  repo.git('tag', '-am', leak('inner'), 'inner')
  repo.git('-c', 'advice.nestedTag=false', 'tag', '-am', 'outer', 'outer', 'inner')
  for (const name of ['light', 'heavy', 'outer']) {
    const { code, all } = repo.tryGit(['push', '-q', 'origin', name])
    expect(code, all).not.toBe(0)
    expect(all).toContain('1 secret')
  }
})

test('what git would not write is no push of nothing', () => {
  const repo = pushing()
  for (const hook of ['pre-push', 'pre-receive'])
    expect(repo.unleak(['hook', hook, 'origin'], { input: 'garbage\n' })).toMatchObject({ code: 2 })
})
