// Worker threads change nothing but the time: the same findings in the same order, and nothing that is lost in silence.
import { setTimeout } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import fc from 'fast-check'
import { createMatcher } from '../src/detect/matcher.ts'
import { newLines } from '../src/filters/new-lines.ts'
import { matchesOf } from '../src/matches.ts'
import { loadRules } from '../src/rules-file.ts'
import { changedLines } from '../src/workers/changed-lines.ts'
import { createQuickLook } from '../src/workers/quick-look.ts'
import { WorkerPool } from '../src/workers/pool.ts'
import { nothingTold } from '../src/source.ts'
import { historySource } from '../src/sources/history.ts'
import { rangeSource } from '../src/sources/range.ts'
import type { Job, RunJob } from '../src/workers/job.ts'
import { examplesOf, RULES } from './support/all-rules.ts'
import { leak } from './support/commit.ts'
import { Scratch, token } from './support/scratch.ts'

const json = (repo: Scratch, ...args: string[]): string => {
  const { stdout, stderr } = repo.unleak(['scan', '--format', 'json', '--min-confidence', 'low', ...args])
  expect(stderr).toBe('')
  return stdout
}

test('a tree: with and without workers', () => {
  const repo = new Scratch()
  for (let i = 0; i < 3100; i++) repo.write(`d${i % 50}/f${i}.txt`, i % 100 === 7 ? leak(`s${i}`) : `line ${i}\n`)
  const alone = json(repo, '--threads', '0')
  expect(JSON.parse(alone)).toHaveLength(31)
  expect(json(repo, '--threads', '2')).toBe(alone)
})

test('a history and a range leave their work to jobs, however short they are', async () => {
  const repo = new Scratch()
  repo.write('a.txt', 'x\n')
  repo.git('add', '.')
  repo.git('commit', '-qm', 'first')
  const context = { cwd: repo.root, base: repo.root, verbose: false, whole: false }
  const kinds: string[] = []
  const here: RunJob = ({ kind }) => {
    kinds.push(kind)
    return Promise.resolve({ parts: [], files: 1, bytes: 2, told: nothingTold() })
  }
  const help = { workers: { threads: 1, context, here } }
  const sources = [await historySource(99, repo.root, help), rangeSource('HEAD', 99, repo.root, help)]
  for (const source of sources) for await (const item of source) expect(item).toMatchObject({ scanned: { files: 2 } })
  expect(kinds).toEqual(['blobs', 'messages', 'blobs', 'messages'])
})

/** Commits through one fast-import: thousands take a second. */
function longHistory(): Scratch {
  const repo = new Scratch()
  const lines: string[] = []
  const texts = Array.from({ length: 40 }, (_, i) => Array.from({ length: 60 }, (_, n) => `file ${i} line ${n}`))
  for (let i = 0; i < 1700; i++) {
    const message = i % 400 === 9 ? `fix ${token(`message${i}`)}` : `change ${i}`
    lines.push('commit refs/heads/main', `author A${i} <a@b.test> ${1_700_000_000 + i} +0000`)
    lines.push(`committer A <a@b.test> ${1_700_000_000 + i} +0000`, `data ${message.length}`, message)
    for (const file of [i % 40, (i * 7 + 1) % 40]) {
      const text = texts[file]!
      text[(i * 13) % text.length] = i % 90 === 3 ? leak(`h${i}`).trim() : `changed in ${i}`
      if (i % 500 === 77) text.splice(5, 1)
      const content = `${text.join('\n')}\n`
      lines.push(`M 100644 inline src/f${file}.env`, `data ${content.length}`, content)
    }
  }
  repo.spawn('git', ['fast-import', '--quiet'], repo.root, `${lines.join('\n')}\n`)
  repo.git('reset', '-q', '--hard', 'main')
  return repo
}

test('a history: with and without workers', () => {
  const repo = longHistory()
  const alone = json(repo, '--history', '--threads', '0')
  const found = JSON.parse(alone) as { file: string; commit: string; inHead: boolean }[]
  expect(found.filter(({ file }) => file === '(commit message)')).toHaveLength(5)
  expect(found.length).toBeGreaterThan(20)
  expect(json(repo, '--history', '--threads', '2')).toBe(alone)
})

