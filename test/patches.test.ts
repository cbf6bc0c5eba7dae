// A staged version taken from git's patch is the blob, byte for byte, and the lines called new are git's own.
import { execFileSync } from 'node:child_process'
import { utimesSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DEFAULTS } from '../src/defaults.ts'
import { stagedSource } from '../src/sources/staged.ts'
import { ALL_LINES, readPatches } from '../src/sources/patches.ts'
import type { PatchInput } from '../src/sources/patches.ts'
import { PLAIN_DIFF, startGit } from '../src/sources/git.ts'
import type { Chunk } from '../src/types.ts'
import { Scratch } from './support/scratch.ts'

/** Lines that look like a patch's own, ends of other systems, characters of two bytes, nothing. */
const LINES = [
  '',
  ' ',
  'a',
  '-a',
  '+a',
  '\\ No newline at end of file',
  '@@ -1 +1 @@',
  'diff --git a/x b/x',
  'b\r',
  'é',
  '\f',
  'x'.repeat(90),
]
const content = fc
  .tuple(fc.array(fc.constantFrom(...LINES), { maxLength: 12 }), fc.boolean())
  .map(([lines, ended]) => lines.join('\n') + (ended ? '\n' : ''))

/** Names that git quotes, of files in one commit and the next; null: not there. */
const NAMES = ['a', 'ü b', 'q"\ndiff --git', 'sub/@@ -1 +1 @@', 'z']
const versions = fc.tuple(...NAMES.map(() => fc.tuple(fc.option(content), fc.option(content))))

function stage(repo: Scratch, files: [string, string | null][]): void {
  repo.git('rm', '-rq', '--cached', '--ignore-unmatch', '.')
  for (const [name, text] of files) {
    if (text === null) continue
    const oid = execFileSync('git', ['hash-object', '-w', '--stdin'], { cwd: repo.root, input: text, encoding: 'utf8' })
    repo.git('update-index', '--add', '--cacheinfo', `100644,${oid.trim()},${name}`)
  }
}

test('the version in a patch is the blob', async () => {
  const repo = new Scratch()
  // What a person may have set for the own eyes.
  repo.git('config', 'diff.suppressBlankEmpty', 'true')
  repo.git('config', 'diff.context', '1')
  repo.git('config', 'diff.noprefix', 'true')
  repo.git('commit', '-q', '--allow-empty', '-m', 'nothing')
  process.env['GIT_DIFF_OPTS'] = '-u1'
  try {
    await fc.assert(
      fc.asyncProperty(versions, async (pairs) => {
        stage(
          repo,
          pairs.map(([before], i) => [NAMES[i]!, before]),
        )
        repo.git('commit', '-q', '--allow-empty', '-m', 'before')
        stage(
          repo,
          pairs.map(([, after], i) => [NAMES[i]!, after]),
        )
        let seen = 0
        for await (const item of stagedSource({ bytes: DEFAULTS.maxFileSize }, { cwd: repo.root })) {
          const { path, bytes, fresh } = item as Chunk
          const text = pairs[NAMES.indexOf(path)]![1]!
          expect(Buffer.from(bytes).toString()).toBe(text)
          const changed = execFileSync('git', ['diff', '--cached', '-U0', '-M', '--', `:(literal)${path}`], {
            cwd: repo.root,
            env: { ...process.env, GIT_DIFF_OPTS: '' },
            encoding: 'latin1',
          })
          // One file without its partner is no rename, so git may call more of it new.
          if (fresh && !changed.includes('\nnew file mode'))
            expect(
              fresh.map(([from, to]) => Buffer.from(bytes.subarray(from, to)).toString('latin1').replace(/\n$/, '')),
            ).toEqual(
              [...changed.matchAll(/(?:\n(?!\+\+\+ )\+[^\n]*)+/g)].map(([run]) => run.slice(2).replaceAll('\n+', '\n')),
            )
          seen++
        }
        const differ = pairs.filter(([before, after]) => after !== null && before !== after)
        // A rename without a change brings nothing.
        expect(seen).toBeLessThanOrEqual(differ.length)
      }),
      { numRuns: 60 },
    )
  } finally {
    delete process.env['GIT_DIFF_OPTS']
  }
})

test('versions come from patches, in any order of asking, also when git has to wait', async () => {
  const repo = new Scratch()
  const texts = Array.from({ length: 40 }, (_, i) => `${`${i} `.repeat(99_000)}\n`)
  for (const [i, text] of texts.entries()) repo.write(`f${String(i).padStart(2, '0')}`, text)
  repo.git('add', '.')
  const git = (): PatchInput => {
    const { child, done } = startGit(['diff', '--cached', ...PLAIN_DIFF, '-p', ALL_LINES, '--full-index'], repo.root)
    return { output: child.stdout!, done, mostHeld: 1e6 }
  }
  const changes = await readPatches(git(), { bytes: DEFAULTS.maxFileSize })
  for (const i of [3, 39, 0, 20, 19]) expect((await changes[i]!.patch!())?.bytes.toString()).toBe(texts[i])
  const small = await readPatches(git(), { bytes: 10 })
  expect(await small[0]!.patch!()).toBe(undefined)
})

test('what was staged counts, whatever the work tree looks like', async () => {
  const repo = new Scratch()
  repo.git('config', 'core.trustctime', 'false')
  repo.git('config', 'core.checkStat', 'minimal')
  repo.write('a', 'one\n')
  utimesSync(repo.path('a'), 1000, 1000)
  repo.git('add', '.')
  repo.write('a', 'two\n')
  utimesSync(repo.path('a'), 1000, 1000)
  for await (const item of stagedSource({ bytes: DEFAULTS.maxFileSize }, { cwd: repo.root }))
    expect(Buffer.from((item as Chunk).bytes).toString()).toBe('one\n')
  expect.assertions(1)
})
