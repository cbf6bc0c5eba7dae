// What users of other scanners complain of in ignores, baselines and triage; each test is named after one of them.
import { readFileSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { allowedByComment } from '../src/filters/comment.ts'
import { allowedByPeer } from '../src/filters/peer-comment.ts'
import { MENU, WHERE, WHY } from './support/audit.ts'
import { commitAll, leak, passed, stopped } from './support/commit.ts'
import { readSarif } from './support/reports.ts'
import { Scratch, token } from './support/scratch.ts'
import { typeInto } from './support/terminal.ts'

const BASELINE = '.unleak-baseline.json'

interface Told {
  fingerprint: string
  file: string
  line: number
}
const found = (repo: Scratch, ...args: string[]): Told[] =>
  JSON.parse(repo.unleak(['scan', '--format', 'json', ...args]).stdout) as Told[]

/** A guarded project with one leak that was committed before. */
function leaky(content = leak('old')): Scratch {
  const repo = Scratch.guarded()
  repo.write('a.js', content)
  repo.git('add', '.')
  repo.git('commit', '-qm', 'before', '--no-verify')
  return repo
}

describe('baselines', () => {
  test('gitleaks#2239: a new secret on a line that is permitted is found, also where one value or file is', () => {
    const both = `k = ['${token('old')}', '${token('new')}']\n`
    const byBaseline = leaky()
    byBaseline.unleak(['baseline'])
    byBaseline.write('a.js', both)
    expect(found(byBaseline).length).toBe(1)
    const byPeer = leaky()
    byPeer.write('.gitleaksignore', 'a.js:github-pat:1\n')
    byPeer.write('a.js', both)
    expect(found(byPeer).length).toBe(2)
  })

  test('aws-samples/sample-autonomous-cloud-coding-agents#537, gitleaks#1284: a rewritten history changes no fingerprint', () => {
    const repo = leaky()
    const [before] = found(repo, '--history')
    repo.unleak(['baseline'])
    repo.git('commit', '--amend', '-qm', 'other words', '--no-verify')
    repo.git('checkout', '-q', '--orphan', 'fresh')
    repo.git('commit', '-qm', 'all anew', '--no-verify')
    repo.git('branch', '-qD', 'main')
    expect(repo.unleak(['scan', '--history']).code).toBe(0)
    repo.spawn('rm', [BASELINE])
    expect(found(repo, '--history')[0]!.fingerprint).toBe(before!.fingerprint)
  })

  test('Bad3r/nixos PR 427: tree, index, range and history tell the same fingerprint', () => {
    const repo = leaky()
    repo.write('b.js', leak('old'))
    repo.git('add', 'b.js')
    const [first, ...others] = [
      ...found(repo),
      ...found(repo, '--staged'),
      ...found(repo, '--range', 'HEAD'),
      ...found(repo, '--history'),
    ]
    expect(others.length).toBe(4)
    expect(new Set(others.map(({ fingerprint }) => fingerprint))).toEqual(new Set([first!.fingerprint]))
  })

  test('IBM/mcp-context-forge#5758, wikimind#274, ocs-ci PR 15666: no line, no time; two branches merge by themselves', () => {
    const repo = leaky()
    repo.unleak(['baseline'])
    commitAll(repo)
    for (const branch of ['one', 'two']) {
      repo.git('switch', '-qc', branch, 'main')
      repo.write('a.js', `// ${branch}\n`.repeat(branch === 'one' ? 3 : 9) + leak('old'))
      repo.write(`${branch}.js`, leak(branch))
      repo.unleak(['baseline'])
      repo.git('add', `${branch}.js`, BASELINE)
      repo.git('commit', '-qm', branch, '--no-verify')
      repo.git('checkout', '-q', '.')
    }
    expect(repo.tryGit(['merge', '-q', '--no-edit', 'one'])).toMatchObject({ code: 0 })
    expect(repo.unleak(['scan']).code).toBe(0)
    expect(readFileSync(repo.path(BASELINE), 'utf8')).not.toMatch(/line|generated|\d{4}-\d\d-\d\d/)
  })

  test('nForma PR 327: no hook rewrites the baseline', () => {
    const repo = leaky()
    repo.unleak(['baseline'])
    passed(commitAll(repo))
    const { mtimeMs } = statSync(repo.path(BASELINE))
    repo.write('a.js', `\n\n${leak('old')}`)
    passed(commitAll(repo))
    repo.write('a.js', 'gone\n')
    passed(commitAll(repo))
    expect(statSync(repo.path(BASELINE)).mtimeMs).toBe(mtimeMs)
    expect(repo.git('status', '--porcelain')).toBe('')
  })

  test('asamarts/alint PR 93: what is known is marked in SARIF, not dropped', () => {
    const repo = leaky()
    repo.write('b.js', leak('other'))
    repo.unleak(['baseline'])
    repo.write('.gitleaksignore', 'c.js:github-pat:1\n')
    repo.write('c.js', leak('third'))
    const [run] = readSarif(repo.unleak(['scan', '--format', 'sarif']).stdout).runs
    expect(run!.results.map(({ suppressions }) => suppressions?.length)).toEqual([1, 1, 1])
  })
})

describe('ignores', () => {
  test('talisman#412, #357: an edit elsewhere in the file takes no permission away', () => {
    const repo = leaky(`k = '${token('old')}' // unleak:allow github-pat -- made for the docs\n`)
    repo.write('b.js', leak('b'))
    repo.write('c.js', leak('c'))
    repo.write('.unleak.yml', `fingerprintSalt: ${'ab'.repeat(16)}\nallow: [{ paths: [/b.js], reason: docs }]\n`)
    repo.unleak(['baseline'])
    for (const file of ['a.js', 'b.js', 'c.js'])
      repo.write(file, `// new first line\n${readFileSync(repo.path(file), 'utf8')}// new last line\n`)
    expect(repo.unleak(['scan']).code).toBe(0)
    passed(commitAll(repo))
  })

  test('trufflehog#2878, #2687, #1019: one value is permitted by its fingerprint, and that value only', () => {
    const repo = leaky()
    typeInto(
      repo,
      ['audit'],
      [
        [MENU, 'f'],
        [WHERE, 'b'],
      ],
    )
    expect(found(repo)).toEqual([])
    repo.write('a.js', leak('next'))
    expect(found(repo).length).toBe(1)
  })

  test('first-tree-ai/opentag PR 644: a finding in a commit message can be permitted', () => {
    const repo = Scratch.guarded()
    repo.git('commit', '--allow-empty', '-qm', `remove ${token('told')}`, '--no-verify')
    for (const home of ['b', 'a']) {
      expect(found(repo, '--history').map(({ file }) => file)).toEqual(['(commit message)'])
      const { code } = typeInto(
        repo,
        ['audit', '--history'],
        [[MENU, 'f'], [WHERE, home], ...(home === 'a' ? ([[WHY, 'revoked long ago\r']] as [string, string][]) : [])],
      )
      expect(code).toBe(0)
      expect(found(repo, '--history')).toEqual([])
      repo.spawn('rm', [BASELINE])
    }
  })

  test('git-secrets#188: a merge that takes secrets away is not blocked', () => {
    const repo = leaky()
    repo.git('switch', '-qc', 'clean')
    repo.write('a.js', 'gone\n')
    passed(commitAll(repo))
    repo.git('switch', '-q', 'main')
    repo.write('b.js', 'other\n')
    passed(commitAll(repo))
    passed(repo.tryGit(['merge', '--no-ff', '-m', 'merge', 'clean']))
  })

  test('IBM/detect-secrets PR 192: comments cost nothing where nothing is found, and little on a line made to be slow', () => {
    const line = `${'# pragma: allow gitleaks:allo secretlint-disable- '.repeat(80)}\n`
    const started = performance.now()
    for (let i = 0; i < 200; i++) {
      allowedByComment('r', [line, line], line, '2026-01-01')
      allowedByPeer('r', [line, line], line)
    }
    expect(performance.now() - started).toBeLessThan(1500)
    for (const part of ['#', ' #', "' pragma:", '<!-- ', '@secretlint/secretlint-rule-']) {
      const hostile = `secretlint-disable-line pragma: allowlist secre ${part.repeat(4096 / part.length)}`
      const begin = performance.now()
      allowedByPeer('github-pat', [hostile], hostile)
      expect(performance.now() - begin, part).toBeLessThan(200)
    }
  })
})

describe('triage', () => {
  test('NOAA-EDAB/ecodata#354: a pile of findings is worked off, and the next scan is quiet', () => {
    const repo = Scratch.guarded()
    const values = Array.from({ length: 30 }, (_, i) => token(String(i)))
    repo.write('pile.py', values.map((value, i) => `k${i} = "${value}"\n`).join(''))
    repo.write('copy.py', values.map((value) => `"${value}"\n`).join(''))
    const steps = values.flatMap((): [string, string][] => [
      [MENU, 't'],
      [WHERE, 'b'],
    ])
    const { screen, code } = typeInto(repo, ['audit'], steps)
    expect(screen).toContain('(30 of 30)')
    expect(screen).toContain('30 values: 30 test values')
    expect(code).toBe(0)
    expect(repo.unleak(['scan'])).toMatchObject({ code: 0, stderr: '' })
    stopped((repo.write('new.py', leak('new')), commitAll(repo)), 'new.py')
  })

  test('an ignore without a reason, or past its day, hides nothing: it names the rule, why, and until when', () => {
    for (const [comment, why] of [
      ['unleak:allow', 'names no rule'],
      ['unleak:allow github-pat', 'gives no reason'],
      ['unleak:allow github-pat until 2020-01-01 -- docs', 'expired on 2020-01-01'],
    ]) {
      const repo = new Scratch()
      repo.write('a.js', `k = '${token()}' // ${comment}\n`)
      const { code, stdout } = repo.unleak(['scan'])
      expect(code).toBe(1)
      expect(stdout.replace(/\s+/g, ' ')).toContain(why)
    }
  })
})
