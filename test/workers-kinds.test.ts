// Whatever a file is: workers, the quick look at what changed and the memory of clean blobs change nothing but the time.
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { expand } from '../src/rules/template.ts'
import { archive, withPython } from './support/archives.ts'
import { leak } from './support/commit.ts'
import { Scratch, token } from './support/scratch.ts'

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const percent = (text: string): string => text.replaceAll(/./g, (c) => `%${c.charCodeAt(0).toString(16)}`)
const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le')
const notebook = (source: string): string =>
  JSON.stringify({ cells: [{ cell_type: 'code', source: [source], outputs: [] }], nbformat: 4 })
const filler = (seed: string): string => Array.from({ length: 400 }, (_, i) => `${seed} line ${i}\n`).join('')
const secret = (seed: string): string => leak(seed).trim()

const CONFIG = `fingerprintSalt: 0123456789abcdef0123456789abcdef
ignore: ['out/']
allow:
  - { paths: ['allowed.txt'], reason: for the test }
  - { paths: ['gone.txt'], reason: is used by nothing }
`
const OWN_RULE = `rules:
  add:
    - id: shop-key
      name: Shop key
      severity: high
      keywords: [shopkey_]
      pattern: 'shopkey_[0-9]{12}'
      why: It opens the door to everything in the shop.
      rotate: { steps: [Ask for another one.] }
      references: ['https://shop.test']
      examples: ['⟦shopkey_{{digits:12}}⟧', 'x ⟦shopkey_{{digits:12}}⟧']
      counterExamples: ["shopkey_{{digits:11}}", "shop_{{digits:12}}"]
`

/** Each file without what is to be found, and with it. */
const KINDS: Record<string, [clean: string | Buffer, leaked: string | Buffer]> = {
  'plain.txt': [filler('p'), filler('p') + leak('plain')],
  'base64.txt': [filler('b'), `${filler('b')}data: ${base64(`x ${secret('base64')} y`)}\n${filler('c')}`],
  'percent.txt': [filler('q'), `${filler('q')}u=${percent(secret('percent'))}\n`],
  'gzip.txt': [filler('g'), `${filler('g')}${gzipSync(`x ${secret('gzip')}`).toString('base64')}\n`],
  'book.ipynb': [notebook('x = 1'), notebook(`x = '${token('book')}'`)],
  'wide.txt': [utf16('nothing here\n'), utf16(`nothing here\n${leak('wide')}`)],
  'nul.dat': ['\0\0\0 nothing', `\0\0\0${Buffer.from(token('nul'), 'utf16le').toString('latin1')}`],
  'allowed.txt': ['x\n', leak('allowed')],
  'comment.txt': ['x\n', `${secret('comment')} # unleak:allow github-pat -- of the documentation\n`],
  'unused.txt': ['x\n', 'x = 1 # unleak:allow github-pat -- is used by nothing\n'],
  'out/made.txt': ['x\n', leak('out')],
  'pkg/own.txt': ['x\n', 'shopkey_845093172246\n'],
  'pkg/ignored/a.txt': ['x\n', leak('ignored')],
  'none.txt': ['x\n', 'shopkey_770451938624\n'],
  'id_rsa_like.env': ['A=1\n', `PASSWORD=${base64('no such word').slice(0, 14)}\n`],
}

function configure(repo: Scratch): void {
  repo.env['XDG_STATE_HOME'] = repo.path('.git/state')
  repo.write('.unleak.yml', CONFIG)
  repo.write('pkg/.unleak.yml', `ignore: ['ignored/']\n${OWN_RULE}`)
}

const answer = (repo: Scratch, ...args: string[]): { code: number | null; stdout: string; stderr: string } => {
  const { code, stdout, stderr } = repo.unleak(['scan', '--format', 'json', ...args])
  return { code, stdout, stderr }
}

withPython('a tree', () => {
  const repo = new Scratch()
  configure(repo)
  for (let i = 0; i < 3100; i++) repo.write(`many/${i % 40}/${i}.txt`, `file ${i}\n`)
  for (const [name, [, leaked]] of Object.entries(KINDS)) repo.write(name, leaked)
  repo.write('lib/c.jar', archive('zip', { 'conf/c.env': leak('jar') }))
  for (const more of [[], ['--verbose']]) {
    const alone = answer(repo, '--threads', '0', ...more)
    expect(answer(repo, '--threads', '2', ...more)).toEqual(alone)
    expect(alone.stderr).toContain('is used by nothing')
    expect(alone.stdout).toContain('lib/c.jar!/conf/c.env')
    for (const name of ['base64.txt', 'percent.txt', 'gzip.txt', 'book.ipynb', 'wide.txt', 'pkg/own.txt'])
      expect(alone.stdout).toContain(`"${name}"`)
    expect(alone.stdout).not.toMatch(/"none.txt"|ignored|made.txt/)
  }
})

