// `unleak doctor` in real repositories: what it says is what a commit then does, and the repository stays as it was.
import { createHash } from 'node:crypto'
import { chmodSync, cpSync, lstatSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { commitAll, leak, passed, stopped } from './support/commit.ts'
import { addHook, init, MANAGERS, POSIX, PRE_COMMIT, withHusky, withUnleak } from './support/init.ts'
import { Scratch, token } from './support/scratch.ts'
import type { Result } from './support/scratch.ts'

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

const doctor = (repo: Scratch, cwd?: string): Result => repo.unleak(['doctor'], cwd === undefined ? {} : { cwd })

/** Says so, and it is so. */
function guarded(repo: Scratch, cwd = repo.root): Result {
  const result = doctor(repo, cwd)
  expect(result).toMatchObject({ code: 0, stderr: '' })
  expect(result.stdout).toContain('✔ A commit here is scanned.')
  expect(result.stdout).not.toMatch(/ghp_[A-Za-z0-9]{8}/)
  return result
}

function unguarded(repo: Scratch, cause: string | RegExp, fix: string, cwd = repo.root): Result {
  const result = doctor(repo, cwd)
  expect(result).toMatchObject({ code: 3, stderr: '' })
  expect(result.stdout).toMatch(/✖ (?:A commit here is NOT scanned|Not proved)/)
  expect(result.stdout).toMatch(cause)
  expect(result.stdout).toContain(fix)
  return result
}

/** A leak goes in: the doctor was right. */
function leaks(repo: Scratch, cwd = repo.root): void {
  repo.write(path.join(path.relative(repo.root, cwd), 'leaked.txt'), leak('leaks'))
  passed(commitAll(repo, cwd))
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
    const repo = new Scratch().guard()
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
    const repo = new Scratch().guard()
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
    const repo = new Scratch().guard()
    rmSync(repo.path('.git/hooks/pre-merge-commit'))
    expect(guarded(repo).stdout).toContain('! No hook of unleak runs for git merge:\n    npx unleak init')
  })
})

