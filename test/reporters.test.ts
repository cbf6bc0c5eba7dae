// Reports for machines: valid by their own rules whatever a file is called, and no secret in any of them.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { reporters } from '../src/reporters/index.ts'
import { HOSTILE, hostile, readSarif } from './support/reports.ts'
import { Scratch, token } from './support/scratch.ts'

/** The layout of one of them is the user's. */
const LAYOUT =
  '{% for f in findings %}{{ f.file }}:{{ f.line }} {{ f.redacted }} {{ f.reasons | join }}{{ f | json }}\n{% endfor %}'

function withLayout(repo: Scratch, ...args: string[]): string[] {
  repo.write('.git/layout', LAYOUT)
  return args.some((arg) => arg.startsWith('template')) ? [...args, '--template', '.git/layout'] : args
}

const report = (format: string, repo = hostile()): string =>
  repo.unleak(withLayout(repo, 'scan', '--format', format)).stdout

describe.each(Object.keys(reporters))('%s', (format) => {
  test('no secret, no control character, no direction mark', () => {
    const text = report(format)
    for (const seed of ['a', 'b']) expect(text).not.toContain(token(seed).slice(4, 20))
    expect(text).toContain('config.ts')
    // A path in a workflow command must be the file's own; the runner reads it as data.
    if (format !== 'github')
      expect(text.replace(/\r\n/g, '\n')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
  })

  test('nothing found is a whole report too', () => {
    const repo = new Scratch()
    repo.write('a.txt')
    const { code, stderr } = repo.unleak(withLayout(repo, 'scan', '--format', format))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  })
})

describe('sarif', () => {
  test('gitleaks#1299, #1166, #578: holds to the official schema, with the rules of what was found', () => {
    const [run] = readSarif(report('sarif')).runs
    expect(run!.tool.driver.rules.map(({ id }) => id)).toEqual(['github-pat'])
    expect(run!.results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['github-pat', 'error'],
      ['github-pat', 'error'],
    ])
    const places = run!.results.map(({ locations }) => locations[0]!.physicalLocation)
    expect(places.map(({ artifactLocation }) => decodeURIComponent(artifactLocation.uri)).toSorted()).toEqual(
      [HOSTILE, 'src/config.ts'].toSorted(),
    )
    expect(places.find(({ artifactLocation }) => artifactLocation.uri === 'src/config.ts')!.region).toEqual({
      startLine: 3,
      startColumn: 23,
      endLine: 3,
      endColumn: 63,
    })
  })

  test('empty, incomplete and with rules alone it is valid too', () => {
    const repo = new Scratch()
    expect(readSarif(report('sarif', repo)).runs[0]!.results).toEqual([])
    readSarif(repo.unleak(['rules', 'list', '--format', 'sarif']).stdout)
    repo.write('.unleak.yml', 'maxFileMegabytes: 0.001\n')
    repo.write('large.txt', 'x'.repeat(2000))
    const [invocation] = readSarif(report('sarif', repo)).runs[0]!.invocations
    expect(invocation).toMatchObject({ executionSuccessful: false, toolExecutionNotifications: [{ level: 'error' }] })
  })

  test('fingerprints outlive a moved line, and tell two of the same secret apart', () => {
    const prints = (text: string): string[] => {
      const repo = new Scratch()
      repo.write('a.txt', text)
      return readSarif(report('sarif', repo)).runs[0]!.results.map(
        ({ partialFingerprints }) => partialFingerprints['primaryLocationLineHash']!,
      )
    }
    const line = `${token()}\n`
    expect(prints(`a\nb\n${line}`)).toEqual(prints(line))
    expect(new Set(prints(`${line}b\n${line}`)).size).toBe(2)
  })
})

