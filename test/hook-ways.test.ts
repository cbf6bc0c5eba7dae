// Every way to make a commit, in every kind of repository, with the real hook: a leak is stopped, a clean commit passes.
import { describe, expect, test } from 'vitest'
import { bothWays, commitAll, leak, passed, stopped } from './support/commit.ts'
import { Scratch } from './support/scratch.ts'

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
    const repo = Scratch.guarded()
    bothWays(repo, () => commitAll(repo))
  })

  test('the index counts, not the work tree', () => {
    const repo = Scratch.guarded()
    repo.write('a.txt', leak())
    repo.git('add', '.')
    repo.write('a.txt', 'clean in the work tree\n')
    stopped(repo.tryGit(['commit', '-m', 'x']), 'a.txt')
    repo.git('add', '.')
    repo.write('a.txt', leak())
    passed(repo.tryGit(['commit', '-m', 'x']))
  })

  test('commit -a', () => {
    const repo = Scratch.guarded()
    repo.write('leak.txt')
    repo.git('add', '.')
    repo.git('commit', '-qm', 'base')
    bothWays(repo, () => repo.tryGit(['commit', '-am', 'x']))
  })

  test('commit PATH takes that file and no other', () => {
    const repo = Scratch.guarded()
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
    const repo = Scratch.guarded()
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
    const repo = Scratch.guarded()
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
    const repo = Scratch.guarded()
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
    const repo = Scratch.guarded()
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
    const repo = Scratch.guarded()
    for (const name of ['one', 'two']) {
      repo.write(`${name}.txt`)
      repo.git('add', '.')
      repo.git('commit', '-qm', name)
    }
    repo.env['GIT_SEQUENCE_EDITOR'] = 'sed -i.bak 1s/pick/edit/'
    repo.env['GIT_EDITOR'] = 'true'
    repo.git('rebase', '-q', '-i', 'HEAD~2')
    bothWays(repo, () => {
      repo.git('add', '.')
      return repo.tryGit(['commit', '--amend', '--no-edit'])
    })
    passed(repo.tryGit(['rebase', '--continue']))
  })

  test('rebase --continue after a conflict, for which git runs no pre-commit hook', () => {
    const repo = Scratch.guarded()
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
    const repo = Scratch.guarded()
    diverge(repo, 'main.txt', 'side.txt')
    repo.git('checkout', '-q', 'side')
    repo.write('old.txt', leak())
    repo.git('add', '.')
    repo.git('commit', '-qm', 'old leak', '--no-verify')
    passed(repo.tryGit(['rebase', 'main']))
  })

  test('a rebase is over, but git has left REBASE_HEAD behind', () => {
    const repo = Scratch.guarded()
    diverge(repo, 'same.txt', 'same.txt')
    repo.env['GIT_EDITOR'] = 'true'
    repo.git('checkout', '-q', 'side')
    expect(repo.tryGit(['rebase', 'main']).code).not.toBe(0)
    repo.write('same.txt', 'resolved\n')
    repo.git('add', '.')
    passed(repo.tryGit(['rebase', '--continue']))
    repo.write('.git/REBASE_HEAD', `${'0'.repeat(39)}1\n`)
    repo.write('later.txt')
    repo.git('add', '.')
    passed(repo.tryGit(['commit', '-m', 'later']))
  })

  test('a cherry-pick after a rebase that left REBASE_HEAD behind', () => {
    const repo = Scratch.guarded()
    repo.git('switch', '-qc', 'topic')
    repo.write('leak.txt', leak())
    repo.git('add', '.')
    repo.git('commit', '-qm', 'leak', '--no-verify')
    const leaky = repo.git('rev-parse', 'HEAD').trim()
    repo.git('switch', '-q', 'main')
    repo.git('update-ref', 'REBASE_HEAD', leaky)
    stopped(repo.tryGit(['cherry-pick', leaky]), 'leak.txt')
  })

  test.each(['revert', 'cherry-pick'])('git %s that brings a secret', (command) => {
    const repo = Scratch.guarded()
    repo.write('f', leak())
    repo.git('add', '.')
    repo.git('commit', '-qm', 'leak', '--no-verify')
    repo.git('rm', '-q', 'f')
    repo.git('commit', '-qm', 'gone')
    stopped(repo.tryGit(command === 'revert' ? ['revert', '--no-edit', 'HEAD'] : ['cherry-pick', 'HEAD~1']), 'f:1')
    repo.git('reset', '-q', '--hard')
    repo.write('g')
    repo.git('add', '.')
    repo.git('commit', '-qm', 'clean')
    passed(repo.tryGit(['revert', '--no-edit', 'HEAD']))
  })

  test('git am', () => {
    const repo = Scratch.guarded()
    repo.git('checkout', '-q', '-b', 'side')
    repo.write('bad.txt', leak())
    repo.git('add', '.')
    repo.git('commit', '-qm', 'bad', '--no-verify')
    repo.git('format-patch', '-q', '-1')
    repo.git('checkout', '-q', 'main')
    stopped(repo.tryGit(['am', '0001-bad.patch']), 'bad.txt')
  })

  test('from a sub-directory', () => {
    const repo = Scratch.guarded()
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
