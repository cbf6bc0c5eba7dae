// Every rule of rules/*.yml keeps the promises of CONTRIBUTING.md: proved examples, needed keywords, honest texts.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createMatcher } from '../src/detect/matcher.ts'
import { DEFAULTS } from '../src/defaults.ts'
import { generators } from '../src/generate/kinds/index.ts'
import { scanChunk } from '../src/pipeline.ts'
import { proveRules } from '../src/rules/check.ts'
import { compileRules } from '../src/rules/compile.ts'
import type { Rule } from '../src/types.ts'
import { examplesOf, RULES } from './support/all-rules.ts'
import { textFor } from '../src/rules/pattern-text.ts'

/** The ids of the rules that break a promise: one list says more than 900 tests. */
const breaking = (holds: (rule: Rule) => boolean, rules = RULES): string[] =>
  rules.filter((rule) => !holds(rule)).map((rule) => rule.id)

/** Those that stand more than once. */
const repeated = (values: string[]): string[] => values.filter((value, index) => values.indexOf(value) !== index)

const patternRules = RULES.filter((rule) => rule.pattern !== undefined)

test('there are rules', () => {
  expect(RULES.length).toBeGreaterThan(800)
  expect(patternRules.length).toBeGreaterThan(450)
})

test('examples are found with their exact range, in every wrapping, by no other rule; near misses stay silent', async () => {
  expect(await proveRules(RULES)).toEqual([])
})

test('a generator that a rule names is one of ours', () => {
  expect(breaking(({ generator }) => generator === undefined || Object.hasOwn(generators, generator))).toEqual([])
})

describe('keywords', () => {
  /** One character a byte, as keywords are written. */
  const texts = new Map(
    RULES.map((rule) => [rule, examplesOf(rule).map(({ text }) => Buffer.from(text).toString('latin1'))]),
  )
  const isHeld = (rule: Rule, keyword: string): boolean =>
    texts.get(rule)!.some((text) => text.toLowerCase().includes(keyword.toLowerCase()))

  /** Found when it stands in the place of another keyword of its rule, as one scheme of a URL for another. */
  function standsIn(rule: Rule, keyword: string): boolean {
    const matcher = createMatcher(compileRules([rule]))
    return texts.get(rule)!.some((text) =>
      rule.keywords.some((other) => {
        const at = text.toLowerCase().indexOf(other.toLowerCase())
        const swapped = text.slice(0, at) + keyword + text.slice(at + other.length)
        return at !== -1 && matcher(Buffer.from(swapped, 'latin1')).length > 0
      }),
    )
  }

  /** Found in a text that the pattern itself writes: bytes that no example in a text file can hold. */
  function isWritten(rule: Rule, keyword: string): boolean {
    const matcher = createMatcher(compileRules([rule]))
    return Array.from({ length: 40 }, (_, seed) => seed).some((seed) => {
      let drawn = seed
      const text = textFor(rule.pattern!, (most) => (drawn = (drawn * 31 + 7) % 1009) % (most + 1))
      return text.includes(keyword) && matcher(Buffer.from(text, 'latin1')).length > 0
    })
  }

  test('each one of a pattern stands in an example, or can: so each anchor is proved', () => {
    const unproved = patternRules.flatMap((rule) =>
      rule.keywords
        .filter((keyword) => ![isHeld, standsIn, isWritten].some((proves) => proves(rule, keyword)))
        .map((keyword) => `${rule.id}: ${keyword}`),
    )
    expect(unproved).toEqual([])
  })

  test('an example of each other rule holds one', () => {
    const others = RULES.filter(({ keywords }) => keywords.length > 0)
    expect(breaking((rule) => rule.keywords.some((keyword) => isHeld(rule, keyword)), others)).toEqual([])
  })

  test('no rule has one twice', () => {
    expect(breaking((rule) => repeated(rule.keywords.map((keyword) => keyword.toLowerCase())).length === 0)).toEqual([])
  })
})

/** Files of formats that many products share; their ids are named after the format. */
const FORMATS = new Set(
  'private-key connection-string authorization command-line call-argument credential-file password-hash wallet otp generic key-file payment-card'.split(
    ' ',
  ),
)

