// What `unleak doctor` says of CI: files of the known services, as people write them.
import { describe, expect, test } from 'vitest'
import { inspectCi } from '../src/doctor/ci.ts'
import { Scratch } from './support/scratch.ts'

describe('CI', () => {
  const CHECKOUT = (more: string): string =>
    `on: push\njobs:\n  scan:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v5\n${more}      - run: npx unleak scan --range auto\n`
  const DEEP = '        with:\n          fetch-depth: 0\n'

  const CASES: [name: string, file: string, text: string, says: string][] = [
    ['GitHub', '.github/workflows/a.yml', CHECKOUT(DEEP), '.github/workflows/a.yml'],
    ['GitHub, shallow', '.github/workflows/a.yml', CHECKOUT(''), 'Add fetch-depth: 0'],
    [
      'GitHub, depth in another job',
      '.github/workflows/a.yml',
      `${CHECKOUT('')}  other:\n    steps:\n      - uses: actions/checkout@v5\n${DEEP}`.replaceAll(
        '          fetch',
        '          fetch',
      ),
      'Add fetch-depth: 0',
    ],
    [
      'GitHub, soft',
      '.github/workflows/a.yml',
      `${CHECKOUT(DEEP)}        continue-on-error: true\n`,
      'lets a leak pass',
    ],
    [
      'GitHub, commented out',
      '.github/workflows/a.yml',
      CHECKOUT(DEEP).replace('      - run', '      # - run'),
      'GitHub',
    ],
    ['GitLab', '.gitlab-ci.yml', 'scan:\n  script:\n    - npx unleak scan --range auto\n', 'Add GIT_DEPTH: "0"'],
    [
      'GitLab, deep',
      '.gitlab-ci.yml',
      'scan:\n  variables: { GIT_DEPTH: "0" }\n  script: [npx unleak scan --range auto]\n',
      '.gitlab-ci.yml',
    ],
    [
      'Bitbucket',
      'bitbucket-pipelines.yml',
      'clone:\n  depth: full\npipelines:\n  default:\n    - step:\n        script: [npx unleak scan --range auto]\n',
      'bitbucket',
    ],
    ['Azure', 'azure-pipelines.yml', 'steps:\n  - script: npx unleak scan --range auto\n', 'Add fetchDepth: 0'],
    [
      'CircleCI',
      '.circleci/config.yml',
      'jobs: { a: { steps: [{ run: npx unleak scan --range auto }] } }\n',
      '.circleci/config.yml',
    ],
    [
      'Jenkins',
      'Jenkinsfile',
      "pipeline { stages { stage('scan') { steps { sh 'npx unleak scan --range auto' } } } }\n",
      'Jenkinsfile',
    ],
    [
      'Buildkite',
      '.buildkite/pipeline.yml',
      'steps:\n  - command: npx unleak scan --range auto\n',
      '.buildkite/pipeline.yml',
    ],
    ['none', 'README.md', 'npx unleak scan\n', ''],
  ]

  const told = (root: string): string => {
    const { scans, problems, silent } = inspectCi(root)
    return [
      ...scans.map((file) => `${file} scans`),
      ...problems.flatMap(({ what, fix }) => [what, fix]),
      ...silent,
    ].join('\n')
  }

  test.each(CASES)('%s', (_, file, text, says) => {
    const repo = new Scratch(false)
    repo.write(file, text)
    if (says === '') expect(told(repo.root)).toBe('')
    else expect(told(repo.root)).toContain(says)
  })

  test('by a script of package.json, and by pre-commit', () => {
    const repo = new Scratch(false)
    repo.write('package.json', '{ "scripts": { "check:leaks": "unleak scan" } }')
    repo.write('.github/workflows/a.yml', 'jobs: { a: { steps: [{ run: npm run check:leaks }] } }\n')
    expect(told(repo.root)).toBe('.github/workflows/a.yml scans')
    repo.write(
      '.github/workflows/a.yml',
      'jobs: { a: { steps: [{ run: npm run check:leaks-not }, { run: pre-commit run --all-files }] } }\n',
    )
    expect(told(repo.root)).toBe('GitHub')
    repo.write(
      '.pre-commit-config.yaml',
      'repos: [{ repo: local, hooks: [{ id: unleak, entry: unleak hook pre-commit }] }]\n',
    )
    expect(told(repo.root)).toBe('.github/workflows/a.yml scans')
  })

  test('is told by the doctor', () => {
    const repo = Scratch.guarded()
    expect(repo.unleak(['doctor']).stdout).toContain('! No CI that runs unleak was found.')
    repo.write('.github/workflows/a.yml', CHECKOUT(''))
    const { stdout } = repo.unleak(['doctor'])
    expect(stdout).toContain('✔ In CI: .github/workflows/a.yml runs unleak.')
    expect(stdout).toMatch(/a\s+range\s+has no base.*\n {4}Add fetch-depth: 0/)
    repo.write('.github/workflows/a.yml', 'jobs: {}\n')
    expect(repo.unleak(['doctor']).stdout).toContain('! In CI nothing is scanned: GitHub runs no unleak.')
  })
})
