// What must hold at the edge: long names, broken repositories, full disks. A clear message, the right exit code, no half report.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { leak, stopped } from './support/commit.ts'
import { Scratch } from './support/scratch.ts'

const files = (repo: Scratch, ...args: string[]): string[] => {
  const { stdout, stderr } = repo.unleak(['scan', ...args, '--format', 'json'])
  if (stdout === '') throw new Error(stderr)
  return (JSON.parse(stdout) as { file: string }[]).map(({ file }) => file)
}

describe('a name of 4,000 bytes', () => {
  const name = (length: number): string => {
    const parts = `${'d'.repeat(199)}/`.repeat(Math.ceil(length / 200))
    return `${parts.slice(0, length - 6).replace(/\/$/, 'd')}/a.txt`
  }

  test.skipIf(process.platform !== 'linux')('in the tree, staged, by the hook, in the history, in a report', () => {
    const repo = new Scratch()
    const long = name(4000)
    expect(Buffer.byteLength(long)).toBe(4000)
    repo.write(long, leak())
    repo.git('add', '.')
    expect(files(repo)).toEqual([long])
    expect(files(repo, '--staged')).toEqual([long])
    stopped(repo.unleak(['hook', 'pre-commit']), long)
    repo.git('commit', '-qm', 'x')
    expect(files(repo, '--history')).toEqual([long])
    repo.unleak(['scan', '--output', 'sarif=out.sarif'])
    expect(readFileSync(repo.path('out.sarif'), 'utf8')).toContain('dddd/a.txt')
  })

  test('and one that no file system takes, in the index and in history', () => {
    const repo = new Scratch()
    const long = name(9000)
    repo.write('a.txt', leak())
    const oid = repo.git('hash-object', '-w', 'a.txt').trim()
    repo.spawn('git', ['update-index', '--index-info'], repo.root, `100644 ${oid}\t${long}\n`)
    expect(files(repo, '--staged')).toEqual([long])
    stopped(repo.unleak(['hook', 'pre-commit']))
    repo.git('commit', '-qm', 'x')
    expect(files(repo, '--range', 'HEAD')).toEqual([long])
    expect(files(repo, '--history', '--config-from', 'HEAD')).toEqual([long])
  })
})

describe('a broken .git', () => {
  function broken(how: (repo: Scratch, object: (name: string) => string) => void): Scratch {
    const repo = new Scratch()
    for (const file of ['a.txt', 'b.txt']) {
      repo.write(file, `${file}\n`)
      repo.git('add', '.')
      repo.git('commit', '-qm', file)
    }
    repo.write('c.txt', 'staged\n')
    repo.git('add', '.')
    how(repo, (name) => {
      const oid = repo.git('rev-parse', name).trim()
      return repo.path(`.git/objects/${oid.slice(0, 2)}/${oid.slice(2)}`)
    })
    return repo
  }
  const ALL = [['--staged'], ['--history'], ['--range', 'HEAD~1..HEAD']]

  test.each<[string, (repo: Scratch) => void]>([
    ['no HEAD', (repo) => rmSync(repo.path('.git/HEAD'))],
    ['a HEAD of something else', (repo) => repo.write('.git/HEAD', 'junk\n')],
    [
      'a link to a directory that is not there',
      (repo) => {
        rmSync(repo.path('.git'), { recursive: true })
        repo.write('.git', 'gitdir: /nowhere/at/all\n')
      },
    ],
  ])('%s: no word of "not in a repository", and exit 3', (_, how) => {
    const repo = broken(how)
    for (const args of [...ALL.map((each) => ['scan', ...each]), ['hook', 'pre-commit'], ['scan', '--stash']]) {
      const { code, stdout, stderr } = repo.unleak(args)
      expect(stderr).toContain('there is a .git, and git takes it for no repository')
      expect([code, stdout], args.join(' ')).toEqual([3, ''])
    }
  })

  test('a blob that is missing, or broken: its file is named, the rest is scanned', () => {
    for (const how of ['missing', 'broken'] as const) {
      const repo = broken((_, object) => {
        const blob = object(':c.txt')
        rmSync(blob)
        if (how === 'broken') writeFileSync(blob, 'junk')
      })
      for (const args of [
        ['scan', '--staged'],
        ['hook', 'pre-commit'],
      ])
        expect(repo.unleak(args)).toMatchObject({ code: 3, stderr: expect.stringContaining('c.txt: ') })
      const old = broken((_, object) => rmSync(object('HEAD:b.txt')))
      for (const args of [['--history'], ['--range', 'HEAD~1..HEAD']])
        expect(old.unleak(['scan', ...args])).toMatchObject({ code: 3, stderr: expect.stringContaining('b.txt: ') })
    }
  })

  test("a tree or a commit that is missing, a broken index: exit 3 in git's own words, nothing decided", () => {
    const tree = broken((_, object) => rmSync(object('HEAD^{tree}')))
    for (const args of ALL) expect(tree.unleak(['scan', ...args])).toMatchObject({ code: 3, stdout: '' })
    const commit = broken((_, object) => rmSync(object('HEAD~1')))
    expect(commit.unleak(['scan', '--history'])).toMatchObject({ code: 3, stdout: '' })
    expect(commit.unleak(['scan', '--range', 'HEAD~1..HEAD']).code).toBeGreaterThan(1)
    const index = broken((repo) => repo.write('.git/index', 'junk'))
    for (const args of [['scan', '--staged'], ['scan'], ['hook', 'pre-commit']])
      expect(index.unleak(args)).toMatchObject({ code: 3, stderr: expect.stringContaining('index file') })
  })
})

/** A file system of 64 kB needs root, and Linux. */
function mounted(directory: string): boolean {
  mkdirSync(directory)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', directory], { stdio: 'ignore' })
    onTestFinished(() => void execFileSync('umount', ['-l', directory]))
    return true
  } catch {
    return false
  }
}

test('a disk that is full when the report is written: the old report is as it was, no part of the new one is left', ({
  skip,
}) => {
  const repo = new Scratch(false)
  const small = repo.path('small')
  if (!mounted(small)) skip()
  for (let i = 0; i < 300; i++) repo.write(`src/${i}.txt`, leak(`${i}`))
  writeFileSync(repo.path('small/old.json'), '[]\n')
  for (const report of ['json=small/old.json', 'sarif=small/new.sarif', 'junit=small/new.xml']) {
    const { code, stderr } = repo.unleak(['scan', '--quiet', '--output', report, 'src'])
    expect(stderr).toContain('could not be written: the disk is full')
    expect(code).toBe(3)
  }
  expect(readdirSync(small)).toEqual(['old.json'])
  expect(readFileSync(repo.path('small/old.json'), 'utf8')).toBe('[]\n')
  // What goes to standard output is cut, and the exit code says so.
  const { code } = repo.spawn('sh', [
    '-c',
    `'${process.execPath}' '${process.cwd()}/bin/unleak.js' scan --format json src > small/out.json`,
  ])
  expect(code).toBe(3)
  expect(existsSync(repo.path('small/out.json'))).toBe(true)
})

test('many files: the heap does not grow with them', () => {
  const repo = new Scratch(false)
  for (let i = 0; i < 5_000; i++) {
    if (i % 250 === 0) mkdirSync(repo.path(`d${i / 250}`))
    writeFileSync(repo.path(`d${Math.floor(i / 250)}/${i}`), 'x\n')
  }
  repo.write('z.txt', leak())
  repo.env['NODE_OPTIONS'] = '--max-old-space-size=40'
  expect(files(repo)).toEqual(['z.txt'])
})