/** Clean first, then with the leak, then with something else changed, between so many others that workers start. */
function history(repo: Scratch): void {
  const parts: (string | Buffer)[] = []
  const data = (content: string | Buffer): unknown => parts.push(`data ${Buffer.byteLength(content)}\n`, content, '\n')
  const file = (name: string, content: string | Buffer): void => {
    parts.push(`M 100644 inline ${name}\n`)
    data(content)
  }
  const commit = (n: number, message: string): void => {
    parts.push(`commit refs/heads/main\ncommitter A <a@b.test> ${1_700_000_000 + n} +0000\n`)
    data(message)
  }
  const jar = (seed: string | undefined): Buffer =>
    archive('zip', { 'a.txt': 'the same', ...(seed === undefined ? {} : { 'conf/c.env': leak(seed) }) })
  commit(0, 'first')
  for (const [name, [clean]] of Object.entries(KINDS)) file(name, clean)
  file('lib/c.jar', jar(undefined))
  for (let i = 1; i < 1600; i++) {
    commit(i, i === 700 ? `says ${base64(`x ${secret('message')} y`)}` : `change ${i}`)
    for (let k = 0; k < 2; k++) file(`many/${(i * 7 + k) % 50}.txt`, `file ${i} ${k}\n`)
    if (i === 300) for (const [name, [, leaked]] of Object.entries(KINDS)) file(name, leaked)
    if (i === 300) file('lib/c.jar', jar('jar'))
    if (i === 900)
      for (const [name, [, leaked]] of Object.entries(KINDS))
        if (typeof leaked === 'string' && !name.endsWith('.ipynb')) file(name, `new first line\n${leaked}`)
  }
  const input = Buffer.concat(parts.map((part) => Buffer.from(part)))
  repo.spawn('git', ['fast-import', '--quiet'], repo.root, input)
}

withPython('a history, also when clean blobs are remembered', () => {
  const repo = new Scratch()
  configure(repo)
  history(repo)
  const alone = answer(repo, '--history', '--threads', '0', '--no-cache')
  for (const name of ['base64.txt', 'percent.txt', 'gzip.txt', 'book.ipynb', 'wide.txt', 'pkg/own.txt', 'lib/c.jar!'])
    expect(alone.stdout).toContain(`"${name}`)
  expect(alone.stdout).toContain('(commit message)')
  expect(alone.stdout).not.toMatch(/"none.txt"|ignored|made.txt/)
  expect(answer(repo, '--history', '--threads', '2', '--no-cache')).toEqual(alone)
  for (const threads of ['2', '2', '0', '0']) expect(answer(repo, '--history', '--threads', threads)).toEqual(alone)
  // Too few blobs for workers: what changed is looked at in the same way.
  const few = answer(repo, '--range', 'HEAD~1350..HEAD', '--threads', '0', '--no-cache')
  expect(few.stdout).toContain('"gzip.txt"')
  expect(answer(repo, '--range', 'HEAD~1350..HEAD', '--threads', '2', '--no-cache')).toEqual(few)
  const told = answer(repo, '--history', '--threads', '0', '--no-cache', '--verbose')
  const sorted = (text: string): string[] => text.split('\n').toSorted()
  const inWorkers = answer(repo, '--history', '--threads', '2', '--no-cache', '--verbose')
  expect(sorted(inWorkers.stderr)).toEqual(sorted(told.stderr))
})

test('what is burned later is found in what was clean', () => {
  const repo = new Scratch()
  repo.env['XDG_STATE_HOME'] = repo.path('.git/state')
  const word = expand('{{alnum:18}}', 'burned').text
  repo.write('a.txt', `the word is ${word}\n`)
  repo.git('add', '.')
  repo.git('commit', '-qm', 'first')
  for (let run = 0; run < 2; run++) expect(answer(repo, '--history').code).toBe(0)
  const burned = repo.unleak(['burn'], { input: word })
  expect(burned.code, burned.all).toBe(0)
  expect(answer(repo, '--history').code).toBe(1)
})
