// A commit's scan reads only what lies around the new lines of a file: it may lose nothing that a scan of the whole file finds.
import { generateKeyPairSync } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULTS } from '../src/defaults.ts'
import { createMatcher } from '../src/detect/matcher.ts'
import type { Matcher } from '../src/detect/matcher.ts'
import { scanChunk } from '../src/pipeline.ts'
import { compileRules } from '../src/rules/compile.ts'
import type { Chunk, Finding, Stretch } from '../src/types.ts'
import { examplesOf, RULES } from './support/all-rules.ts'
import { Scratch, token } from './support/scratch.ts'

const compiled = compileRules(RULES)
const matcher = createMatcher(compiled)
const wholeMatcher: Matcher = (bytes, options) => {
  const { fresh: _fresh, ...rest } = options ?? {}
  return matcher(bytes, rest)
}
const CONFIG = { ...DEFAULTS, minConfidence: 'low' as const }

async function labels(chunk: Chunk, by: Matcher): Promise<string[]> {
  const findings = await scanChunk(chunk, by, CONFIG)
  return findings.map(({ rule, line, column, endColumn }) => `${rule} ${line}:${column}-${endColumn}`)
}

interface Line {
  text: string
  fresh: boolean
}

function chunkOf(lines: Line[]): Chunk {
  const bytes = Buffer.from(lines.map(({ text }) => `${text}\n`).join(''))
  const fresh: Stretch[] = []
  let at = 0
  for (const { text, fresh: isFresh } of lines) {
    const end = at + Buffer.byteLength(text) + 1
    if (isFresh && fresh.at(-1)?.[1] === at) fresh.at(-1)![1] = end
    else if (isFresh) fresh.push([at, end])
    at = end
  }
  const old = Buffer.from(lines.flatMap(({ text, fresh: isFresh }) => (isFresh ? [] : [`${text}\n`])).join(''))
  return { path: 'src/config.py', bytes, binary: false, previous: async () => [{ bytes: old, binary: false }], fresh }
}

describe('new lines among old ones', () => {
  const examples = RULES.flatMap((rule) => examplesOf(rule).map(({ text }) => text))
  const filler = fc.constantFrom(
    '',
    'const a = 1',
    '  # a comment about tokens and keys',
    '}',
    'x'.repeat(300),
    'password = read()',
  )
  const line = fc.oneof(
    { weight: 3, arbitrary: filler.map((text) => [text]) },
    { weight: 1, arbitrary: fc.constantFrom(...examples).map((text) => text.split('\n')) },
    {
      weight: 1,
      arbitrary: fc.tuple(filler, fc.nat({ max: 200 })).map(([text, times]) => Array<string>(times).fill(text)),
    },
  )
  const file = fc.array(line, { minLength: 1, maxLength: 30 }).chain((blocks) => {
    const texts = blocks.flat()
    return fc
      .uniqueArray(fc.nat({ max: texts.length - 1 }), { maxLength: 6 })
      .map((places) => texts.map((text, at): Line => ({ text, fresh: places.includes(at) })))
  })

  test('the same is found as in the whole file', async () => {
    let found = 0
    await fc.assert(
      fc.asyncProperty(file, async (lines) => {
        const chunk = chunkOf(lines)
        const whole = await labels(chunk, wholeMatcher)
        found += whole.length
        expect(await labels(chunk, matcher)).toEqual(whole)
      }),
      { numRuns: 1500, endOnFailure: true },
    )
    expect(found).toBeGreaterThan(200)
  })

  test('a line changed inside of a long key is found with its distant head', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 4096 })
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString().trim().split('\n')
    const lines = key.map((text, at) => ({ text, fresh: at === key.length - 3 }))
    const around = Array.from({ length: 200 }, (): Line => ({ text: 'filler = 1', fresh: false }))
    expect(await labels(chunkOf([...around, ...lines, ...around]), matcher)).toEqual([
      expect.stringContaining('private-key'),
    ])
  })
})

test('a line changed inside of packed base64 is found with its distant head', async () => {
  const text = Array.from({ length: 300 }, (_, at) => `${at * at} ${Math.sqrt(at + 2)}\n`).join('') + token()
  const key = gzipSync(text)
    .toString('base64')
    .match(/.{1,76}/g)!
  const found = await labels(chunkOf(key.map((line, at) => ({ text: line, fresh: at === key.length - 3 }))), matcher)
  expect(found).toEqual([expect.stringContaining('github-pat')])
})

describe('what git says is new', () => {
  const filler = Array.from({ length: 3000 }, (_, at) => `line ${at}`)

  function staged(change: (lines: string[]) => string[], name = 'a.txt', attributes = ''): number[] {
    const repo = new Scratch()
    repo.write('.gitattributes', attributes)
    repo.write(name, filler.join('\n'))
    repo.git('add', '.')
    repo.git('commit', '-qm', 'old')
    repo.write(name, change([...filler]).join('\n'))
    repo.git('add', '.')
    const found = JSON.parse(repo.unleak(['scan', '--staged', '--format', 'json']).stdout) as Finding[]
    return found.map(({ line }) => line)
  }

  const key = token()
  test.each<[string, (lines: string[]) => string[], number[]]>([
    ['a line in the middle', (lines) => lines.toSpliced(1500, 0, key), [1501]],
    ['the first and the last', (lines) => [key, ...lines, key], [1, 3002]],
    ['behind deleted lines', (lines) => lines.toSpliced(10, 50).toSpliced(2000, 1, key), [2001]],
    [
      'a line that looks like a head of a patch',
      (lines) => lines.toSpliced(5, 0, 'index 0..0', '@@ -1 +1 @@', key),
      [8],
    ],
    ['behind a carriage return', (lines) => lines.toSpliced(5, 0, `a\r@@ -1 +1 @@\rindex 0..1`, key), [7]],
  ])('%s', (_, change, expected) => {
    expect(staged(change)).toEqual(expected)
  })

  test('a name that looks like a head of a patch', () => {
    expect(staged((lines) => [...lines, key], 'a\nindex 0..0\n@@ -1 +1 @@\n.txt')).toEqual([3001])
  })

  test.each(['* -diff', '* binary', '* diff=other'])('attributes: %s', (attributes) => {
    expect(staged((lines) => lines.toSpliced(1500, 0, key), 'a.txt', attributes)).toEqual([1501])
  })

  test('larger than what git compares', () => {
    expect(staged((lines) => [...lines, 'x'.repeat(2 ** 20), key])).toEqual([3002])
  })
})