describe('peers.md 3.6 to 3.9: hooks that silently do not run', () => {
  test('there is none', () => {
    const repo = new Scratch()
    unguarded(repo, 'there is no hook: .git/hooks/pre-commit', 'npx unleak init')
    leaks(repo)
  })

  test.skipIf(!POSIX)('the run bit is missing', () => {
    const repo = new Scratch().guard()
    chmodSync(repo.path('.git/hooks/pre-commit'), 0o644)
    unguarded(repo, 'is not executable: git passes over it', 'chmod +x ".git/hooks/pre-commit"')
    leaks(repo)
  })

  test('core.hooksPath leads elsewhere: set here, and for all repositories', () => {
    const repo = new Scratch().guard()
    repo.git('config', 'core.hooksPath', 'elsewhere')
    unguarded(
      repo,
      /core\.hooksPath \(local\) is elsewhere, so git never looks at \.git.hooks.pre-commit/,
      'git config --unset core.hooksPath',
    )
    leaks(repo)
    repo.git('config', '--unset', 'core.hooksPath')
    repo.env['GIT_CONFIG_GLOBAL'] = repo.path('.git/global')
    repo.git('config', '--global', 'core.hooksPath', repo.path('.git/nowhere'))
    unguarded(repo, 'core.hooksPath (global) is', 'git config --global --unset core.hooksPath')
    repo.git('config', '--global', '--unset', 'core.hooksPath')
    guarded(repo)
  })

  test('husky in a fresh worktree, where .husky/_ is not', () => {
    const repo = withHusky(new Scratch())
    guarded(repo)
    repo.git('worktree', 'add', '-q', 'tree')
    unguarded(repo, /husky is not set up in this clone or worktree/, 'npm install', repo.path('tree'))
    leaks(repo, repo.path('tree'))
  })

  test('HUSKY=0, in the environment and in its start-up file', () => {
    const repo = withHusky(new Scratch())
    repo.env['HUSKY'] = '0'
    unguarded(repo, 'HUSKY=0 is set in the environment', 'unset HUSKY')
    leaks(repo)
    delete repo.env['HUSKY']
    repo.write('husky/init.sh', 'export HUSKY=0\n')
    unguarded(repo, /init\.sh sets HUSKY=0/, 'Take that line out of')
  })

  test('husky whose hook does not name us, or only in a comment', () => {
    const repo = withHusky(new Scratch())
    repo.write('.husky/pre-commit', '# unleak hook pre-commit\nnpx lint-staged --version\n')
    unguarded(repo, '.husky/pre-commit does not run unleak but lint-staged', 'npx unleak init')
    rmSync(repo.path('.husky/pre-commit'))
    unguarded(repo, '.husky/pre-commit is not here', 'npx unleak init')
    leaks(repo)
  })

  test('the package is not installed: refused is not scanned', () => {
    const repo = withHusky(new Scratch())
    rmSync(repo.path('node_modules/.bin/unleak'))
    const { stdout } = unguarded(repo, 'the hook finds no unleak', 'npm install')
    expect(stdout).toContain('The hook said:')
    repo.write('a.txt')
    expect(commitAll(repo).code).not.toBe(0)
  })

  test('another command stops the commit first: nothing is claimed', () => {
    const repo = new Scratch()
    addHook(repo, '.git/hooks/pre-commit', '#!/bin/sh\necho no commits on Fridays >&2\nexit 1\n')
    const { stdout } = unguarded(repo, 'Not proved: the hook stopped the commit before', 'npx unleak init')
    expect(stdout).toContain('| no commits on Fridays')
  })

  test('a hook that hides its failure', () => {
    const repo = new Scratch()
    withUnleak(repo)
    addHook(repo, '.git/hooks/pre-commit', '#!/bin/sh\nnode_modules/.bin/unleak hook pre-commit || true\n')
    unguarded(repo, '.git/hooks/pre-commit does not run unleak', 'npx unleak init')
    repo.write('leaked.txt', leak())
    expect(commitAll(repo).code).toBe(0)
  })

  test.skipIf(!PRE_COMMIT)('pre-commit installed later', () => {
    const repo = new Scratch().guard()
    repo.write('.pre-commit-config.yaml', 'repos: []\n')
    repo.spawn(PRE_COMMIT!, ['install', '-f'])
    unguarded(
      repo,
      'pre-commit wrote .git/hooks/pre-commit, and unleak is not in .pre-commit-config.yaml',
      'npx unleak init',
    )
    leaks(repo)
  })

  test.skipIf(!MANAGERS)('simple-git-hooks installed later, which takes our other hooks away too', () => {
    const repo = new Scratch()
    repo.write('package.json', '{ "name": "x", "simple-git-hooks": { "pre-commit": "true" } }')
    init(repo)
    cpSync(path.join(MANAGERS!, 'simple-git-hooks'), repo.path('node_modules/simple-git-hooks'), { recursive: true })
    rmSync(repo.path('.git/hooks'), { recursive: true, force: true })
    repo.write('package.json', '{ "name": "x", "simple-git-hooks": { "pre-commit": "true" } }')
    repo.spawn(process.execPath, ['node_modules/simple-git-hooks/cli.js'])
    unguarded(repo, 'simple-git-hooks wrote .git/hooks/pre-commit', 'npx unleak init')
    leaks(repo)
  })
})

test('outside of a repository that is exit 2, and a broken configuration too', () => {
  expect(doctor(new Scratch(false))).toMatchObject({ code: 2, stdout: '' })
  const repo = new Scratch().guard()
  repo.write('.unleak.yml', 'nonsense: 1\n')
  expect(doctor(repo)).toMatchObject({ code: 2, stdout: '' })
})

test('a stopped commit is a stopped commit: after the doctor has said so', () => {
  const repo = withHusky(new Scratch())
  guarded(repo)
  repo.write('a.txt', leak())
  stopped(commitAll(repo), 'a.txt')
})
