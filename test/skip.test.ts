// UNLEAK_SKIP: a way past the hook that says why, and leaves a trace.
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Scratch, token } from './support/scratch.ts'

function guarded(): Scratch {
  const repo = Scratch.guarded()
  repo.write('leak.txt', `${token()}\n`)
  repo.git('add', '.')
  return repo
}

const RECORD = '.git/unleak/skips.jsonl'

describe('a commit with UNLEAK_SKIP', () => {
  test('goes through, is told, recorded with its tree, and listed', () => {
    const repo = guarded()
    expect(repo.tryGit(['commit', '-m', 'x']).code).toBe(1)
    repo.env['UNLEAK_SKIP'] = 'rotated an hour ago \u001b[31m'
    const { code, stderr } = repo.tryGit(['commit', '-m', 'x'])
    expect(code).toBe(0)
    expect(stderr).toContain('pre-commit scanned nothing, for UNLEAK_SKIP is set: rotated an hour ago \\x1b[31m')
    const [line, ...more] = readFileSync(repo.path(RECORD), 'utf8').trim().split('\n')
    expect(more).toEqual([])
    const skip = JSON.parse(line!) as { time: string; hook: string; reason: string; tree: string }
    expect(skip).toMatchObject({ hook: 'pre-commit', tree: repo.git('rev-parse', 'HEAD^{tree}').trim() })
    expect(Math.abs(Date.now() - Date.parse(skip.time))).toBeLessThan(600_000)
    expect(statSync(repo.path(RECORD)).mode & 0o777).toBe(0o600)
    delete repo.env['UNLEAK_SKIP']
    const log = repo.unleak(['audit-log'])
    expect(log.stdout).toContain('Hooks passed over with UNLEAK_SKIP')
    expect(log.stdout).toContain(`pre-commit: rotated an hour ago \\x1b[31m  (tree ${skip.tree.slice(0, 12)})`)
    expect(JSON.parse(repo.unleak(['audit-log', '--format', 'json']).stdout)).toMatchObject({ skips: [skip] })
    // The next one is scanned again.
    repo.write('other.txt', `${token('b')}\n`)
    repo.git('add', '.')
    expect(repo.tryGit(['commit', '-m', 'x']).code).toBe(1)
  })

  test.each(['', '   ', '1', 'true', 'no'])('"%s" is no reason: the commit is refused, and told how', (reason) => {
    const repo = guarded()
    repo.env['UNLEAK_SKIP'] = reason
    const { code, stderr } = repo.unleak(['hook', 'pre-commit'])
    expect(code).toBe(2)
    expect(stderr).toContain(`UNLEAK_SKIP="${reason}" gives no reason; nothing was scanned, and nothing passed`)
    expect(stderr).toContain('UNLEAK_SKIP="the reason" git commit')
    expect(repo.tryGit(['commit', '-m', 'x']).code).not.toBe(0)
    expect(existsSync(repo.path(RECORD))).toBe(false)
  })

  test('what cannot be recorded does not pass', () => {
    const repo = guarded()
    writeFileSync(repo.path('.git/unleak'), '')
    repo.env['UNLEAK_SKIP'] = 'a good reason'
    const { code, stderr } = repo.unleak(['hook', 'pre-commit'])
    expect(code).toBe(3)
    expect(stderr).toContain('skips.jsonl cannot be written')
  })

  test('`commit -a`, another work tree and a broken line: one record for all', () => {
    const repo = guarded()
    repo.env['UNLEAK_SKIP'] = 'first reason'
    repo.git('commit', '-qm', 'x')
    repo.write('leak.txt', `${token('c')}\n`)
    repo.env['UNLEAK_SKIP'] = 'second reason'
    repo.git('commit', '-qam', 'y')
    repo.git('worktree', 'add', '-q', 'tree')
    repo.write('tree/leak.txt', `${token('d')}\n`)
    repo.env['UNLEAK_SKIP'] = 'third reason'
    expect(repo.tryGit(['commit', '-qam', 'z'], repo.path('tree')).code).toBe(0)
    writeFileSync(repo.path(RECORD), `${readFileSync(repo.path(RECORD), 'utf8')}broken\n`)
    const { stdout } = repo.unleak(['audit-log'])
    expect(stdout).toMatch(/first reason .*\n.*second reason .*\n.*third reason .*\n {2}\(a broken line\) .*broken/)
    expect(stdout).toContain(`(tree ${repo.git('rev-parse', 'HEAD^{tree}').slice(0, 12)})`)
  })
})

test('a server, a scan and the hook for assistants do not take it', () => {
  const repo = guarded()
  repo.env['UNLEAK_SKIP'] = 'let me in'
  expect(repo.unleak(['scan']).code).toBe(1)
  const call = JSON.stringify({ tool_name: 'Write', tool_input: { file_path: 'a.ts', content: token() } })
  const { code, stderr } = repo.unleak(['hook', 'ai'], { input: call })
  expect(code).not.toBe(0)
  expect(stderr).not.toContain('UNLEAK_SKIP')
  const bare = repo.path('bare.git')
  mkdirSync(bare)
  repo.tryGit(['init', '-q', '--bare', '.'], bare)
  repo.git('commit', '-qm', 'x', '--no-verify')
  writeFileSync(
    `${bare}/hooks/pre-receive`,
    `#!/bin/sh\nexec node '${process.cwd()}/bin/unleak.js' hook pre-receive\n`,
    {
      mode: 0o755,
    },
  )
  const push = repo.tryGit(['push', '-q', bare, 'main'])
  expect(push.code).not.toBe(0)
  expect(push.stderr).toContain('leak.txt')
})

test('doctor names it when it is set, and when it was used', () => {
  const repo = Scratch.guarded()
  repo.env['UNLEAK_SKIP'] = 'for good'
  const set = repo.unleak(['doctor'])
  expect(set.code).toBe(3)
  expect(set.stdout).toContain('UNLEAK_SKIP=for good is set in the environment')
  expect(existsSync(repo.path(RECORD))).toBe(false)
  repo.write('a.txt')
  repo.git('add', '.')
  repo.git('commit', '-qm', 'x')
  delete repo.env['UNLEAK_SKIP']
  const used = repo.unleak(['doctor'])
  expect(used.code).toBe(0)
  expect(used.stdout).toMatch(/A hook was passed over once, last \S+: for good\n +unleak audit-log/)
})
