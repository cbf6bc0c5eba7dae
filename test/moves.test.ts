// A file that comes out of a place where secrets are permitted: all of it is new under its new name.
import { expect, test } from 'vitest'
import { scanRange, scanStaged } from '../src/index.ts'
import { commitAll, leak, passed, stopped } from './support/commit.ts'
import { Scratch } from './support/scratch.ts'

const POLICY = `ignore: [ignored/]
allow:
  - paths: [allowed/]
    reason: made for the tests
`
const PADDING = 'padding\n'.repeat(40)

/** A hook on a repository with secrets that are permitted where they stand. */
function permitted(): Scratch {
  const repo = Scratch.guarded()
  repo.write('.unleak.yml', POLICY)
  for (const name of ['ignored/whole', 'ignored/changed', 'allowed/whole', 'allowed/changed', 'plain/whole'])
    repo.write(name, `${PADDING}${name}\n${leak(name)}`)
  repo.git('add', '.')
  repo.git('commit', '-qm', 'permitted', '--no-verify')
  return repo
}

function move(repo: Scratch, names: string[], to = 'src'): void {
  for (const name of names) {
    const moved = `${to}/${name.replaceAll('/', '-')}`
    repo.write(`${to}/keep`, 'x\n')
    repo.git('mv', name, moved)
    if (name.endsWith('changed')) repo.write(moved, `${PADDING}${name}\n${leak(name)}one more line\n`)
  }
}

const OUT = ['ignored/whole', 'ignored/changed', 'allowed/whole', 'allowed/changed']
const FOUND = OUT.map((name) => `src/${name.replaceAll('/', '-')}`).toSorted()
const filesIn = (findings: { file: string }[]): string[] => findings.map(({ file }) => file).toSorted()

test.each(OUT)('the hook stops the move of %s', (name) => {
  const repo = permitted()
  move(repo, [name])
  stopped(commitAll(repo), `src/${name.replaceAll('/', '-')}:42`)
})

test('what moves within such a place, or was known before, is no news', () => {
  const repo = permitted()
  move(repo, OUT, 'ignored/deeper')
  move(repo, ['plain/whole'])
  passed(commitAll(repo))
})

test('all of them: staged, stashed, in a range, again, in a history, on their way to a remote', async () => {
  const repo = permitted()
  const scan = (...args: string[]): string[] => {
    const { code, stdout } = repo.unleak(['scan', '--format', 'json', ...args])
    expect(code).toBe(1)
    return filesIn(JSON.parse(stdout) as { file: string }[])
  }
  move(repo, [...OUT, 'plain/whole'])
  repo.git('add', '-A')
  expect(scan('--staged')).toEqual(FOUND)
  expect(filesIn((await scanStaged({ cwd: repo.root })).findings)).toEqual(FOUND)
  repo.git('stash')
  expect(scan('--stash')).toEqual(FOUND)
  repo.git('stash', 'pop', '--index', '-q')
  repo.git('commit', '-qm', 'moved', '--no-verify')
  for (const cache of ['--no-cache', '--cache', '--cache'])
    expect(scan('--range', 'HEAD~1..HEAD', cache)).toEqual(FOUND)
  expect(filesIn((await scanRange('HEAD~1..HEAD', { cwd: repo.root })).findings)).toEqual(FOUND)
  for (const threads of ['0', '2'])
    expect(scan('--history', '--threads', threads)).toEqual(['plain/whole', ...FOUND].toSorted())
  const [from, to] = ['HEAD~1', 'HEAD'].map((name) => repo.git('rev-parse', name).trim())
  const pushed = repo.unleak(['hook', 'pre-push', 'origin'], {
    input: `refs/heads/main ${to} refs/heads/main ${from}\n`,
  })
  expect(pushed.code).toBe(1)
  for (const name of FOUND) expect(pushed.all).toContain(name)
})
