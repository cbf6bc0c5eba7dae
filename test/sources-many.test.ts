// So many files that a scan may share the work or remember what it saw: what each directory, archive and commit says counts all the same.
import { expect, test } from 'vitest'
import { archive, withPython } from './support/archives.ts'
import { leak } from './support/commit.ts'
import { Scratch } from './support/scratch.ts'

/** More than src/sources shares among workers from. */
const MANY = 3200

interface Found {
  file: string
  reasons: string[]
}

function scanned(repo: Scratch, ...args: string[]): Found[] {
  const { stdout, stderr } = repo.unleak(['scan', ...args, '--format', 'json'])
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as Found[]
}
const files = (repo: Scratch, ...args: string[]): string[] =>
  scanned(repo, ...args)
    .map(({ file }) => file)
    .toSorted()

function manyFiles(): Scratch {
  const repo = new Scratch()
  for (let i = 0; i < MANY; i++) repo.write(`d${i % 40}/${i}.txt`, `file ${i}\n`)
  repo.write('.unleak.yml', 'fingerprintSalt: 0123456789abcdef0123456789abcdef\n')
  repo.write('pkg/.unleak.yml', "ignore: ['made/']\nminConfidence: high\n")
  repo.write('pkg/made/a.txt', leak('a'))
  repo.write('pkg/b.txt', leak('b'))
  repo.write('pkg/guess.py', `password = "${'hunter2'.repeat(2)}"\n`)
  repo.write('lib/c.jar', archive('zip', { 'conf/c.env': leak('c') }))
  return repo
}
const EXPECTED = ['lib/c.jar!/conf/c.env', 'pkg/b.txt']

withPython('in the tree, with a baseline of the root and the policy of another commit', () => {
  const repo = manyFiles()
  expect(files(repo)).toEqual(EXPECTED)
  repo.git('add', '.')
  repo.git('commit', '-qm', 'base')
  repo.git('switch', '-qc', 'change')
  repo.write('pkg/.unleak.yml', "ignore: ['*']\n")
  repo.write('d1/new.txt', `${leak('new').trim()} # unleak:allow github-pat -- of the documentation\n`)
  expect(files(repo)).toEqual(['lib/c.jar!/conf/c.env'])
  expect(files(repo, '--config-from', 'main')).toEqual(['d1/new.txt', ...EXPECTED])
  expect(repo.unleak(['baseline']).code).toBe(0)
  expect(files(repo)).toEqual([])
})

withPython('in the history, again and again, whatever the configuration becomes', () => {
  const repo = manyFiles()
  repo.git('add', '.')
  repo.git('commit', '-qm', 'base')
  for (let run = 0; run < 2; run++) expect(files(repo, '--history')).toEqual(EXPECTED)
  repo.write('pkg/.unleak.yml', 'minConfidence: low\n')
  expect(files(repo, '--history')).toEqual(['lib/c.jar!/conf/c.env', 'pkg/b.txt', 'pkg/guess.py', 'pkg/made/a.txt'])
  repo.write('.unleak.yml', 'archives: false\n')
  expect(files(repo, '--history')).not.toContain('lib/c.jar!/conf/c.env')
  repo.write('.unleak.yml', '')
  expect(files(repo, '--history')).toContain('lib/c.jar!/conf/c.env')
  repo.write('lib/.unleak.yml', "ignore: ['*.jar']\n")
  expect(files(repo, '--history')).not.toContain('lib/c.jar!/conf/c.env')
})

test('many files, and none that may be read: told each, no pass', () => {
  const repo = new Scratch(false)
  repo.write('list', Array.from({ length: MANY }, (_, i) => `gone/${i}.txt`).join('\n'))
  const { code, stderr } = repo.unleak(['scan', '--files-from', 'list'])
  expect(code).toBe(3)
  expect(stderr).toContain(`Not scanned: ${MANY} files`)
})
