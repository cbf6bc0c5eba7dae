// Every generator keeps the contract, and makes the format that its program reads.
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ALPHABETS } from '../src/generate/alphabets.ts'
import { EFF_WORDS } from '../src/generate/eff-words.ts'
import { fromBase64, toBase32, toBase58, toBase62, toBase64, toBase64Url } from '../src/generate/encode.ts'
import { generate } from '../src/generate/generate.ts'
import { generators } from '../src/generate/kinds/index.ts'
import { DJANGO } from '../src/generate/kinds/django.ts'
import { characters, webRandom } from '../src/generate/random.ts'
import { fromBase58 } from '../src/detect/checks/base58check.ts'
import { decodeBase32 } from '../src/detect/base32.ts'
import { scanText } from '../src/library.ts'
import { stream } from './support/stream.ts'

const TYPES = Object.keys(generators)
/** Their chance is the platform's own, or the time is part of them. */
const OWN_CHANCE = new Set(['rsa', 'uuid7'])

/** Escaped for a character class. */
const classOf = (alphabet: string): string => `[${alphabet.replace(/[\\\]^-]/g, '\\$&')}]`

const FORMATS: Record<string, RegExp> = {
  aes: /^[0-9a-f]{64}$/,
  age: /^AGE-SECRET-KEY-1[0-9A-Z]{58}$/,
  'api-key': /^[\w-]{43}$/,
  argon2: /^[A-Za-z0-9]{32}$/,
  base32: /^[A-Z2-7]{32}$/,
  base58: new RegExp(`^${classOf(ALPHABETS.base58)}{40,44}$`),
  base62: /^[0-9A-Za-z]{43}$/,
  base64: /^[A-Za-z0-9+/]{43}=$/,
  base64url: /^[\w-]{43}$/,
  choice: /^(?:heads|tails)$/,
  django: new RegExp(`^${classOf(DJANGO)}{50}$`),
  ec: /^-----BEGIN PRIVATE KEY-----\n(?:[\w+/=]{1,64}\n)+-----END PRIVATE KEY-----\n$/,
  ed25519: /^-----BEGIN PRIVATE KEY-----\n[\w+/=]{64}\n-----END PRIVATE KEY-----\n$/,
  fernet: /^[\w-]{43}=$/,
  flask: /^[0-9a-f]{64}$/,
  hex: /^[0-9a-f]{64}$/,
  htpasswd: /^[A-Za-z0-9]{32}$/,
  'jwt-secret': /^[\w-]{43}$/,
  laravel: /^base64:[A-Za-z0-9+/]{43}=$/,
  nextauth: /^[A-Za-z0-9+/]{43}=$/,
  paserk: /^k4\.local\.[\w-]{43}$/,
  passphrase: /^[a-z-]{3,9}(?:\.[a-z-]{3,9}){5}$/,
  password: /^[A-Za-z0-9\-_.~!@%^*=+?]{20}$/,
  phoenix: /^[A-Za-z0-9+/]{64}$/,
  postgres: /^[A-Za-z0-9]{32}$/,
  prefixed: /^app_[0-9A-Za-z]{36}$/,
  rails: /^[0-9a-f]{128}$/,
  'rails-master-key': /^[0-9a-f]{32}$/,
  randbelow: /^\d{1,6}$/,
  randbits: /^\d{1,39}$/,
  'reset-url': /^https:\/\/example\.com\/reset=[\w-]{43}$/,
  rsa: /^-----BEGIN PRIVATE KEY-----\n(?:[\w+/=]{1,64}\n){38,}-----END PRIVATE KEY-----\n$/,
  ssh: /^-----BEGIN OPENSSH PRIVATE KEY-----\n(?:[\w+/=]{1,70}\n)+-----END OPENSSH PRIVATE KEY-----\n$/,
  symfony: /^[0-9a-f]{32}$/,
  tastypie: /^[0-9a-f]{40}$/,
  token: /^[A-Za-z0-9]{32}$/,
  uuid4: /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  uuid7: /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  wireguard: /^[A-Za-z0-9+/]{43}=$/,
  'wireguard-psk': /^[A-Za-z0-9+/]{43}=$/,
  'wordpress-salt': /^[^'"\\\n]{64}$/,
  'wordpress-salts': /^(?:define\('[A-Z_]+', +'[^'"\\\n]{64}'\);\n?){8}$/,
}

describe.each(TYPES)('%s', (type) => {
  test('has its format, enough bits, and depends on nothing but the stream', async () => {
    const made = await generate(type, {}, stream(type))
    expect(made.value).toMatch(FORMATS[type]!)
    expect(made.bits).toBeGreaterThanOrEqual(generators[type]!.floor)
    expect(generators[type]!.usualBits).toBe(Math.floor(made.bits))
    const again = await generate(type, {}, stream(type))
    const other = await generate(type, {}, stream(`${type} other`))
    if (!OWN_CHANCE.has(type)) expect(again).toEqual(made)
    if (type !== 'choice') expect(other.value).not.toBe(made.value)
    for (const shown of Object.values(made.public ?? {})) expect(shown).not.toContain(made.value)
  })

  test('an option that it does not have is refused', async () => {
    await expect(generate(type, { nonsense: 1 })).rejects.toMatchObject({ code: 'generator-option' })
  })
})

test('options: wrong types and numbers are refused', async () => {
  for (const bytes of ['32', true, -1, 1.5, NaN, Infinity, 1e9])
    await expect(generate('hex', { bytes })).rejects.toMatchObject({ code: 'generator-option' })
  for (const alphabet of ['', 'a', 'abca'])
    await expect(generate('token', { alphabet })).rejects.toMatchObject({ code: 'generator-option' })
  await expect(generate('jwt-secret', { algorithm: 'none' })).rejects.toMatchObject({ code: 'generator-option' })
  await expect(generate('rsa', { size: 2048 })).rejects.toMatchObject({ code: 'generator-option' })
  await expect(generate('password', { length: 3, 'min-digits': 9 })).rejects.toMatchObject({ code: 'generator-option' })
  await expect(generate('constructor')).rejects.toMatchObject({ code: 'no-generator' })
})

test('what is too weak is refused, unless it is asked for', async () => {
  await expect(generate('hex', { bytes: 7 })).rejects.toMatchObject({ code: 'too-weak' })
  expect((await generate('hex', { bytes: 7 }, webRandom, true)).value).toHaveLength(14)
  expect((await generate('hex', { bytes: 8 })).value).toHaveLength(16)
  await expect(generate('passphrase', { words: 4 })).rejects.toMatchObject({ code: 'too-weak' })
})

test('more bytes than one call of the platform gives', () => {
  const bytes = webRandom.bytes(200_001)
  expect(bytes).toHaveLength(200_001)
  // The last block is filled too.
  expect(bytes.subarray(-1000).some((byte) => byte !== 0)).toBe(true)
})

describe('encodings', () => {
  const bytes = fc.uint8Array({ maxLength: 80 })
  test('are what Node makes, and lead back', () => {
    fc.assert(
      fc.property(bytes, (data) => {
        expect(toBase64(data)).toBe(Buffer.from(data).toString('base64'))
        expect(toBase64Url(data)).toBe(Buffer.from(data).toString('base64url'))
        expect(fromBase64(toBase64(data))).toEqual(Uint8Array.from(data))
        expect(fromBase58(toBase58(data))).toEqual([...data])
        expect(decodeBase32(toBase32(data).replaceAll('=', ''))).toEqual([...data])
        expect(toBase32(data).length % 8).toBe(0)
        expect(fromBase62(toBase62(data), data.length)).toEqual([...data])
      }),
    )
  })

  test('base62 has one length for each number of bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (data) => {
        expect(toBase62(data)).toHaveLength(43)
      }),
    )
    expect(toBase62(new Uint8Array(32).fill(255))).toHaveLength(43)
  })
})

