// Every way to make a commit, with the real hook in real repositories: a leak is stopped, a clean commit passes.
import { chmodSync, existsSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { Scratch, token } from './support/scratch.ts'
import type { Result } from './support/scratch.ts'

const leak = (seed?: string): string => `key = ${token(seed)}\n`

function stopped(result: Result, ...files: string[]): void {
  expect(result.code, result.all).not.toBe(0)
  expect(result.all).toContain('unleak stopped this commit')
  for (const file of files) expect(result.all).toContain(file)
  expect(result.all).not.toMatch(/ghp_[A-Za-z0-9]{8}/)
}

function passed(result: Result): void {
  expect(result.all).not.toContain('unleak stopped')
  expect(result.code, result.all).toBe(0)
}

/** The same for every way: the leak is stopped, and with the leak taken away the commit passes. */
function bothWays(repo: Scratch, commit: () => Result, file = 'leak.txt', shown = file): void {
  repo.write(file, leak())
  stopped(commit(), shown)
  repo.write(file, 'clean again\n')
  passed(commit())
}

/** Branches main and side that change these files. */
function diverge(repo: Scratch, onMain: string, onSide: string): void {
  repo.git('checkout', '-q', '-b', 'side')
  repo.write(onSide, 'side\n')
  repo.git('add', '.')
  repo.git('commit', '-qm', 'side')
  repo.git('checkout', '-q', 'main')
  repo.write(onMain, 'main\n')
  repo.git('add', '.')
  repo.git('commit', '-qm', 'main')
}

describe('ways to commit', () => {
  test('git commit of what was staged', () => {
    const repo = new Scratch().guard()
    bothWays(repo, () => {
      repo.git('add', '.')
      return repo.tryGit(['commit', '-m', 'x'])
    })
  })

  test('the index counts, not the work tree', () => {
    const repo = new Scratch().guard()
    repo.write('a.txt', leak())
    repo.git('add', '.')
    repo.write('a.txt', 'clean in the work tree\n')
    stopped(repo.tryGit(['commit', '-m', 'x']), 'a.txt')
    repo.git('add', '.')
    repo.write('a.txt', leak())
    passed(repo.tryGit(['commit', '-m', 'x']))
  })

  test('commit -a', () => {
    const repo = new Scratch().guard()
    repo.write('leak.txt')
    repo.git('add', '.')
    repo.git('commit', '-qm', 'base')
    bothWays(repo, () => repo.tryGit(['commit', '-am', 'x']))
  })

  test('commit PATH takes that file and no other', () => {
    const repo = new Scratch().guard()
    repo.write('a.txt')
    repo.write('b.txt')
    repo.git('add', '.')
    repo.git('commit', '-qm', 'base')
    repo.write('a.txt', leak())
    repo.write('b.txt', 'changed\n')
    repo.git('add', 'b.txt')
    stopped(repo.tryGit(['commit', 'a.txt', '-m', 'x']), 'a.txt')
    passed(repo.tryGit(['commit', 'b.txt', '-m', 'x']))
    // Staged, but not part of this commit.
    repo.write('b.txt', 'changed again\n')
    repo.git('add', 'a.txt')
    passed(repo.tryGit(['commit', 'b.txt', '-m', 'x']))
  })

  test('commit --amend', () => {
    const repo = new Scratch().guard()
    repo.write('a.txt')
    repo.git('add', '.')
    repo.git('commit', '-qm', 'base')
    bothWays(repo, () => {
      repo.git('add', '.')
      return repo.tryGit(['commit', '--amend', '-m', 'x'])
    })
  })

  test('the first commit of an empty repository', () => {
    const repo = new Scratch()
    repo.unleak(['init'])
    bothWays(repo, () => {
      repo.git('add', '.')
      return repo.tryGit(['commit', '-m', 'first'])
    })
  })

  test('a merge with a conflict', () => {
    const repo = new Scratch().guard()
    diverge(repo, 'same.txt', 'same.txt')
    expect(repo.tryGit(['merge', 'side']).code).not.toBe(0)
    repo.write('same.txt', leak())
    repo.git('add', '.')
    stopped(repo.tryGit(['commit', '-m', 'merge']), 'same.txt')
    repo.write('same.txt', 'resolved\n')
    repo.git('add', '.')
    passed(repo.tryGit(['commit', '-m', 'merge']))
  })

  test('a merge without a conflict', () => {
    const repo = new Scratch().guard()
    diverge(repo, 'main.txt', 'side.txt')
    passed(repo.tryGit(['merge', '--no-edit', 'side']))
    repo.git('checkout', '-q', '-b', 'bad', 'HEAD~1')
    repo.write('bad.txt', leak())
    repo.git('add', '.')
    repo.git('commit', '-qm', 'bad', '--no-verify')
    repo.git('checkout', '-q', 'main')
    stopped(repo.tryGit(['merge', '--no-ff', '--no-edit', 'bad']), 'bad.txt')
  })

  test('a merge that takes a secret away', () => {
    const repo = new Scratch().guard()
    repo.write('old.txt', leak())
    repo.git('add', '.')
    repo.git('commit', '-qm', 'old leak', '--no-verify')
    repo.git('checkout', '-q', '-b', 'side')
    repo.write('old.txt', 'gone\n')
    repo.git('commit', '-qam', 'gone')
    repo.git('checkout', '-q', 'main')
    repo.write('other.txt')
    repo.git('add', '.')
    repo.git('commit', '-qm', 'other')
    passed(repo.tryGit(['merge', '--no-edit', 'side']))
  })

  test('in the midst of a rebase', () => {
    const repo = new Scratch().guard()
    for (const name of ['one', 'two']) {
      repo.write(`${name}.txt`)
      repo.git('add', '.')
      repo.git('commit', '-qm', name)
    }
    repo.env['GIT_SEQUENCE_EDITOR'] = 'sed -i 1s/pick/edit/'
    repo.env['GIT_EDITOR'] = 'true'
    repo.git('rebase', '-q', '-i', 'HEAD~2')
    bothWays(repo, () => {
      repo.git('add', '.')
      return repo.tryGit(['commit', '--amend', '--no-edit'])
    })
    passed(repo.tryGit(['rebase', '--continue']))
  })

  test('rebase --continue after a conflict, for which git runs no pre-commit hook', () => {
    const repo = new Scratch().guard()
    diverge(repo, 'same.txt', 'same.txt')
    repo.env['GIT_EDITOR'] = 'true'
    repo.git('checkout', '-q', 'side')
    expect(repo.tryGit(['rebase', 'main']).code).not.toBe(0)
    bothWays(
      repo,
      () => {
        repo.git('add', '.')
        return repo.tryGit(['rebase', '--continue'])
      },
      'same.txt',
    )
  })

  test('a rebase carries old leaks over in peace', () => {
    const repo = new Scratch().guard()
    diverge(repo, 'main.txt', 'side.txt')
    repo.git('checkout', '-q', 'side')
    repo.write('old.txt', leak())
    repo.git('add', '.')
    repo.git('commit', '-qm', 'old leak', '--no-verify')
    passed(repo.tryGit(['rebase', 'main']))
  })

  test('git am', () => {
    const repo = new Scratch().guard()
    repo.git('checkout', '-q', '-b', 'side')
    repo.write('bad.txt', leak())
    repo.git('add', '.')
    repo.git('commit', '-qm', 'bad', '--no-verify')
    repo.git('format-patch', '-q', '-1')
    repo.git('checkout', '-q', 'main')
    stopped(repo.tryGit(['am', '0001-bad.patch']), 'bad.txt')
  })

  test('from a sub-directory', () => {
    const repo = new Scratch().guard()
    bothWays(
      repo,
      () => {
        repo.git('add', '.')
        return repo.tryGit(['commit', '-m', 'x'], repo.path('deep/er'))
      },
      'deep/er/leak.txt',
    )
  })
})

describe('kinds of repository', () => {
  test('a linked worktree', () => {
    const repo = new Scratch().guard()
    repo.git('worktree', 'add', '-q', 'tree', '-b', 'other')
    const commit = (): Result => {
      repo.tryGit(['add', '.'], repo.path('tree'))
      return repo.tryGit(['commit', '-m', 'x'], repo.path('tree'))
    }
    bothWays(repo, commit, 'tree/leak.txt', 'leak.txt')
  })

  test('a submodule, and the repository around it', () => {
    const inner = new Scratch()
    inner.write('a.txt')
    inner.git('add', '.')
    inner.git('commit', '-qm', 'inner')
    const repo = new Scratch().guard()
    repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'sub')
    passed(repo.tryGit(['commit', '-m', 'add submodule']))
    const sub = repo.path('sub')
    expect(repo.unleak(['init'], { cwd: sub }).code).toBe(0)
    for (const [key, value] of [
      ['user.email', 'a@b.test'],
      ['user.name', 'A'],
    ])
      repo.tryGit(['config', key!, value!], sub)
    const commit = (): Result => {
      repo.tryGit(['add', '.'], sub)
      return repo.tryGit(['commit', '-m', 'x'], sub)
    }
    bothWays(repo, commit, 'sub/leak.txt', 'leak.txt')
    passed(repo.tryGit(['commit', '-am', 'move submodule']))
  })

  test('SHA-256 object names', () => {
    const repo = new Scratch(['--object-format=sha256']).guard()
    bothWays(repo, () => {
      repo.git('add', '.')
      return repo.tryGit(['commit', '-m', 'x'])
    })
  })

  test('a sparse checkout', () => {
    const repo = new Scratch().guard()
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

describe('kinds of change', () => {
  /** A repository with a file that held a secret before unleak came. */
  function withOldLeak(): Scratch {
    const repo = new Scratch().guard()
    repo.write('old.txt', `first\n${leak('old')}last\n`)
    repo.write('clean.txt', 'x\n'.repeat(50))
    repo.git('add', '.')
    repo.git('commit', '-qm', 'old leak', '--no-verify')
    return repo
  }
  const commitAll = (repo: Scratch): Result => {
    repo.git('add', '-A')
    return repo.tryGit(['commit', '-m', 'x'])
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
    const repo = new Scratch().guard()
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
      const repo = new Scratch().guard()
      repo.git('config', 'diff.hide.textconv', 'true')
      repo.git('config', 'diff.hide.command', 'true')
      repo.write('.gitattributes', `*.txt ${attribute}\n`)
      const text = (content: string): Buffer =>
        attribute.startsWith('working-tree') ? Buffer.from(`\ufeff${content}`, 'utf16le') : Buffer.from(content)
      const commit = (): Result => {
        repo.git('add', '.')
        return repo.tryGit(['commit', '-m', 'x'])
      }
      repo.write('leak.txt', text(leak()))
      stopped(commit(), 'leak.txt')
      repo.write('leak.txt', text('clean\n'))
      passed(commit())
    },
  )
})