describe('identity', () => {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')

  test('ids are unique', () => {
    expect(repeated(RULES.map((rule) => rule.id))).toEqual([])
  })

  test("an id begins with its file's name, its provider's name or a product's", () => {
    const homes = readdirSync('rules').flatMap((file) =>
      file.endsWith('.yml')
        ? [...readFileSync(`rules/${file}`, 'utf8').matchAll(/^ {2}- id: (\S+)$/gm)].map(([, id]) => ({
            file,
            id: id!,
          }))
        : [],
    )
    expect(homes).toHaveLength(RULES.length)
    const strange = homes.filter(({ file, id }) => {
      const { provider, name } = RULES.find((rule) => rule.id === id)!
      const home = file.replace('.yml', '')
      if (FORMATS.has(home)) return false
      const known = [home, provider, name].map(plain)
      // `travis-api-token` of Travis CI, `hashicorp-cloud-client-secret` of HashiCorp Vault.
      const first = id.split('-')[0]!
      return !known.some((word) => plain(id).startsWith(word) || word.startsWith(first))
    })
    expect(strange).toEqual([])
  })

  test('no two rules have the same expression, and keywords that overlap', () => {
    const key = ({ pattern, value, keywords, near, detector, paths }: Rule): string =>
      pattern ??
      (detector === 'file' ? paths!.join() : detector) ??
      JSON.stringify([value, keywords.map(plain).toSorted(), near?.rule])
    expect(repeated(RULES.map(key))).toEqual([])
  })
})

describe('texts', () => {
  test('why says something', () => {
    expect(breaking(({ why }) => why.trim().length >= 20 && /[.!)]$/.test(why.trim()))).toEqual([])
  })

  test('references and consoles are https pages', () => {
    const isPage = (url: string): boolean => URL.canParse(url) && new URL(url).protocol === 'https:' && !/\s/.test(url)
    expect(
      breaking(({ references, rotate }) => [...references, rotate.console ?? references[0]!].every(isPage)),
    ).toEqual([])
    expect(breaking(({ references }) => repeated(references).length === 0)).toEqual([])
  })

  test('rotation says what to do', () => {
    expect(
      breaking(({ rotate }) => rotate.steps.length > 0 && rotate.steps.every((step) => step.length >= 15)),
    ).toEqual([])
  })
})

describe('severities, as CONTRIBUTING.md explains them', () => {
  test('private keys that open at once are critical or high', () => {
    const keys = RULES.filter(({ id }) => /private-key/.test(id) && !/encrypted|testnet/.test(id))
    expect(keys.length).toBeGreaterThan(0)
    expect(breaking(({ severity }) => ['critical', 'high'].includes(severity), keys)).toEqual([])
  })

  test('keys of test modes are low', () => {
    const testing = RULES.filter(({ id }) => /-(?:test|sandbox)-/.test(id))
    expect(testing.length).toBeGreaterThan(20)
    expect(breaking(({ severity }) => severity === 'low', testing)).toEqual([])
  })

  test('info is for identifiers and public keys only', () => {
    const partners = new Set(RULES.map(({ near }) => near?.rule))
    const info = RULES.filter(({ severity }) => severity === 'info')
    expect(
      breaking(({ id, why }) => partners.has(id) || /(?:\bid|-sid)$/.test(id) || /public/.test(why), info),
    ).toEqual([])
  })

  test("an id is never worse than the secret that it belongs to, and the secret's rule exists", () => {
    const order = ['info', 'low', 'medium', 'high', 'critical']
    const withPart = RULES.filter(({ near }) => near)
    const rank = (rule: Rule | undefined): number => order.indexOf(rule?.severity ?? 'critical')
    expect(breaking((rule) => rank(RULES.find(({ id }) => id === rule.near!.rule)) <= rank(rule), withPart)).toEqual([])
  })
})

test('no rule file holds a literal that is shaped like a token', async () => {
  const matcher = createMatcher(compileRules(RULES))
  const found: string[] = []
  for (const file of readdirSync('rules')) {
    const chunk = { path: `rules/${file}`, bytes: readFileSync(`rules/${file}`), binary: false }
    for (const { rule, line } of await scanChunk(chunk, matcher, { ...DEFAULTS, minConfidence: 'low' })) {
      const { detector } = RULES.find(({ id }) => id === rule)!
      // Lists of keywords and JSON in templates look like assignments.
      if (detector !== 'assignment') found.push(`${chunk.path}:${line}: ${rule}`)
    }
  }
  expect(found).toEqual([])
})