function fromBase62(text: string, length: number): number[] {
  let number = 0n
  for (const char of text) number = number * 62n + BigInt(ALPHABETS.base62.indexOf(char))
  return Array.from({ length }, (_, i) => Number((number >> BigInt(8 * (length - 1 - i))) & 255n))
}

test('passwords meet their demands, whatever they are', async () => {
  const least = fc.integer({ min: 0, max: 3 })
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 14, max: 30 }), least, least, least, least, async (length, a, b, c, d) => {
      const options = { 'min-lower': a, 'min-upper': b, 'min-digits': c, 'min-symbols': d, 'look-alikes': false }
      const { value, bits } = await generate('password', { length, ...options }, webRandom, true)
      const count = (test: RegExp): number => value.replace(test, '').length
      expect(value).toHaveLength(length)
      expect(value).not.toMatch(/[0O1Il|]/)
      expect(count(/[^a-z]/g)).toBeGreaterThanOrEqual(a)
      expect(count(/[^A-Z]/g)).toBeGreaterThanOrEqual(b)
      expect(count(/[^0-9]/g)).toBeGreaterThanOrEqual(c)
      expect(count(/[A-Za-z0-9]/g)).toBeGreaterThanOrEqual(d)
      expect(bits).toBeLessThanOrEqual(Math.log2(69) * length)
    }),
    { numRuns: 50 },
  )
})