test('a range: with and without workers', () => {
  const repo = longHistory()
  const range = ['--range', 'HEAD~1500..HEAD', '--no-cache']
  const alone = json(repo, ...range, '--threads', '0')
  const found = JSON.parse(alone) as { file: string; author?: string }[]
  expect(found.filter(({ file }) => file === '(commit message)')).toHaveLength(4)
  expect(found.length).toBeGreaterThan(20)
  expect(json(repo, ...range, '--threads', '2')).toBe(alone)
})

test('what stands behind many large blobs is read, too: the version before a leak', () => {
  const repo = new Scratch()
  const line = 'a line of text that is longer than most of them are\n'
  for (let i = 0; i < 6; i++) repo.write(`b${i}.txt`, `${i}\n${line.repeat(40_000)}`)
  repo.write('a.txt', 'first\n')
  repo.git('add', '.')
  repo.git('commit', '-qm', 'first')
  repo.write('a.txt', `first\n${leak('behind')}`)
  repo.git('commit', '-qam', 'second')
  for (const args of [['--history'], ['--range', 'HEAD']]) {
    const { code, stdout } = repo.unleak(['scan', '--format', 'json', ...args])
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toHaveLength(1)
  }
})

describe('the pool', () => {
  const job = (path: string): Job => ({ kind: 'files', files: [{ path, named: false }] })
  const open = (program: string, here: RunJob, cwd = '/', threads = 2): WorkerPool => {
    const context = { cwd, base: cwd, verbose: false, whole: false }
    const pool = new WorkerPool({ context, threads, here }, program === '' ? undefined : new URL(program))
    onTestFinished(() => pool.close())
    return pool
  }
  const doneHere: RunJob = async () => {
    await setTimeout(20)
    return { parts: [], files: 1, bytes: 2, told: nothingTold() }
  }

  test('a worker that dies: all that it had counts as not scanned, the rest is done here', async () => {
    const program = `data:text/javascript,
      import { parentPort } from 'node:worker_threads';
      parentPort.postMessage({ number: 0 });
      parentPort.on('message', () => setTimeout(() => { throw new Error("no memory") }, 50))`
    const pool = open(program, async (asked) => {
      await setTimeout(300)
      return doneHere(asked)
    })
    const results = await Promise.all(['a', 'b', 'c', 'd'].map((name) => pool.run(job(name))))
    const reason = 'the worker that scanned it died (no memory)'
    const lost = (path: string): unknown => [{ item: 0, findings: [], skipped: [{ path, reason }] }]
    expect(results.map(({ parts }) => parts)).toEqual([[], lost('b'), lost('c'), lost('d')])
    expect((await pool.run(job('late'))).parts).toEqual([])
  })

  test('a worker that never loads has no job: all are done here', async () => {
    const pool = open('data:text/javascript,throw new Error("no memory")', doneHere)
    const results = await Promise.all(['a', 'b', 'c'].map((name) => pool.run(job(name))))
    expect(results.map(({ files, parts }) => files - parts.length)).toEqual([1, 1, 1])
  })

  test('what a job here throws is for who asked for it', async () => {
    const pool = open('data:text/javascript,', (asked) =>
      asked.kind === 'messages' ? Promise.reject(new Error('no such message')) : doneHere(asked),
    )
    const [file, message] = await Promise.allSettled([pool.run(job('a')), pool.run({ kind: 'messages', texts: ['x'] })])
    expect([file.status, message]).toMatchObject(['fulfilled', { reason: { message: 'no such message' } }])
  })

  test('an error of the configuration is told as ever', async () => {
    const repo = new Scratch(false)
    repo.write('.unleak.yml', 'nonsense: 1\n')
    const pool = open('', () => setTimeout(5000, undefined, { ref: false }) as never, repo.root)
    const [, asked] = [pool.run(job('a')), pool.run({ kind: 'messages', texts: ['x'] })]
    await expect(asked).rejects.toMatchObject({ code: 'config' })
  })
})

