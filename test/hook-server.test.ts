// Hooks that judge what is no file yet: a push on the server that receives it, and the message of a commit.
import { chmodSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { leak, passed, stopped } from './support/commit.ts'
import { PROGRAM, Scratch, token } from './support/scratch.ts'

function hook(repo: Scratch, directory: string, name: string, args = '"$@"'): void {
  repo.write(`${directory}/hooks/${name}`, `#!/bin/sh\nexec "${process.execPath}" "${PROGRAM}" hook ${name} ${args}\n`)
  chmodSync(repo.path(`${directory}/hooks/${name}`), 0o755)
}

function save(repo: Scratch, file: string, text: string): void {
  repo.write(file, text)
  repo.git('add', '-A', '.')
  repo.git('commit', '-qm', `change ${file}`)
}

describe('pre-receive', () => {
  /** A server that scans, and a clone of it with one commit pushed. */
  function served(args = ''): Scratch {
    const repo = new Scratch()
    repo.git('init', '-q', '--bare', '-b', 'main', 'server.git')
    repo.write('.git/info/exclude', 'server.git\n')
    repo.git('remote', 'add', 'origin', repo.path('server.git'))
    save(repo, 'a.txt', 'clean\n')
    hook(repo, 'server.git', 'pre-receive', args)
    return repo
  }
  const push = (repo: Scratch, ...refs: string[]): ReturnType<Scratch['tryGit']> =>
    repo.tryGit(['push', 'origin', ...refs])
  const onServer = (repo: Scratch): string => repo.git('ls-remote', 'origin')

  test('a clean push passes; a leak is refused before any ref moves, also when a later commit takes it away', () => {
    const repo = served()
    expect(push(repo, 'main')).toMatchObject({ code: 0 })
    const before = onServer(repo)
    save(repo, 'leak.txt', leak())
    save(repo, 'leak.txt', 'gone\n')
    const { code, all } = push(repo, 'main')
    expect(code, all).not.toBe(0)
    expect(all).toContain('leak.txt:1')
    expect(all).not.toContain(token())
    expect(onServer(repo)).toBe(before)
    repo.git('reset', '-q', '--hard', 'HEAD~2')
    save(repo, 'b.txt', 'clean too\n')
    expect(push(repo, 'main', 'main:refs/heads/other')).toMatchObject({ code: 0 })
    // Taking a branch away brings nothing; what one branch has is no news on another.
    expect(push(repo, ':other', 'main:refs/heads/more')).toMatchObject({ code: 0 })
  })

  test('messages of commits and of tags; another branch, a force push', () => {
    const repo = served()
    push(repo, 'main')
    repo.git('tag', '-a', 'v1', '-m', `release with ${token('tag')}`)
    expect(push(repo, 'v1').all).toContain('(tag message)')
    repo.git('commit', '-q', '--allow-empty', '-m', `fix\n\nsee ${token('message')}`)
    expect(push(repo, 'main').all).toContain('(commit message):3')
    repo.git('reset', '-q', '--hard', 'HEAD~1')
    repo.git('commit', '-q', '--amend', '-m', 'other')
    save(repo, 'leak.txt', leak('x'))
    expect(push(repo, '+main', 'main:refs/heads/side').all).toContain('leak.txt:1')
    expect(onServer(repo)).not.toContain('side')
  })

  test('the policy is that of the default branch: a push cannot bring its own, not even in two steps on a branch', () => {
    const repo = served()
    save(repo, '.unleak.yml', 'ignore: [vendor/]\n')
    expect(push(repo, 'main')).toMatchObject({ code: 0 })
    save(repo, 'vendor/x.txt', leak('v'))
    expect(push(repo, 'main')).toMatchObject({ code: 0 })
    repo.git('switch', '-qc', 'side')
    save(repo, '.unleak.yml', "ignore: ['*']\n")
    expect(push(repo, 'side')).toMatchObject({ code: 0 })
    save(repo, 'leak.txt', leak('l'))
    expect(push(repo, 'side').all).toContain('leak.txt:1')
    save(repo, 'leak.txt', `${leak('l').trim()} # unleak:allow github-pat -- of the documentation\n`)
    repo.git('reset', '-q', '--soft', 'HEAD~2')
    repo.git('commit', '-qm', 'allowed')
    expect(push(repo, 'side')).toMatchObject({ code: 0 })
  })

  test('--config-from names what is not there: nothing passes', () => {
    const repo = served('--config-from main')
    expect(push(repo, 'main').all).toContain('there is no commit main here')
  })

  test('--config-from: comments count only as they stand there', () => {
    const repo = served()
    push(repo, 'main')
    hook(repo, 'server.git', 'pre-receive', '--config-from main')
    save(repo, 'leak.txt', `${leak('l').trim()} # unleak:allow github-pat -- of the documentation\n`)
    expect(
      push(repo, 'main')
        .all.replace(/remote: |\s+/g, ' ')
        .replace(/ +/g, ' '),
    ).toContain('does not stand in main')
  })
})

describe('commit-msg', () => {
  function writing(): Scratch {
    const repo = new Scratch()
    hook(repo, '.git', 'commit-msg')
    repo.write('a.txt')
    repo.git('add', '.')
    return repo
  }
  /** An editor that puts its text before what git wrote. */
  function edit(repo: Scratch, text: string): string {
    repo.write('.git/text', text)
    return `sh -c 'cat "${repo.path('.git/text')}" "$1" > "$1.new" && mv "$1.new" "$1"' -`
  }

  test('a secret in the message stops the commit and says how to mend the text, which git keeps', () => {
    const repo = writing()
    const result = repo.tryGit(['commit', '-m', `fix\n\nwith ${token()}`])
    stopped(result, '(commit message):3')
    expect(result.all).toContain('COMMIT_EDITMSG')
    passed(repo.tryGit(['commit', '-m', 'fix']))
  })

  test('what git shows under the message is no part of it: comments, and the diff of --verbose that takes a secret out', () => {
    const repo = writing()
    repo.write('a.txt', leak('old'))
    repo.git('add', '.')
    repo.git('commit', '-qm', 'old', '--no-verify')
    repo.write('a.txt', 'clean\n')
    repo.git('add', '.')
    const commit = (text: string, ...args: string[]): ReturnType<Scratch['tryGit']> =>
      repo.tryGit(['-c', `core.editor=${edit(repo, text)}`, 'commit', '--verbose', ...args])
    stopped(commit(`take it out: ${token('new')}\n`), '(commit message):1')
    passed(commit(`take it out\n# ${token('comment')}\n`))
    expect(repo.git('log', '-1', '--format=%B')).not.toContain('ghp_')
  })

  test('a comment that git keeps is looked at: no editor, another sign, cleanup', () => {
    const repo = writing()
    stopped(repo.tryGit(['commit', '-m', `fix\n# ${token()}`]), '(commit message):2')
    repo.git('config', 'core.commentChar', ';')
    stopped(repo.tryGit(['-c', `core.editor=${edit(repo, `fix\n# ${token()}\n`)}`, 'commit']), '(commit message):2')
    repo.git('config', 'commit.cleanup', 'verbatim')
    const commit = (sign: string, ...args: string[]): ReturnType<Scratch['tryGit']> =>
      repo.tryGit(['-c', `core.editor=${edit(repo, `fix\n${sign} ${token()}\n`)}`, 'commit', ...args])
    stopped(commit(';'), '(commit message):2')
    repo.git('config', '--unset', 'commit.cleanup')
    repo.git('config', '--unset', 'core.commentChar')
    for (const way of ['verbatim', 'whitespace', 'scissors'])
      stopped(commit('#', '--cleanup', way), '(commit message):2')
    passed(commit('#', '--cleanup', 'strip'))
  })

  test('below scissors that a person has typed the message goes on', () => {
    const repo = writing()
    const line = `# ${'-'.repeat(24)} >8 ${'-'.repeat(24)}`
    stopped(repo.tryGit(['commit', '-m', `fix\n${line}\n${token()}`]), '(commit message):3')
  })

  test('first-tree-ai/opentag PR 644: a finding in a message can be allowed in the configuration, by its place', () => {
    const repo = writing()
    repo.write(
      '.unleak.yml',
      "allow: [{ paths: ['/\\(commit message\\)'], rules: [github-pat], reason: of the docs }]\n",
    )
    passed(repo.tryGit(['commit', '-m', `fix ${token()}`]))
    expect(repo.unleak(['scan', '--range', 'HEAD']).code).toBe(0)
    repo.write('.unleak.yml', '')
    expect(repo.unleak(['scan', '--range', 'HEAD']).stdout).toContain('(commit message):1')
  })

  test('without its file it is no hook', () => {
    expect(writing().unleak(['hook', 'commit-msg'])).toMatchObject({ code: 2 })
    expect(writing().unleak(['hook', 'commit-msg', 'nowhere'])).toMatchObject({ code: 2 })
  })
})
