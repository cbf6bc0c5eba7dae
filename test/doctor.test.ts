// `unleak doctor` in real repositories: what it says is what a commit then does, and the repository stays as it was.
import { createHash } from 'node:crypto'
import { lstatSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { commitAll, leak, passed, stopped } from './support/commit.ts'
import { doctor, guarded, unguarded } from './support/doctor.ts'
import { init, POSIX, withHusky } from './support/init.ts'
import { Scratch, token } from './support/scratch.ts'

/** A name, a mode and a digest for all that is in a directory, git's own included. */
function picture(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .toSorted()
    .map((name) => {
      const info = lstatSync(path.join(root, name))
      const content = info.isFile() ? readFileSync(path.join(root, name)) : ''
      const end = info.isSymbolicLink() ? readlinkSync(path.join(root, name)) : info.isFile() ? info.mtimeMs : ''
      return [name, info.mode, createHash('sha256').update(content).digest('hex'), end].join(' ')
    })
}

describe('a guarded repository', () => {
  test('is told with proof, and not a byte of it changes', () => {
    const repo = new Scratch()
    repo.write('.gitignore', '.env\n')
    repo.write('.env', `KEY=${token('own')}\n`)
    repo.write('src/a.txt', 'one\n')
    repo.write('gone.txt')
    init(repo)
    passed(commitAll(repo))
    repo.git('commit', '-q', '--allow-empty', '-m', 'second')
    repo.write('src/a.txt', 'two\n')
    repo.git('add', '.')
    repo.write('src/a.txt', 'three\n')
    repo.write('untracked.txt')
    rmSync(repo.path('gone.txt'))
    const before = picture(repo.root)
    const { stdout } = guarded(repo, repo.path('src'))
    expect(stdout).toContain('was stopped by .git/hooks/pre-commit')
    expect(picture(repo.root)).toEqual(before)
  })

  test.skipIf(!POSIX)('leaves nothing in the temporary directory', () => {
    const repo = Scratch.guarded()
    repo.write('tmp/.keep', '')
    repo.env['TMPDIR'] = repo.path('tmp')
    guarded(repo)
    expect(readdirSync(repo.path('tmp'))).toEqual(['.keep'])
  })

  test('without a commit, with a detached HEAD, in a worktree, in a submodule', () => {
    const repo = new Scratch()
    init(repo)
    guarded(repo)
    passed(commitAll(repo))
    repo.git('checkout', '-q', '--detach')
    guarded(repo)
    repo.git('worktree', 'add', '-q', 'tree')
    guarded(repo, repo.path('tree'))
    const inner = new Scratch()
    passed(inner.tryGit(['commit', '--allow-empty', '-m', 'x']))
    repo.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'sub')
    unguarded(repo, /there is no hook: .*sub.hooks.pre-commit/, 'npx unleak init', repo.path('sub'))
    init(repo, repo.path('sub'))
    guarded(repo, repo.path('sub'))
  })

  test('with SHA-256, and with an index that git calls sparse', () => {
    const repo = new Scratch(['--object-format=sha256']).guard()
    repo.write('in/a.txt')
    repo.write('out/b.txt')
    passed(commitAll(repo))
    repo.git('sparse-checkout', 'set', '--sparse-index', 'in')
    guarded(repo)
  })

  test('whose configuration leaves text files out', () => {
    const repo = Scratch.guarded()
    repo.write(
      '.unleak.yml',
      'fingerprintSalt: abcdefghijklmnopqrst\nignore: ["*.txt", "*.ts"]\nrules: { disable: [github-pat] }\n',
    )
    const { stdout } = guarded(repo)
    expect(stdout).not.toContain('a made-up GitHub personal access token (classic)')
    repo.write('.unleak.yml', 'ignore: ["**"]\n')
    expect(doctor(repo)).toMatchObject({ code: 3, stderr: expect.stringContaining('lets nothing be found') as string })
  })

  test('with merges and cherry-picks that no hook sees', () => {
    const repo = Scratch.guarded()
    rmSync(repo.path('.git/hooks/pre-merge-commit'))
    expect(guarded(repo).stdout).toContain('! No hook of unleak runs for git merge:\n    npx unleak init')
  })
})

test('outside of a repository that is exit 2, and a broken configuration too', () => {
  expect(doctor(new Scratch(false))).toMatchObject({ code: 2, stdout: '' })
  const repo = Scratch.guarded()
  repo.write('.unleak.yml', 'nonsense: 1\n')
  expect(doctor(repo)).toMatchObject({ code: 2, stdout: '' })
})

test('a stopped commit is a stopped commit: after the doctor has said so', () => {
  const repo = withHusky(new Scratch())
  guarded(repo)
  repo.write('a.txt', leak())
  stopped(commitAll(repo), 'a.txt')
})
