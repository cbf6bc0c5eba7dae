// Every format: only the value's bytes change, and the format's real reader reads the new value.
import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FormatError } from '../src/formats/format-error.ts'
import { formats } from '../src/formats/kinds/index.ts'
import { formatOf, rewrite } from '../src/formats/rewrite.ts'
import { FILES, newValue } from './support/format-files.ts'
import { READERS, tomllib } from './support/format-readers.ts'

/** Undefined when the grammar cannot hold it; any other error is one. */
function tried(work: () => string): string | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof FormatError) return undefined
    throw error
  }
}

const has = (command: string): boolean => {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
const NEEDS: Record<string, string> = {
  properties: 'java',
  hcl: 'terraform',
  ini: 'python3',
  xml: 'python3',
  netrc: 'python3',
}
/** Started once for each text. */
const SLOW = new Set(['hcl', 'gitconfig', 'shell'])

const TYPED = new Set(['json', 'notebook', 'yaml', 'toml'])

describe.each(Object.entries(FILES))('%s', (name, { path, text: texts }) => {
  const format = formats[name]!

  it('claims its files alone', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const claims = Object.entries(formats).filter(
          ([other, { accepts }]) => other !== 'plain' && accepts(path, text),
        )
        expect(claims.map(([other]) => other)).toEqual([name])
        expect(formatOf(path, text).name).toBe(name)
      }),
      { numRuns: 5 },
    )
  })

  it('changes the bytes of one value and nothing else', () => {
    let written = 0
    fc.assert(
      fc.property(texts, newValue, fc.nat(), (text, value, choice) => {
        const before = format.entries(text)
        expect(before.length).toBeGreaterThan(0)
        const index = choice % before.length
        const entry = before[index]!
        const result = tried(() => rewrite(format, text, [{ entry, value }]))
        if (result === undefined) return
        written++
        expect(result.startsWith(text.slice(0, entry.start))).toBe(true)
        expect(result.endsWith(text.slice(entry.end))).toBe(true)
        const after = format.entries(result)
        expect(after.map((one) => one.value)).toEqual(before.map((one, at) => (at === index ? value : one.value)))
        expect(after.map((one) => one.key)).toEqual(before.map((one) => one.key))
      }),
      { numRuns: 300 },
    )
    expect(written).toBeGreaterThan(100)
  })

  it('can hold whatever our generators make', () => {
    const portable = fc.string({ unit: fc.constantFrom(...'abcXYZ0123456789-_'), minLength: 8, maxLength: 64 })
    fc.assert(
      fc.property(texts, portable, (text, value) => {
        const entries = format.entries(text)
        const result = rewrite(
          format,
          text,
          entries.slice(0, 1).map((entry) => ({ entry, value: `k${value}` })),
        )
        expect(format.entries(result)[0]!.value).toBe(`k${value}`)
      }),
      { numRuns: 100 },
    )
  })

  it.skipIf(READERS[name] === undefined || (name in NEEDS && !has(NEEDS[name]!)))(
    'its real reader reads the new value',
    () => {
      const samples = fc.sample(fc.tuple(texts, newValue, fc.nat()), SLOW.has(name) ? 15 : 150)
      const cases = samples.flatMap(([text, value, choice]) => {
        const before = format.entries(text)
        const index = choice % before.length
        const result = tried(() => rewrite(format, text, [{ entry: before[index]!, value }]))
        const wanted = before.map((one, at) => ({ ...one, value: at === index ? value : one.value }))
        return result === undefined ? [] : [{ text, result, wanted }]
      })
      expect(cases.length).toBeGreaterThan(samples.length / 4)
      for (const read of name === 'toml' ? [READERS[name]!, tomllib] : [READERS[name]!]) {
        const values = read(cases.map((one) => one.result))
        for (const [index, { result, wanted }] of cases.entries()) {
          // What is no string is none to the reader either.
          const strings = format
            .entries(result)
            .flatMap((one, at) => (one.ambiguous && TYPED.has(name) ? [] : [wanted[at]!.value]))
          expect(values[index], JSON.stringify(result)).toEqual(strings)
        }
      }
    },
  )
})