test('gitlab: what version 15 of the schema asks for', () => {
  const { version, scan, vulnerabilities } = JSON.parse(report('gitlab')) as {
    version: string
    scan: Record<string, unknown>
    vulnerabilities: Record<string, unknown>[]
  }
  const program = { id: 'unleak', name: 'unleak', version: expect.stringMatching(/^\d/), vendor: { name: 'unleak' } }
  expect(version).toMatch(/^15\.\d+\.\d+$/)
  expect(scan).toMatchObject({ type: 'secret_detection', status: 'success', analyzer: program, scanner: program })
  for (const key of ['start_time', 'end_time']) expect(scan[key]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/)
  expect(vulnerabilities.length).toBe(2)
  expect(new Set(vulnerabilities.map(({ id }) => id)).size).toBe(2)
  expect(vulnerabilities.find(({ location }) => (location as { file: string }).file === 'src/config.ts')).toMatchObject(
    {
      severity: 'Critical',
      identifiers: [{ type: 'unleak_rule_id', name: 'unleak rule github-pat', value: 'github-pat' }, {}],
      location: { start_line: 3, end_line: 3, commit: { sha: '0000000' } },
    },
  )
})

test('junit: one failed test a finding, one error a file that was not read', () => {
  const repo = hostile()
  repo.write('.unleak.yml', 'maxFileMegabytes: 0.001\n')
  repo.write('large.txt', 'x'.repeat(2000))
  const xml = report('junit', repo)
  expect(xml).toContain('tests="3" failures="2" errors="1"')
  expect(xml.match(/<failure /g)?.length).toBe(2)
  expect(xml.match(/<error /g)?.length).toBe(1)
  // Python reads XML strictly, and is on every CI.
  const parsed = repo.spawn(
    'python3',
    ['-c', 'import sys,xml.dom.minidom as m; m.parseString(sys.stdin.buffer.read())'],
    repo.root,
    xml,
  )
  expect(parsed).toMatchObject({ code: 0 })
})

