// Offline proofs: checksums against published vectors, and each check against a right and a wrong secret.
import { readdirSync } from 'node:fs'
import { crc32 as zlibCrc32 } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checks } from '../src/detect/checks/index.ts'
import { nkeyCrc16 } from '../src/detect/checks/nkey.ts'
import { bech32Remainder } from '../src/detect/checks/nostr.ts'
import { base62Crc32, crc32 } from '../src/detect/crc32.ts'
import { luhnDigit } from '../src/detect/luhn.ts'
import { marvin32 } from '../src/detect/marvin32.ts'
import { createMatcher } from '../src/detect/matcher.ts'
import { pathOf } from '../src/rules/check.ts'
import { compileRules } from '../src/rules/compile.ts'
import type { Rule } from '../src/types.ts'
import { examplesOf, RULES } from './support/all-rules.ts'

describe('checksums', () => {
  test.each([
    ['', 0],
    ['a', 0xe8b7be43],
    ['123456789', 0xcbf43926],
    ['The quick brown fox jumps over the lazy dog', 0x414fa339],
    ['\0\0\0\0', 0x2144df1c],
    ['\u00ff\u00ff\u00ff\u00ff', 0xffffffff],
  ])('CRC-32 of %j', (text, sum) => {
    expect(crc32(text)).toBe(sum)
  })

  // Node has one of its own since 20.15.
  test.skipIf(typeof zlibCrc32 !== 'function')("CRC-32 is zlib's", () => {
    const property = fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
      expect(crc32(Buffer.from(bytes).toString('latin1'))).toBe(zlibCrc32(bytes))
    })
    fc.assert(property)
  })

  test('CRC-32 in base62: six digits, the highest first', () => {
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
    expect(base62Crc32('')).toBe('000000')
    const property = fc.property(fc.string({ unit: 'binary-ascii' }), (text) => {
      const number = [...base62Crc32(text)].reduce((sum, digit) => sum * 62 + digits.indexOf(digit), 0)
      expect(number).toBe(crc32(text))
      expect(base62Crc32(text)).toHaveLength(6)
    })
    fc.assert(property)
  })

  // The example that ISO/IEC 7812-1 and Luhn's patent are explained with.
  test.each([
    ['7992739871', 3],
    ['1', 8],
    ['', 0],
  ])("Luhn's digit of %j", (digits, digit) => {
    expect(luhnDigit(digits)).toBe(digit)
  })

  test('CRC-16 (XMODEM) of 123456789', () => {
    expect(nkeyCrc16([...Buffer.from('123456789')])).toBe(0x31c3)
  })

  test('Bech32: the key that NIP-19 prints', () => {
    const digits = 'vl029mgpspedva04g90vltkh6fvh240zqtv9k0t9af8935ke9laqsnlfe5'
    expect(bech32Remainder('nsec', digits)).toBe(1)
    expect(bech32Remainder('npub', digits)).not.toBe(1)
    expect(bech32Remainder('nsec', digits.replace('mgp', 'mgq'))).not.toBe(1)
  })

  test('Marvin32 changes with its text and with its seed', () => {
    const sums = ['', 'a', 'b', 'ab', 'abcd', 'abcde'].flatMap((text) => [
      marvin32(text, 'Default0'),
      marvin32(text, 'AadPwd00'),
    ])
    expect(new Set(sums).size).toBe(sums.length)
  })
})

describe('private keys in PEM', () => {
  const armored = (body: string): string =>
    `-----BEGIN ${'RSA'} PRIVATE KEY-----\n${body}\n-----END ${'RSA'} PRIVATE KEY-----`
  const verdict = (body: string): unknown => checks['pem']!(armored(body), armored(body))
  const whole = { ok: true, confidence: 'high', reason: 'its body is whole and not encrypted' }

  // A sequence of 1190 bytes; what is in it does not matter, but for the `+` and `/` at its lines' edges.
  const der = fc
    .uint8Array({ minLength: 1190, maxLength: 1190 })
    .map(
      (bytes) =>
        Buffer.concat([Buffer.from('308204a6', 'hex'), bytes])
          .toString('base64')
          .match(/.{1,64}/g)!,
    )
    .filter((lines) => new Set(lines.join('')).size > 16)

  test('a body is whole, whatever its lines begin and end with', () => {
    fc.assert(
      fc.property(der, (lines) => {
        expect(verdict(lines.join('\n'))).toEqual(whole)
        expect(verdict(lines.map((line) => `  ${line}\r`).join('\n'))).toEqual(whole)
      }),
    )
  })

  test.each([
    ['in a diff', (lines: string[]) => lines.map((line) => `+${line}`).join('\n')],
    ['in a comment', (lines: string[]) => lines.map((line) => `// ${line}`).join('\n')],
    ['in source code', (lines: string[]) => lines.map((line) => `"${line}\\n" +`).join('\n')],
  ])('%s', (_, quoted) => {
    const lines = Buffer.concat([
      Buffer.from('308204a6', 'hex'),
      Buffer.alloc(1190, 'quite ordinary bytes of a key: 0123456789'),
    ])
      .toString('base64')
      .match(/.{1,64}/g)!
    expect(verdict(quoted(lines))).toEqual(whole)
    expect(verdict(quoted(lines.slice(0, -4)))).toMatchObject({ confidence: 'medium' })
  })
})

