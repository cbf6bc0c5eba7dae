// The pre-commit hook whose shell starts git before Node: what git says comes on standard input, and nothing of it is believed blindly.
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, openSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { commitAll, leak, passed, stopped } from './support/commit.ts'
import { link, POSIX } from './support/init.ts'
import { PROGRAM, Scratch } from './support/scratch.ts'
import type { Result } from './support/scratch.ts'

const SCRIPT = path.join(path.dirname(PROGRAM), 'pre-commit')

/** Ten clean files that git compares, a binary one, and a leak. */
function staged(): Scratch {
  const repo = new Scratch()
  repo.write('f00.txt')
  commitAll(repo)
  for (let i = 0; i < 10; i++) repo.write(`f0${i}.txt`, `${'a line\n'.repeat(3000 * (i % 3))}clean ${i}\n`)
  repo.write('f1.bin', Buffer.from([0, 1, 2, 0]))
  repo.write('g.txt', leak())
  repo.git('add', '.')
  return repo
}

/** What the script tells the hook. */
function answer(repo: Scratch): Buffer {
  const asked = readFileSync(SCRIPT, 'utf8').replace(/\| unleak hook.*/, '')
  const { stdout } = spawnSync('sh', ['-c', asked], { cwd: repo.root, env: repo.env, maxBuffer: 2 ** 28 })
  expect(stdout.toString('latin1')).toMatch(/\x00000$/)
  return stdout
}

/** Node's own pipes are sockets. */
function hook(repo: Scratch, input: Buffer): Result {
  repo.write('.git/answer', input)
  return repo.spawn('sh', ['-c', 'cat .git/answer | node "$0" hook pre-commit --piped', PROGRAM])
}

describe('the answer of git', () => {
  test('as a whole', () => {
    const repo = staged()
    const piped = hook(repo, answer(repo))
    stopped(piped, 'g.txt')
    expect(piped).toEqual(repo.unleak(['hook', 'pre-commit']))
  })

  test('cut off anywhere, or of a git that failed: git is asked again', () => {
    const repo = staged()
    const whole = answer(repo)
    const end = whole.length - 4
    const listing = whole.indexOf('\0\0')
    for (const length of [0, 1, listing, listing + 1, listing + 40, whole.indexOf('\n@@ ') + 9, end - 40, end])
      for (const tail of ['', '\x0000', '\x00128'])
        stopped(hook(repo, Buffer.concat([whole.subarray(0, length), Buffer.from(tail)])), 'g.txt')
  })

  test('nothing is staged; something else is on standard input than a pipe', () => {
    const repo = staged()
    for (const file of ['/dev/null', repo.path('g.txt')]) {
      const { status, stdout } = spawnSync(process.execPath, [PROGRAM, 'hook', 'pre-commit', '--piped'], {
        cwd: repo.root,
        env: repo.env,
        stdio: [openSync(file, 'r'), 'pipe', 'pipe'],
      })
      expect(status).toBe(1)
      expect(stdout.toString()).toContain('g.txt')
    }
    repo.git('rm', '-rfq', '--cached', '.')
    repo.write('clean.txt')
    passed(hook(repo, answer(repo)))
  })
})

describe.runIf(POSIX)('the script', () => {
  test('through the links and the shims of package managers, from any place', () => {
    const repo = staged()
    link(repo)
    repo.write('other/.bin/unleak', `#!/bin/sh\nexec node '${PROGRAM}' "$@"\n`)
    chmodSync(repo.path('other/.bin/unleak'), 0o755)
    symlinkSync(SCRIPT, repo.path('other/.bin/unleak-pre-commit'))
    mkdirSync(repo.path('my tools'))
    cpSync(path.dirname(PROGRAM), repo.path('my tools/bin'), { recursive: true })
    symlinkSync(path.resolve('dist'), repo.path('my tools/dist'))
    repo.env['PATH'] = `${repo.path('node_modules/.bin')}:${repo.env['PATH']}`
    for (const [command, ...args] of [
      ['node_modules/.bin/unleak-pre-commit'],
      ['unleak-pre-commit'],
      ['other/.bin/unleak-pre-commit'],
      [SCRIPT],
      ['sh', 'my tools/bin/pre-commit'],
    ] as const)
      stopped(repo.spawn(command, args), 'g.txt')
  })

  test('a git that dies in the midst, and none at all', () => {
    const repo = staged()
    const real = repo.spawn('sh', ['-c', 'command -v git']).stdout.trim()
    repo.write('.git/bin/git', `#!/bin/sh\n[ -n "$GIT_DIFF_OPTS" ] || ${real} "$@" | head -c 20000; kill -9 $$\n`)
    chmodSync(repo.path('.git/bin/git'), 0o755)
    const before = repo.env['PATH']
    repo.env['PATH'] = `${repo.path('.git/bin')}:${before}`
    expect(repo.spawn(SCRIPT, []).code).toBeGreaterThan(0)
    repo.env['PATH'] = path.dirname(process.execPath)
    const { code, all } = repo.spawn('/bin/sh', [SCRIPT])
    // Where git lies beside node it is found.
    if (!all.includes('g.txt'))
      expect({ code, all }).toMatchObject({ code: 3, all: expect.stringContaining('git was not found') as string })
  })

  test('Node does not read certificates for it, which takes longer than all the rest', () => {
    const repo = staged()
    const node = `#!/bin/sh\n[ -z "\${NODE_EXTRA_CA_CERTS+set}" ] || exit 9\nexec '${process.execPath}' "$@"\n`
    repo.write('own/node', node)
    chmodSync(repo.path('own/node'), 0o755)
    repo.env['PATH'] = `${repo.path('own')}:${repo.env['PATH']}`
    repo.env['NODE_EXTRA_CA_CERTS'] = repo.path('none.pem')
    stopped(repo.spawn('sh', [SCRIPT]), 'g.txt')
  })

  test('a directory that is gone: nothing was decided, in one line', () => {
    const repo = new Scratch(false)
    const inGone = (command: string): Result =>
      repo.spawn('sh', ['-c', `mkdir gone && cd gone && rmdir ../gone && ${command}`])
    for (const command of [`sh '${SCRIPT}'`, `node '${PROGRAM}' scan`, `node '${PROGRAM}'`]) {
      const { code, all } = inGone(command)
      expect(code, all).toBe(3)
      expect(all).toContain('is not there any more')
      expect(all).not.toContain(' at ')
    }
  })

  test('UNLEAK_SKIP; files in place of the index', () => {
    const repo = staged()
    repo.env['UNLEAK_SKIP'] = 'a test'
    expect(repo.spawn(SCRIPT, []).code).toBe(0)
    delete repo.env['UNLEAK_SKIP']
    expect(repo.spawn(SCRIPT, ['f00.txt']).code).toBe(0)
    expect(repo.spawn(SCRIPT, ['g.txt']).code).toBe(1)
    // A directory stands for what is in it, and links to one are followed.
    repo.env['GIT_INDEX_FILE'] = repo.path('.git/index')
    repo.write('deep/er/h.txt', leak('h'))
    repo.git('add', 'deep')
    repo.git('rm', '-q', '--cached', 'g.txt')
    symlinkSync(repo.root, repo.path('.git/link'))
    for (const name of ['.', 'deep', './deep/er/', 'deep/er/h.txt', repo.path('.git/link/deep')])
      expect(repo.spawn(SCRIPT, [name]).code, name).toBe(1)
    expect(repo.spawn(SCRIPT, ['deep/e']).code).toBe(0)
  })
})