test('github: a name cannot end its command or begin another', () => {
  const repo = new Scratch()
  repo.write('a:b,c\n::error::owned\u001b[31m.txt', `${token()}\n`)
  const lines = report('github', repo).trimEnd().split('\n')
  expect(lines.length).toBe(1)
  expect(lines[0]).toMatch(
    /^::error file=a%3Ab%2Cc%0A%3A%3Aerror%3A%3Aowned\\x1b\[31m\.txt,line=1,endLine=1,col=1,endColumn=41,title=/,
  )
})

test('csv: one record a finding, no formula', () => {
  const repo = hostile()
  const rows = repo.spawn(
    'python3',
    [
      '-c',
      'import sys,csv,json,io; print(json.dumps(list(csv.DictReader(io.StringIO(sys.stdin.buffer.read().decode(),newline="")))))',
    ],
    repo.root,
    report('csv', repo),
  )
  const records = JSON.parse(rows.stdout) as Record<string, string>[]
  expect(records.map(({ rule, line }) => [rule, line])).toEqual(expect.arrayContaining([['github-pat', '3']]))
  expect(records.find(({ file }) => file!.startsWith("'=a,b"))).toBeDefined()
})

test('markdown: every row has four cells, whatever a file is called', () => {
  const rows = report('markdown')
    .split('\n')
    .filter((line) => line.startsWith('|'))
  expect(rows.length).toBe(4)
  for (const row of rows) expect(row.replace(/\\\|/g, '').split('|').length, row).toBe(6)
})

describe('--output', () => {
  test('several files, and the report for people besides', () => {
    const repo = hostile()
    const { code, stdout } = repo.unleak(['scan', '--output', 'sarif=a.sarif', '--output', 'csv=b.csv', 'src'])
    expect(code).toBe(1)
    expect(stdout).toContain('unleak found 1 secret in 1 file')
    expect(readSarif(readFileSync(repo.path('a.sarif'), 'utf8')).runs[0]!.results.length).toBe(1)
    expect(readFileSync(repo.path('b.csv'), 'utf8').split('\r\n').length).toBe(3)
  })

  test.each([
    ['sarif', /FORMAT=FILE with a format of csv, github/],
    ['sarif=', /FORMAT=FILE/],
    ['xml=a', /FORMAT=FILE/],
    ['constructor=a', /FORMAT=FILE/],
    ['json=nowhere/a.json', /no such directory/],
  ])('%s is refused before the scan', (output, message) => {
    const result = hostile().unleak(['scan', '--output', output])
    expect(result).toMatchObject({ code: 2, stdout: '' })
    expect(result.stderr).toMatch(message)
  })

  test('two reports cannot share a file', () => {
    expect(hostile().unleak(['scan', '--output', 'json=a', '--output', 'csv=./a']).code).toBe(2)
  })

  test('a full disk: exit 3, the other report is written, what was there stays, nothing half is left', () => {
    const repo = hostile()
    repo.write('old.json', 'old')
    for (let i = 0; i < 40; i++) repo.write(`many/${i}.txt`, token(String(i)))
    const result = repo.spawn('bash', [
      '-c',
      `ulimit -f 4; "${process.execPath}" "${path.resolve('bin/unleak.js')}" scan --quiet --output json=old.json --output markdown=/dev/full --output github=small.txt src; echo $?; ` +
        `"${process.execPath}" "${path.resolve('bin/unleak.js')}" scan --quiet --output json=old.json; echo $?; ls -A`,
    ])
    expect(result.stdout.split('\n').slice(0, 2)).toEqual(['3', '3'])
    expect(result.stderr).toContain('the report /dev/full could not be written: the disk is full')
    expect(result.stderr).toContain('the report old.json could not be written: it would be larger')
    expect(readFileSync(repo.path('small.txt'), 'utf8')).toContain('::error file=src/config.ts')
    expect(JSON.parse(readFileSync(repo.path('old.json'), 'utf8'))).toHaveLength(1)
    expect(result.stdout).not.toContain('.draft')
  })

  test('a link is followed and stays a link', () => {
    const repo = hostile()
    repo.write('real/r.json', '')
    repo.spawn('ln', ['-s', 'real/r.json', repo.path('link.json')])
    repo.unleak(['scan', '--output', 'json=link.json', 'src'])
    expect(JSON.parse(readFileSync(repo.path('real/r.json'), 'utf8'))).toHaveLength(1)
    expect(repo.spawn('readlink', ['link.json']).stdout.trim()).toBe('real/r.json')
  })
})

describe('--quiet and --verbose', () => {
  test('quiet: the exit code tells, gaps are told all the same', () => {
    const repo = hostile()
    expect(repo.unleak(['scan', '--quiet'])).toMatchObject({ code: 1, all: '' })
    const missing = new Scratch()
    missing.write('.unleak.yml', 'maxFileMegabytes: 0.001\n')
    missing.write('large.txt', 'x'.repeat(2000))
    expect(missing.unleak(['scan', '--quiet'])).toMatchObject({ code: 3, stdout: '' })
    expect(missing.unleak(['scan', '--quiet']).stderr).toContain('large.txt')
  })

  test('verbose: what was left out, and why', () => {
    const repo = new Scratch()
    repo.write('.unleak.yml', 'ignore: [vendor/]\nallow: [{ paths: [fixtures/], reason: made for tests }]\n')
    repo.write('vendor/a.txt', token())
    repo.write('fixtures/b.txt', token())
    repo.write('c.txt', `${token()} # unleak:allow github-pat -- revoked long ago\n`)
    const { code, stdout, stderr } = repo.unleak(['scan', '--verbose'])
    expect(code).toBe(0)
    expect(stdout).toContain('No secrets')
    expect(stderr).toContain('Left out on purpose: 3')
    expect(stderr).toContain('vendor/a.txt: a pattern of "ignore"')
    expect(stderr).toContain('fixtures/b.txt: github-pat: an "allow" entry: made for tests')
    expect(stderr).toContain('c.txt: github-pat: a comment: revoked long ago')
  })
})

test('10,000 findings in every report, in time that grows with them', () => {
  const repo = new Scratch()
  repo.write('many.txt', Array.from({ length: 10_000 }, (_, i) => `${token(String(i))}\n`).join(''))
  const outputs = Object.keys(reporters).flatMap((format) => ['--output', `${format}=report.${format}`])
  const started = performance.now()
  const { code, stderr } = repo.unleak(withLayout(repo, 'scan', '--quiet', 'many.txt', ...outputs))
  // It was 30 s and more when each frame looked at all findings.
  expect(performance.now() - started).toBeLessThan(15_000)
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  expect(readSarif(readFileSync(repo.path('report.sarif'), 'utf8')).runs[0]!.results.length).toBe(10_000)
  expect(JSON.parse(readFileSync(repo.path('report.json'), 'utf8'))).toHaveLength(10_000)
})