describe('what a change brings is never passed over', () => {
  const compiled = loadRules()
  const matcher = createMatcher(compiled)
  const texts = RULES.filter(({ detector }) => detector !== 'file').flatMap((rule) =>
    examplesOf(rule).map(({ text }) => text),
  )
  const written = (text: string): string => `${Buffer.from(text).toString('base64')}\n`
  const filler = fc.constantFrom('a line of text\n', '\n', 'const x = 1\n', `${'word '.repeat(300)}\n`, 'x'.repeat(900))

  test('changed lines: all others stand in the version before, in their order', () => {
    const line = fc.integer({ min: 0, max: 400 }).map((number) => `line ${number} ${'abc '.repeat(number % 9)}`)
    const edit = fc.tuple(fc.nat({ max: 3000 }), fc.nat({ max: 40 }), fc.array(line, { maxLength: 30 }))
    const sizes: number[] = []
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 900, minLength: 10, size: 'max' }),
        fc.array(edit, { maxLength: 6 }),
        (old, edits) => {
          const lines = [...old]
          for (const [at, gone, fresh] of edits) lines.splice(at % lines.length, gone, ...fresh, 'end')
          const [before, now] = [old, lines].map((all) => Buffer.from(`${all.join('\n')}\n`)) as [Buffer, Buffer]
          const changed = changedLines(before, now, 0)
          let end = 0
          const kept: string[] = []
          for (const [from, to] of [...changed, [now.length, now.length] as const]) {
            expect(from).toBeGreaterThanOrEqual(end)
            kept.push(...now.toString('latin1', end, from).split('\n').slice(0, -1))
            end = to
          }
          let at = 0
          for (const text of kept) {
            at = old.indexOf(text, at) + 1
            expect(at, text).toBeGreaterThan(0)
          }
          if (edits.length > 0) sizes.push(changed.reduce((sum, [from, to]) => sum + to - from, 0) / now.length)
        },
      ),
      { numRuns: 400 },
    )
    // Most of a version is spared.
    expect(sizes.toSorted((a, b) => a - b)[sizes.length >> 1]).toBeLessThan(0.5)
  })

  test('any text put anywhere into any text', async () => {
    const blank = fc.array(filler, { maxLength: 40 }).map((parts) => parts.join(''))
    const property = fc.asyncProperty(
      blank,
      // As it is, or encoded.
      fc.constantFrom(...texts, ...texts.filter((_, i) => i % 4 === 0).map(written)),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.boolean(),
      async (text, secret, where, cut, elsewhere) => {
        const at = Math.floor(text.length * where)
        const part = Math.floor(secret.length * cut)
        // The secret comes in two steps: the change that completes it may be in its middle.
        const versions = [
          text,
          text.slice(0, at) + secret.slice(0, part) + text.slice(at),
          text.slice(0, at) + secret + text.slice(at),
        ]
        const remembering = createQuickLook(matcher, true)
        const quick = createQuickLook(matcher, false)
        let before: Buffer | undefined
        let held = 0
        for (const [i, version] of versions.entries()) {
          // Changes at both ends too: what lies between is found to be the same.
          const bytes = Buffer.from(elsewhere ? `version ${i}\n${version}\n${'end\n'.repeat(i + 1)}` : version)
          const change = { path: 'a.txt', oid: String(i), old: i > 0 ? [String(i - 1)] : [], status: 'M' }
          const { silent, clean } = await remembering.look(change, bytes, 'a.txt')
          const matches = await matchesOf(bytes, matcher, { path: 'a.txt' }, () => {})
          // A version that held something before is silent on what it keeps.
          if (clean || (silent && held === 0)) expect(matches).toEqual([])
          const isNew = newLines(bytes, before ? [before] : [])
          if ((await quick.look(change, bytes, 'a.txt')).silent) expect(matches.filter(isNew)).toEqual([])
          // The version before may be handed in, too.
          const other = createQuickLook(matcher, false)
          if (before) other.meet(change, before)
          if ((await other.look(change, bytes, 'a.txt')).silent) expect(matches.filter(isNew)).toEqual([])
          held = matches.length
          before = bytes
        }
      },
    )
    await fc.assert(property, { numRuns: 1500, endOnFailure: true })
  })
})
