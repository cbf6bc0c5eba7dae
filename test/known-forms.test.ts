// Known values are found in every form, at any place, and only they; which values are worth it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findBurnedValues } from '../src/known/burned-values.ts'
import { digestsOf } from '../src/known/digest.ts'
import { envValues } from '../src/known/env-text.ts'
import { createFinder } from '../src/known/finder.ts'
import { formsOf } from '../src/known/forms.ts'
import { targetsOf } from '../src/known/matcher.ts'
import { isTooCommon } from '../src/known/too-common.ts'
import { worthOf } from '../src/known/worth.ts'
import { expand } from '../src/rules/template.ts'
import { ENCODINGS, password, plain } from './support/known-values.ts'
import { token } from './support/scratch.ts'

const entryOf = (value: string): Parameters<typeof findBurnedValues>[0] => {
  const salt = '0123456789abcdef'.repeat(2)
  return [{ salt, date: '2026-01-02', forms: digestsOf(salt, value) }]
}

const secretArb = fc.string({ unit: 'binary', minLength: 8, maxLength: 60 })

describe('finding', () => {
  test('a burned value is found at any place in any bytes, in any encoding', () => {
    fc.assert(
      fc.property(
        secretArb,
        fc.constantFrom(...Object.keys(ENCODINGS).filter((name) => !/URL|form|XML/.test(name))),
        fc.uint8Array({ maxLength: 300 }),
        fc.uint8Array({ maxLength: 300 }),
        (value, encoding, before, after) => {
          const bytes = Buffer.concat([before, Buffer.from(ENCODINGS[encoding]!(value)), after])
          const found = findBurnedValues(entryOf(value))(bytes)
          return found.some(({ start, end }) => end > before.length && start < bytes.length - after.length)
        },
      ),
      { numRuns: 1500 },
    )
  })

  test('random bytes and other values are not', () => {
    const find = findBurnedValues(Array.from({ length: 200 }, (_, i) => entryOf(plain(`other ${i}`))[0]!))
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 50, maxLength: 5000 }), (bytes) => find(bytes).length === 0),
      { numRuns: 500 },
    )
    expect(find(Buffer.from(`${plain('x')} ${plain('y')}`))).toEqual([])
  })

  test('where only the head is equal, nothing is found', () => {
    const value = plain('head')
    const bytes = Buffer.from(`${value.slice(0, -1)}~ ${value.slice(0, 8)}`)
    expect(findBurnedValues(entryOf(value))(bytes)).toEqual([])
    expect(createFinder(targetsOf(value, { kind: 'known', reason: '' }))(bytes)).toEqual([])
  })

  test('digests and bytes at hand find the same', () => {
    fc.assert(
      fc.property(
        secretArb,
        fc.array(fc.constantFrom(...Object.values(ENCODINGS)), { maxLength: 6 }),
        (value, used) => {
          const bytes = Buffer.from(used.map((encode) => encode(value)).join('\n'))
          const places = (found: { start: number; end: number }[]): string[] =>
            found.map(({ start, end }) => `${start}-${end}`).toSorted()
          expect(places(findBurnedValues(entryOf(value))(bytes))).toEqual(
            places(createFinder(targetsOf(value, { kind: 'known', reason: '' }))(bytes)),
          )
        },
      ),
    )
  })

  test('a value at the very beginning and the very end', () => {
    const value = plain('edge')
    const find = findBurnedValues(entryOf(value))
    expect(find(Buffer.from(value))).toMatchObject([{ start: 0, end: value.length }])
    expect(find(Buffer.from(`-${value}`))).toMatchObject([{ start: 1, end: value.length + 1 }])
    expect(find(Buffer.from(value.slice(0, -1)))).toEqual([])
  })

  test('forms are all different and long enough', () => {
    for (const value of [plain('a'), password('a'), '12345678', 'ää<>öß!?']) {
      const forms = formsOf(value).map((form) => Buffer.from(form).toString())
      expect(forms[0]).toBe(value)
      expect(new Set(forms).size).toBe(forms.length)
      expect(forms.every((form) => Buffer.byteLength(form) >= 8)).toBe(true)
    }
  })
})

describe('what is looked for', () => {
  test.each([
    'true',
    '5432',
    'localhost',
    'password1',
    'P@ssw0rd!',
    'development',
    '127.0.0.1:6379',
    '2026-01-02',
    'aaaaaaaaaaaa',
    'us-east-1',
    'application/json',
    'info@example.com',
  ])('%s is too common', (value) => expect(isTooCommon(value)).toMatch(/^it /))

  test('passwords, tokens and passphrases are not', () => {
    for (const value of [plain('b'), password('b'), token('b'), 'horse-battery-staple-lantern'])
      expect(isTooCommon(value)).toBeUndefined()
  })

  const value = plain('c')
  test.each([
    ['DB_PASSWORD', value, [value]],
    ['WHATEVER', token('c'), [token('c')]],
    ['DATABASE_URL', `postgres://app:${value}%21@db.test/x`, [`${value}%21`, `${value}!`]],
    ['DATABASE_URL', 'postgres://app:postgres@localhost:5432/app', undefined],
    ['API_URL', 'https://api.example-corp.io/v2/things', undefined],
    ['LOG_FILE', '/var/log/application/server.log', undefined],
    ['NEXT_PUBLIC_API_TOKEN', value, undefined],
    ['CLIENT_ID', expand('{{hex:32}}', 'id').text, undefined],
    ['APP_NAME', 'Frobnicator of Things', undefined],
    ['AUTH_DOMAIN', 'frobnicate.eu.auth0.com', undefined],
    ['DB_PASSWORD', '${OTHER_PASSWORD}', undefined],
    ['CORS_ORIGINS', 'https://a.example.io,https://b.example.io', undefined],
    ['CACHE_TTL', '3600seconds', undefined],
  ])('%s', (key, text, secrets) => {
    const worth = worthOf(key, text)
    expect('secrets' in worth ? worth.secrets : undefined).toEqual(secrets)
  })

  test('a broken line of a .env file does not hide the others', () => {
    const text = `A="never closed\nB=${plain('broken')}\rC=\ufffd\n`
    expect(envValues(text)).toContainEqual({ key: 'B', value: plain('broken') })
  })

  test('a .env file in all its ways of writing', () => {
    const text = [
      'A=one # comment',
      'export B="two\\nlines # no comment"',
      "C='three $x'",
      '# D=no',
      'E="real\nlines"',
      'F=`back`',
      'G=a#b',
      'H: yaml',
      'I=',
      '',
    ].join('\r\n')
    expect(Object.fromEntries(envValues(text).map(({ key, value: read }) => [key, read]))).toEqual({
      A: 'one',
      B: 'two\nlines # no comment',
      C: 'three $x',
      E: 'real\nlines',
      F: 'back',
      G: 'a#b',
      H: 'yaml',
      I: '',
    })
  })
})