test.each([
  ['a machine of documentation', 'https://test:tset@example.com', 'low'],
  ['one of documentation, and a random password', `https://me:${'k3v9x7q2mz'}${'Lw4'}@db.example.org`, undefined],
  ['this machine', `postgres://app:blue${'berry'}Pie@localhost/app`, 'medium'],
  ['any other', `postgres://app:blue${'berry'}Pie@db.acme.net/app`, undefined],
  ["a documentation's password", `redis://alice:foo${'bared'}@cache.acme.net`, 'low'],
])('a password in a URL for %s', (_, url, confidence) => {
  const [, secret = ''] = /:([^:@]*)@/.exec(url)!
  expect(checks['url-credentials']!(secret, url)).toMatchObject({ ok: true })
  expect(checks['url-credentials']!(secret, url)!.confidence).toBe(confidence)
})

describe('expiry of JSON Web Tokens', () => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const tokenOf = (payload: object): string => `${part({ alg: 'HS256' })}.${part(payload)}.${'Ab3_'.repeat(11)}`
  const verdict = (payload: object, now?: number): unknown => checks['jwt']!(tokenOf(payload), '', now)
  const NOW = Date.UTC(2026, 0, 2) / 1000

  test('an expired one is lowered, and says since when', () => {
    const exp = Date.UTC(2026, 0, 1, 23, 59) / 1000
    expect(verdict({ exp }, NOW)).toEqual({ ok: true, confidence: 'low', reason: 'expired on 2026-01-01' })
  })

  test('without a clock nothing has expired', () => {
    expect(verdict({ exp: 1 })).toMatchObject({ confidence: 'high' })
  })

  test.each([
    [{ exp: NOW + 86_400 }, /valid until 2026-01-03$/],
    [{ exp: NOW + 1e9 }, /valid until 2057-/],
    [{ sub: 'x' }, /never expires$/],
    [{ exp: 'tomorrow' }, /never expires$/],
    [{ exp: 1e300 }, /never expires$/],
    [{ exp: -1 }, /never expires$/],
  ])('%j', (payload, reason) => {
    expect(verdict(payload, NOW)).toMatchObject({ confidence: 'high', reason: expect.stringMatching(reason) })
  })

  test('the engine hands the time that it is given to the check, and has none of its own', () => {
    const rule = RULES.find(({ id }) => id === 'jwt')!
    const matcher = createMatcher(compileRules([rule]))
    const bytes = Buffer.from(tokenOf({ exp: NOW }))
    expect(matcher(bytes, { now: NOW + 1 })).toMatchObject([{ confidence: 'low' }])
    expect(matcher(bytes, { now: NOW - 1 })).toMatchObject([{ confidence: 'high' }])
    expect(matcher(bytes)).toMatchObject([{ confidence: 'high' }])
  })
})

describe('each check', () => {
  const names = readdirSync('src/detect/checks')
    .filter((file) => file !== 'index.ts')
    .map((file) => file.replace('.ts', ''))

  /** The rule's own match in each of its examples: the secret, and all that was matched. */
  const matchesOf = (rule: Rule): [secret: string, match: string][] => {
    const matcher = createMatcher(compileRules([rule]))
    return examplesOf(rule).flatMap(({ text }) => {
      const bytes = Buffer.from(text)
      const cut = (from: number, to: number): string => bytes.toString('latin1', from, to)
      // Files by name: none of their patterns holds more than one star, or braces, at its end.
      const path = rule.detector === 'file' ? pathOf(rule) : ''
      return matcher(bytes, { path }).map((found): [string, string] => [
        cut(found.secretStart, found.secretEnd),
        cut(found.start, found.end),
      ])
    })
  }

  /** The same secret with one character turned into another one of its kind. */
  function* misprints(secret: string): Generator<string> {
    for (let at = secret.length - 1; at >= 0; at--) {
      const char = secret[at]!
      const other = /\d/.test(char)
        ? (Number(char) + 1) % 10
        : /[a-z]/.test(char)
          ? 'q'
          : /[A-Z]/.test(char)
            ? 'Q'
            : '!'
      if (String(other) !== char) yield secret.slice(0, at) + other + secret.slice(at + 1)
    }
  }

  test.each(names)('%s believes an example, and says something else of a misprint', (name) => {
    const users = RULES.filter((rule) => rule.checks?.includes(name))
    expect(users, 'no rule uses it').not.toEqual([])
    const matches = users.flatMap(matchesOf)
    const check = checks[name]!
    const verdicts = matches.map(([secret, match]) => check(secret, match))
    const surest = Math.max(
      verdicts.findIndex((each) => each?.ok),
      verdicts.indexOf(undefined),
    )
    const right = matches[surest]
    expect(right, 'no example passes it').toBeDefined()
    const [secret, match] = right!
    const verdict = check(secret, match)
    const wrong = [...misprints(secret), '', 'x', 'test '.repeat(13).trim(), '0'.repeat(64), 'your-password']
    const doubted = wrong.some((other) => {
      const doubt = check(
        other,
        match.replace(secret, () => other),
      )
      return JSON.stringify(doubt) !== JSON.stringify(verdict) && doubt?.confidence !== 'high'
    })
    expect(doubted).toBe(true)
  })

  test.each(names)('%s bears any text', (name) => {
    const property = fc.property(fc.string({ unit: 'binary-ascii', maxLength: 200 }), (text) => {
      const verdict = checks[name]!(text, text)
      expect(verdict === undefined || verdict.reason.length > 5).toBe(true)
    })
    fc.assert(property, { numRuns: 50 })
  })
})
