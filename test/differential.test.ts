// The engine against a slow reference that knows no automaton, no anchors and no windows: it may lose nothing and add nothing.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { compileRules } from '../src/rules/compile.ts'
import { examplesOf, RULES } from './support/all-rules.ts'
import { createSides } from './support/reference.ts'
import type { Rule } from '../src/types.ts'

const compiled = compileRules(RULES)
const bothSides = createSides(compiled)

function agree(bytes: Uint8Array, where = ''): number {
  const sides = bothSides(bytes)
  expect(sides.engine, where).toEqual(sides.reference)
  return sides.engine.length
}

/** The text files below a folder, up to some bytes in all. */
function* textFiles(folder: string, budget = { bytes: Number.POSITIVE_INFINITY }): Generator<[string, Buffer]> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) yield* textFiles(file, budget)
    if (!entry.isFile() || budget.bytes <= 0) continue
    const bytes = readFileSync(file)
    if (bytes.subarray(0, 8000).includes(0)) continue
    budget.bytes -= bytes.length
    yield [file, bytes]
  }
}

describe('keywords that stand close', () => {
  const rule = (pattern: string, ...keywords: string[]): Rule => ({
    ...RULES.find(({ id }) => id === 'github-pat')!,
    id: pattern,
    pattern,
    keywords,
    boundary: false,
    checks: [],
  })
  const sides = createSides(
    compileRules([
      rule('[ab]{1,30}=(?<secret>[abk]{1,6});key', ';key'),
      rule('b(?<secret>[abk=]{0,40}?)(?:=key|=k[ab]{1,3};)', '=key', '=k'),
      // A match ends within the longer keyword, which is seen before the shorter one.
      rule('[ab]{0,12}(?<secret>k(?:[a-z]{9,11}?ba|eyababababababab))', 'keyababababababab', 'ba'),
      rule('[ab]{2,4}(?<secret>key[ab=]{1,20});', 'key'),
      rule('(?<secret>a{1,3}[^;]{0,25}?)(?:key|;b)[ab]{1,12}=', 'key', ';b'),
    ]),
  )
  const piece = fc.constantFrom('a', 'b', 'ab', 'k', '=', ';', 'key', ';key', '=key', '=k', ' ', 'keyababababababab')

  test('places that were refused for one are not lost for the next', () => {
    let found = 0
    const property = fc.property(fc.array(piece, { minLength: 40, maxLength: 200 }), (pieces) => {
      const { engine, reference } = sides(Buffer.from(pieces.join('')))
      expect(engine).toEqual(reference)
      found += engine.length
    })
    fc.assert(property, { numRuns: 2000, endOnFailure: true })
    expect(found).toBeGreaterThan(1000)
  })
})

describe('examples', () => {
  const texts = RULES.flatMap((rule) => examplesOf(rule).map(({ text }) => text))
  const keywords = compiled.keywords.map(({ text }) => text)

  test('all of them in one file, in any order', () => {
    const between = fc.constantFrom('\n', ' ', '\r\n', '"\n', ' = ', ', ')
    const order = fc.shuffledSubarray(texts, { minLength: texts.length })
    const property = fc.property(order, fc.array(between, { minLength: 7, maxLength: 7 }), (pieces, fillers) => {
      const bytes = Buffer.from(pieces.map((piece, i) => piece + fillers[i % fillers.length]).join(''))
      expect(agree(bytes)).toBeGreaterThan(1000)
    })
    fc.assert(property, { numRuns: 4, endOnFailure: true })
  })

  test('cut off, doubled, and with keywords of others between them', () => {
    const filler = fc.oneof(fc.constantFrom(' ', '\n', '"', "'", '\t', ': ', '\\n', '.', '/', ' é '), fc.string())
    const cut = fc.tuple(fc.constantFrom(...texts), fc.double({ min: 0, max: 1, noNaN: true }))
    const piece = fc.oneof(
      fc.constantFrom(...texts),
      fc.constantFrom(...keywords),
      cut.map(([text, share]) => text.slice(0, text.length * share)),
      cut.map(([text, share]) => text.slice(text.length * share)),
      fc.constantFrom(...texts).map((text) => `${text} ${text}`),
    )
    const file = fc.array(fc.tuple(piece, filler), { minLength: 20, maxLength: 40 })
    const property = fc.property(file, (pieces) => {
      // A space first: letters that touch a match are the last test's matter.
      agree(Buffer.from(pieces.map((both) => both.join('')).join(' ')))
    })
    fc.assert(property, { numRuns: 150, endOnFailure: true })
  })
})

/** About 13 MB of code, declarations, documentation and source maps that hold hardly a secret: what people scan. */
test.each(['typescript', 'vitest', 'zod', 'yaml', 'simple-git', 'yargs'])('node_modules/%s', (name) => {
  let files = 0
  for (const [file, bytes] of textFiles(`node_modules/${name}`, { bytes: 8 * 2 ** 20 })) {
    agree(bytes, file)
    files++
  }
  expect(files).toBeGreaterThan(10)
})

const corpus = process.env['UNLEAK_CORPUS'] ?? '../shared/corpus'

test.skipIf(!existsSync(`${corpus}/unpack.mjs`))(`the labelled corpus (${corpus})`, () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'unleak-corpus-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  execFileSync(process.execPath, [`${corpus}/unpack.mjs`, folder])
  let secrets = 0
  for (const [file, bytes] of textFiles(folder)) secrets += agree(bytes, file)
  expect(secrets).toBeGreaterThan(100)
})

test('a match that a letter touches hides none that begins behind it', () => {
  const zapier = RULES.find(({ id }) => id === 'zapier-webhook-url')!
  const url = examplesOf(zapier)
    .map(({ text }) => text)
    .find((text) => text.startsWith('https://'))!
  agree(Buffer.from(`x${url}`))
})
