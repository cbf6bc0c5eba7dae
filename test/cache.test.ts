// What was found clean before is not read again, and nobody can make a secret look clean.
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { expect, test } from 'vitest'
import { openCleanBlobs } from '../src/clean-blobs.ts'
import { leak } from './support/commit.ts'
import { Scratch } from './support/scratch.ts'

const MARKS = '.git/unleak/clean-blobs'

/** 20 clean files, and one with a secret. */
function repository(): Scratch {
  const repo = new Scratch()
  repo.env['XDG_STATE_HOME'] = repo.path('.git/state')
  for (let i = 0; i < 20; i++) repo.write(`f${i}.txt`, `clean ${i}\n`)
  repo.write('secret.txt', leak())
  repo.git('add', '.')
  repo.git('commit', '-qm', 'first')
  return repo
}

const scan = (repo: Scratch, ...args: string[]): string[] => {
  const { stdout, stderr } = repo.unleak(['scan', '--format', 'json', ...args])
  expect(stderr).toBe('')
  return (JSON.parse(stdout) as { file: string }[]).map(({ file }) => file)
}

test.each([['--history'], ['--range', 'HEAD']])(
  '%s: clean blobs are marked, a blob with a secret never is',
  (...args) => {
    const repo = repository()
    expect(scan(repo, ...args)).toEqual(['secret.txt'])
    expect(statSync(repo.path(MARKS)).size).toBe(20 * 12)
    expect(statSync(repo.path('.git/state/unleak/cache-key')).mode & 0o777).toBe(0o600)
    expect(scan(repo, ...args)).toEqual(['secret.txt'])
    expect(statSync(repo.path(MARKS)).size).toBe(20 * 12)
    expect(repo.git('status', '--porcelain')).toBe('')
  },
)

test('marked blobs are not read: one that git has lost is no gap any more', () => {
  const repo = repository()
  scan(repo, '--history')
  const oid = repo.git('rev-parse', 'HEAD:f3.txt').trim()
  rmSync(repo.path(`.git/objects/${oid.slice(0, 2)}/${oid.slice(2)}`))
  expect(repo.unleak(['scan', '--history']).code).toBe(1)
  expect(repo.unleak(['scan', '--history', '--no-cache']).stderr).toContain('f3.txt')
})

test('of a file that holds something, the changes that bring nothing are marked', () => {
  const repo = repository()
  const lines = 'a line\n'.repeat(300)
  const commit = (text: string): string => {
    repo.write('secret.txt', text)
    repo.git('commit', '-qam', 'next')
    return repo.git('rev-parse', 'HEAD:secret.txt').trim()
  }
  commit(lines + leak() + lines)
  const more = commit(lines + leak() + lines + lines)
  commit(lines + leak() + lines + lines + leak('other'))
  const all = ['secret.txt', 'secret.txt']
  expect(scan(repo, '--history')).toEqual(all)
  expect(statSync(repo.path(MARKS)).size).toBe(21 * 12)
  expect(scan(repo, '--history')).toEqual(all)
  expect(statSync(repo.path(MARKS)).size).toBe(21 * 12)
  expect(scan(repo, '--range', 'HEAD~2..HEAD~1')).toEqual([])
  expect(scan(repo, '--range', 'HEAD~1..HEAD')).toEqual(['secret.txt'])
  // The change is marked, not the version: come another way it is judged again.
  repo.git('checkout', '-q', '--orphan', 'other')
  repo.git('rm', '-rq', '--cached', '.')
  repo.git('update-index', '--add', '--cacheinfo', `100644,${more},secret.txt`)
  repo.git('commit', '-qm', 'orphan')
  expect(scan(repo, '--range', 'HEAD')).toEqual(['secret.txt'])
})

test('a change that only empties a file is no scan of something, however often it is asked for', () => {
  const repo = repository()
  repo.write('f3.txt', '')
  repo.git('commit', '-qam', 'x')
  repo.write('secret.txt', '')
  repo.git('commit', '-qam', 'x')
  const range = (): { code: number; stderr: string } => repo.unleak(['scan', '--range', 'HEAD~2..HEAD', '--quiet'])
  const first = range()
  expect(range()).toEqual(first)
  expect(existsSync(repo.path(MARKS))).toBe(false)
})

test('other rules, another name of the file: it is judged again', () => {
  const repo = repository()
  scan(repo, '--history')
  repo.write('.unleak.yml', 'rules: { change: { jwt: { severity: low } } }\n')
  scan(repo, '--history')
  expect(statSync(repo.path(MARKS)).size).toBe(40 * 12)
})

test('marks of another user, of another repository, guessed or cut ones say nothing', () => {
  const repo = repository()
  scan(repo, '--history')
  const marks = readFileSync(repo.path(MARKS))
  renameSync(repo.path('.git/state'), repo.path('.git/other-state'))
  const open = (judge: string, state: string): ReturnType<typeof openCleanBlobs> => {
    process.env['XDG_STATE_HOME'] = repo.path(state)
    return openCleanBlobs(repo.path('.git'), judge)
  }
  const mine = open('judge', '.git/state')!
  mine.add('a'.repeat(40), 'x')
  mine.save()
  expect(open('judge', '.git/state')!.has('a'.repeat(40), 'x')).toBe(true)
  expect(open('judge', '.git/state')!.has('a'.repeat(40), 'y')).toBe(false)
  expect(open('another judge', '.git/state')!.has('a'.repeat(40), 'x')).toBe(false)
  expect(open('judge', '.git/other-state')!.has('a'.repeat(40), 'x')).toBe(false)
  truncateSync(repo.path(MARKS), marks.length + 5)
  expect(open('judge', '.git/state')!.has('a'.repeat(40), 'x')).toBe(false)
  const again = open('judge', '.git/state')!
  again.add('b'.repeat(40), 'x')
  again.save()
  expect(open('judge', '.git/state')!.has('b'.repeat(40), 'x')).toBe(true)
  appendFileSync(repo.path(MARKS), Buffer.alloc(12_000, 'poison'))
  expect(scan(repo, '--history')).toEqual(['secret.txt'])
})

test("marks that were made up to stand in each other's way hold nothing up", () => {
  const repo = repository()
  process.env['XDG_STATE_HOME'] = repo.path('.git/state')
  mkdirSync(repo.path('.git/unleak'))
  const count = 2 ** 20
  // All want one place; each wants the next one.
  for (const wanted of [() => 7, (mark: number) => mark]) {
    const words = new Uint32Array(count * 3)
    for (let mark = 0; mark < count; mark++) words[mark * 3] = wanted(mark)
    writeFileSync(repo.path(MARKS), words)
    const marks = openCleanBlobs(repo.path('.git'), 'judge')!
    for (let i = 0; i < 1000; i++) expect(marks.has(`${i}`, 'x')).toBe(false)
  }
})

test('a link in the place of the marks leads nowhere', () => {
  const repo = repository()
  writeFileSync(repo.path('.git/victim'), 'mine')
  mkdirSync(repo.path('.git/unleak'))
  symlinkSync('../victim', repo.path(MARKS))
  expect(scan(repo, '--history')).toEqual(['secret.txt'])
  expect(readFileSync(repo.path('.git/victim'), 'utf8')).toBe('mine')
  rmSync(repo.path('.git/unleak'), { recursive: true })
  mkdirSync(repo.path('.git/elsewhere'))
  symlinkSync('elsewhere', repo.path('.git/unleak'))
  expect(scan(repo, '--history')).toEqual(['secret.txt'])
  expect(existsSync(repo.path('.git/elsewhere/clean-blobs'))).toBe(false)
})
