// The real hook in every kind of repository, and under settings that change diffs or hide content.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { bothWays, commitAll, leak, passed, stopped } from './support/commit.ts'
import { Scratch } from './support/scratch.ts'
import type { Result } from './support/scratch.ts'

describe('kinds of repository', () => {
  test('a linked worktree', () => {
    const repo = Scratch.guarded()
    repo.git('worktree', 'add', '-q', 'tree', '-b', 'other')
    const commit = (): Result => commitAll(repo, repo.path('tree'))
    bothWays(repo, commit, 'tree/leak.txt', 'leak.txt')
  })

  test('causify-ai/helpers#622: a submodule, and the repository around it', () => {
    const inner = new Scratch()
    inner.write('a.txt')
    inner.git('add', '.')
    inner.git('commit', '-qm', 'inner')
    const repo = Scratch.guarded()
    repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'sub')
    passed(repo.tryGit(['commit', '-m', 'add submodule']))
    const sub = repo.path('sub')
    expect(repo.unleak(['init'], { cwd: sub }).code).toBe(0)
    for (const [key, value] of [
      ['user.email', 'a@b.test'],
      ['user.name', 'A'],
    ])
      repo.tryGit(['config', key!, value!], sub)
    const commit = (): Result => commitAll(repo, sub)
    bothWays(repo, commit, 'sub/leak.txt', 'leak.txt')
    passed(repo.tryGit(['commit', '-am', 'move submodule']))
  })

  test('SHA-256 object names', () => {
    const repo = new Scratch(['--object-format=sha256']).guard()
    bothWays(repo, () => commitAll(repo))
  })

  test('a sparse checkout', () => {
    const repo = Scratch.guarded()
    repo.write('in/a.txt')
    repo.write('out/b.txt')
    repo.git('add', '.')
    repo.git('commit', '-qm', 'base')
    repo.git('sparse-checkout', 'set', '--sparse-index', 'in')
    bothWays(
      repo,
      () => {
        repo.git('add', 'in')
        return repo.tryGit(['commit', '-m', 'x'])
      },
      'in/leak.txt',
    )
    expect(existsSync(repo.path('out'))).toBe(false)
  })
})

describe('user settings that change diffs, or hide content', () => {
  test.each([
    ['diff.noprefix', 'true'],
    ['diff.mnemonicPrefix', 'true'],
    ['diff.external', 'false'],
    ['color.ui', 'always'],
    ['core.quotePath', 'true'],
    ['core.quotePath', 'false'],
    ['diff.algorithm', 'patience'],
    ['diff.algorithm', 'histogram'],
    ['core.autocrlf', 'true'],
    ['core.autocrlf', 'input'],
    ['diff.relative', 'true'],
    ['diff.interHunkContext', '20'],
    ['diff.renames', 'false'],
    ['diff.orderFile', '/nonexistent'],
    ['diff.ignoreSubmodules', 'all'],
    ['core.safecrlf', 'warn'],
  ])('%s = %s', (key, value) => {
    const repo = Scratch.guarded()
    if (key === 'diff.orderFile') repo.write(path.basename(value), '')
    repo.git('config', key, key === 'diff.orderFile' ? repo.path(path.basename(value)) : value)
    bothWays(
      repo,
      () => {
        repo.git('add', '.')
        return repo.tryGit(['commit', '-m', 'x'], repo.path('dir'))
      },
      'dir/leak é.txt',
    )
  })

  test.each(['binary', '-diff', '-text', 'diff=hide', 'filter=none', 'eol=crlf', 'working-tree-encoding=UTF-16LE-BOM'])(
    '.gitattributes with %s',
    (attribute) => {
      const repo = Scratch.guarded()
      repo.git('config', 'diff.hide.textconv', 'true')
      repo.git('config', 'diff.hide.command', 'true')
      repo.write('.gitattributes', `*.txt ${attribute}\n`)
      const text = (content: string): Buffer =>
        attribute.startsWith('working-tree') ? Buffer.from(`\ufeff${content}`, 'utf16le') : Buffer.from(content)
      const commit = (): Result => commitAll(repo)
      repo.write('leak.txt', text(leak()))
      stopped(commit(), 'leak.txt')
      repo.write('leak.txt', text('clean\n'))
      passed(commit())
    },
  )
})
