// The code cache beside the hook's program: made by the first commits, and never in the way of one.
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { Scratch, token } from './support/scratch.ts'
import type { Result } from './support/scratch.ts'

let repo: Scratch
const caches = (): string[] =>
  readdirSync(repo.path('unleak/dist/.cache')).map((name) => repo.path(`unleak/dist/.cache/${name}`))
const hook = (): Result => repo.spawn(process.execPath, [repo.path('unleak/bin/unleak.js'), 'hook', 'pre-commit'])

beforeEach(() => {
  repo = new Scratch()
  for (const part of ['bin', 'dist', 'package.json']) cpSync(part, repo.path(`unleak/${part}`), { recursive: true })
  rmSync(repo.path('unleak/dist/.cache'), { recursive: true, force: true })
  repo.write('.gitignore', 'unleak/\n')
  repo.write('a.env', `GITHUB_TOKEN=${token('github-pat')}\n`)
  repo.git('add', '-A')
})

test('it grows in the first runs, then stays', () => {
  const runs: string[] = []
  for (let run = 0; run < 6; run++) {
    expect(hook().code).toBe(1)
    const contents = caches().map((file) => readFileSync(file).toString('latin1'))
    runs.push(contents.join())
  }
  expect(runs[0]).not.toBe('')
  expect(runs[1]).not.toBe(runs[0])
  expect(runs[5]).toBe(runs[4])
  expect(caches().filter((file) => file.includes('hook-scan'))).toHaveLength(1)
})

test.each<[string, (bytes: Buffer) => Uint8Array]>([
  ['cut', (bytes) => bytes.subarray(0, bytes.length >> 1)],
  ['empty', () => Buffer.alloc(0)],
  // In both of its copies, and never in the same places: their length is a multiple of any step now and then.
  [
    'damaged',
    (bytes) => bytes.map((byte, i) => (i > 24 && i % (i < bytes.length / 2 ? 97 : 89) === 0 ? byte ^ 0x5a : byte)),
  ],
  ['of another build', (bytes) => Buffer.concat([Buffer.alloc(8), bytes.subarray(8)])],
])('one that is %s is made anew', (_, spoil) => {
  for (let run = 0; run < 5; run++) hook()
  const spoiled = caches().map((file): [string, Uint8Array] => [file, spoil(readFileSync(file))])
  for (const [file, bytes] of spoiled) writeFileSync(file, bytes)
  const { code, stdout } = hook()
  expect(code).toBe(1)
  expect(stdout).toContain('a.env:1')
  for (const [file, bytes] of spoiled) expect(readFileSync(file).equals(bytes)).toBe(false)
})

test('a package that nobody may write to works without it', () => {
  // Root may write everywhere, but no directory can be made where a file stands.
  writeFileSync(repo.path('unleak/dist/.cache'), '')
  expect(hook().code).toBe(1)
  expect(existsSync(repo.path('unleak/dist/.cache/hook.cjs'))).toBe(false)
})

test('the command line has one too, and a spoiled one changes no answer', () => {
  const scan = (): Result => repo.spawn(process.execPath, [repo.path('unleak/bin/unleak.js'), 'scan', 'a.env'])
  const before = scan()
  expect(before).toMatchObject({ code: 1, stdout: expect.stringContaining('a.env:1') })
  expect(caches().filter((file) => /\b(?:cli|scan)[-.]/.test(file.slice(repo.root.length)))).toHaveLength(2)
  for (const file of caches()) writeFileSync(file, readFileSync(file).subarray(0, 1000))
  expect(scan().code).toBe(before.code)
})

/** This one, and those that a benchmark has fetched (test/bench/node-versions.ts). */
const nodes = [
  process.execPath,
  ...['22', '24'].map((major) =>
    path.resolve(`node_modules/.cache/node/${major}/node_modules/node-${process.platform}-${process.arch}/bin/node`),
  ),
].filter((node) => existsSync(node))

test.each(nodes)('it is good for the next start after a long scan, which changes flags of V8: %s', (node) => {
  for (let i = 0; i < 150; i++) repo.write(`many/${i}.txt`, `line ${i}\n`)
  const contents: string[] = []
  for (let run = 0; run < 6; run++) {
    expect(repo.spawn(node, [repo.path('unleak/bin/unleak.js'), 'scan', 'many']).code).toBe(0)
    contents.push(
      caches()
        .map((file) => readFileSync(file).toString('latin1'))
        .join(),
    )
  }
  expect(contents[1]).not.toBe(contents[0])
  expect(contents[5]).toBe(contents[4])
})