test('the entropy of a password with demands is that of the passwords that meet them', async () => {
  // Of two characters of "a" to "z", "A" to "Z", "0" to "9", one digit at least: 62^2 - 52^2.
  const options = { length: 2, symbols: '', 'min-lower': 0, 'min-upper': 0, 'min-digits': 1 }
  const { bits } = await generate('password', options, webRandom, true)
  expect(bits).toBeCloseTo(Math.log2(62 ** 2 - 52 ** 2), 9)
})

test('the word list is the whole one, and no word begins another: any separator will do', () => {
  expect(new Set(EFF_WORDS).size).toBe(7776)
  const sorted = EFF_WORDS.toSorted()
  expect(sorted.filter((word, i) => sorted[i + 1]?.startsWith(word))).toEqual([])
})

test('UUIDs of version 7 carry the time and sort by it', async () => {
  const before = Date.now()
  const first = (await generate('uuid7')).value
  await setTimeout(5)
  const second = (await generate('uuid7')).value
  const time = parseInt(first.replaceAll('-', '').slice(0, 12), 16)
  expect(time).toBeGreaterThanOrEqual(before)
  expect(time).toBeLessThanOrEqual(Date.now())
  expect(first < second).toBe(true)
})

test('our own scanner knows a token with a prefix and a checksum, and no other one', async () => {
  const { value } = await generate('prefixed', { prefix: 'ghp' })
  const [found] = await scanText(`x = ${value}`)
  expect(found).toMatchObject({ rule: 'github-pat', confidence: 'high' })
  const wrong = value.slice(0, -1) + (value.endsWith('a') ? 'b' : 'a')
  expect((await scanText(`x = ${wrong}`)).filter(({ rule }) => rule === 'github-pat')).toEqual([])
})

test('nothing of src/generate needs Node: the page runs the same code', () => {
  const files = readdirSync('src/generate', { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )
  expect(files.length).toBeGreaterThan(40)
  for (const file of files)
    expect(readFileSync(path.join('src/generate', file), 'utf8'), file).not.toMatch(
      /from 'node:|\bBuffer\b|\bprocess\./,
    )
})

test('characters are those of the alphabet', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 33, max: 126 }), { minLength: 1 }), (codes) => {
      const alphabet = String.fromCharCode(...codes)
      expect([...characters(webRandom, alphabet, 50)].every((char) => alphabet.includes(char))).toBe(true)
    }),
  )
})
