// What users of other scanners complain of, each named after its complaint: what a commit reads and costs, baselines where they count, a
// leak that is only taken out of its file. The list, and what cannot be a test: docs/complaints.md.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Positions } from '../src/positions.ts'
import { KEY, Project } from './support/rotation.ts'
import { commitAll, leak, passed } from './support/commit.ts'
import { Scratch, token } from './support/scratch.ts'

const files = (repo: Scratch, ...args: string[]): string[] =>
  (JSON.parse(repo.unleak(['scan', ...args, '--format', 'json']).stdout) as { file: string }[]).map(({ file }) => file)

describe('what a commit reads', () => {
  test('detect-secrets#935, #433, AudiusProject PR 5269, trufflehog PR 2601: what is staged, nothing of the tree', () => {
    const repo = new Scratch().guard()
    repo.write('packages/old/a.txt', leak('old'))
    for (let i = 0; i < 300; i++) repo.write(`packages/many/${i}.txt`, `${i}\n`.repeat(500))
    repo.git('add', '.')
    repo.git('commit', '-qm', 'before', '--no-verify')
    repo.write('packages/new/b.txt')
    repo.git('add', 'packages/new')
    const json = repo.unleak(['scan', '--staged', '--output', 'html=.git/report.html', '--quiet'])
    expect(json.code).toBe(0)
    expect(readFileSync(repo.path('.git/report.html'), 'utf8')).toMatch(/"files":1,"bytes":6,/)
    passed(repo.tryGit(['commit', '-m', 'new']))
  })

  test('git-secrets#91: to warn and stop nobody is a line of shell in the hook, and the doctor says so', () => {
    const repo = new Scratch().guard()
    const hook = repo.path(repo.git('rev-parse', '--git-path', 'hooks/pre-commit').trim())
    repo.spawn('sh', [
      '-c',
      `printf '#!/bin/sh\\n%s hook pre-commit || true\\n' "${process.cwd()}/bin/unleak.js" > "$1"`,
      '-',
      hook,
    ])
    repo.write('a.txt', leak())
    repo.git('add', '.')
    const commit = repo.tryGit(['commit', '-m', 'x'])
    expect(commit).toMatchObject({ code: 0, stderr: expect.stringContaining('a.txt:1') })
    expect(repo.unleak(['doctor']).code).toBe(3)
  })
})

describe('where a permission counts', () => {
  test('gitleaks-action#141: the baseline counts in CI too, and the merge request finds what is new', () => {
    const repo = new Scratch().guard()
    repo.write('a.js', leak('old'))
    repo.unleak(['baseline'])
    passed(commitAll(repo))
    repo.git('switch', '-qc', 'topic')
    repo.write('a.js', `// moved\n\n${leak('old')}`)
    passed(commitAll(repo))
    Object.assign(repo.env, {
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_BASE_REF: 'main',
    })
    repo.git('update-ref', 'refs/remotes/origin/main', 'main')
    expect(repo.unleak(['scan', '--range', 'auto']).code).toBe(0)
    repo.write('b.js', leak('new'))
    repo.git('add', '.')
    repo.git('commit', '-qm', 'new', '--no-verify')
    expect(files(repo, '--range', 'auto')).toEqual(['b.js'])
  })

  test('detect-secrets FAQ: a configuration that PowerShell wrote in UTF-16 is read', () => {
    const repo = new Scratch()
    repo.write('a.txt', leak())
    const text = 'ignore: [vendor/]\n'
    repo.write('.unleak.yml', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]))
    repo.write('vendor/b.txt', leak('b'))
    expect(files(repo)).toEqual(['a.txt'])
  })

  test('gitleaks PR 2097, #2066: the configuration may stand in package.json', () => {
    const repo = new Scratch()
    repo.write('package.json', JSON.stringify({ unleak: { ignore: ['vendor/'] } }))
    repo.write('vendor/a.txt', leak())
    repo.write('b.txt', leak('b'))
    expect(files(repo)).toEqual(['b.txt'])
  })

  test('CoursIA PR 1086: notebooks are read, so nobody has to leave them all out', () => {
    const repo = new Scratch()
    const cell = {
      cell_type: 'code',
      metadata: {},
      source: ['1'],
      outputs: [{ output_type: 'stream', text: [leak()] }],
    }
    repo.write('a.ipynb', JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [cell] }))
    expect(files(repo)).toEqual(['a.ipynb'])
  })
})

describe('what it costs', () => {
  const seconds = (repo: Scratch, ...args: string[]): number => {
    const script =
      'import resource, subprocess, sys; subprocess.run(sys.argv[1:], capture_output=True); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime)'
    const program = `${process.cwd()}/bin/unleak.js`
    return Number(repo.spawn('python3', ['-c', script, process.execPath, program, ...args]).stdout)
  }

  test.skipIf(process.platform === 'win32')(
    'secretlint#1653: 2,868 files; mozilla/remote-settings#1342, repository-template#128: a commit among them',
    () => {
      const repo = new Scratch()
      const line = `export const handler = (request) => fetch(request.url, { headers: request.headers })\n`
      for (let i = 0; i < 2868; i++) repo.write(`src/${i % 40}/${i}.ts`, line.repeat(40))
      repo.git('add', '.')
      repo.git('commit', '-qm', 'x')
      // 85.9 s there.
      expect(seconds(repo, 'scan')).toBeLessThan(8)
      repo.write('src/0/0.ts', line)
      repo.git('add', '.')
      // 2.3 s there, and 108 s.
      expect(seconds(repo, 'hook', 'pre-commit')).toBeLessThan(1)
    },
  )

  test('pub-dev PR 4021: places of findings in a large file cost one pass over it', () => {
    const bytes = Buffer.alloc(16_000_000, 'x'.repeat(79) + '\n')
    const positions = new Positions(bytes)
    const started = process.cpuUsage()
    for (let at = 0; at < bytes.length; at += 3000) positions.at(at)
    expect(process.cpuUsage(started).user / 1e6).toBeLessThan(3)
    expect(new Positions(bytes).at(15_999_999)).toMatchObject({ line: 200_000, column: 80 })
  })
})

test('SecuritySkills#1062, #1308: taken out of a file is not dead: what is still to do is told until it is done', () => {
  const repo = new Project().django()
  repo.rotate('.env:SECRET_KEY', '--apply', '--yes', '--reason', 'leaked')
  expect(repo.read('.env')).not.toContain(KEY)
  const status = repo.unleak(['rotate', '--status'])
  expect(status.all).toMatch(/rotate --done \S+/)
  const [, id] = /rotate --done (\S+)/.exec(status.all)!
  repo.rotate('--done', id!)
  expect(repo.unleak(['rotate', '--status']).all).not.toContain('--done')
  expect(repo.unleak(['audit-log', '--format', 'markdown']).stdout).toContain('leaked')
})

test('librefang PR 6262, gitleaks#877: a word in a name makes no finding', () => {
  const repo = new Scratch()
  const words = ['token', 'password', 'secret', 'api_key', 'credential', 'auth']
  repo.write(
    'a.py',
    words
      .flatMap((word) => [
        `${word}_count = 12`,
        `${word}_field = "${word}"`,
        `show_${word} = True`,
        `print("${word} is missing")`,
      ])
      .join('\n'),
  )
  expect(files(repo)).toEqual([])
  repo.write('b.py', `token = "${token()}"\n`)
  expect(files(repo)).toEqual(['b.py'])
})
