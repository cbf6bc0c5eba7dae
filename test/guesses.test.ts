// What the guessing rules go by: names, placeholders and randomness.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entropy } from '../src/detect/entropy.ts'
import { judgeName, namesIdentifier, words } from '../src/detect/names.ts'
import { isPlaceholder } from '../src/filters/placeholder.ts'
import { expand } from '../src/rules/template.ts'

describe('names', () => {
  test.each([
    ['apiKey', ['api', 'key']],
    ['API_KEY', ['api', 'key']],
    ['XMLHttpRequest', ['xml', 'http', 'request']],
    ['db.password2', ['db', 'password']],
    ['--client-secret', ['client', 'secret']],
    ['', []],
  ])('words of %s', (name, expected) => {
    expect(words(name)).toEqual(expected)
  })

  test.each([
    ['password', 'password'],
    ['DB_PASSWORD', 'password'],
    ['db.password', 'password'],
    ['userPassword', 'password'],
    ['pwd', 'password'],
    ['passphrase', 'password'],
    ['secret', 'secret'],
    ['client-secret', 'secret'],
    ['SECRET_KEY_BASE', 'key'],
    ['accessToken', 'secret'],
    ['token', 'secret'],
    ['credentials', 'secret'],
    ['apikey', 'secret'],
    ['apiKey', 'key'],
    ['API_KEY', 'key'],
    ['x-api-key', 'key'],
    ['private_key', 'key'],
    ['encryptionKey', 'key'],
    ['AWS_ACCESS_KEY', 'key'],
  ])('%s announces a %s', (name, kind) => {
    expect(judgeName(name)).toBe(kind)
  })

  test.each([
    'keyboard',
    'monkey',
    'key',
    'primary_key',
    'foreignKey',
    'public_key',
    'publishable_key',
    'sort_key',
    'token_url',
    'secret_name',
    'passwordField',
    'password_hash_algorithm',
    'tokenExpiry',
    'PASSWORD_MIN_LENGTH',
    'api_key_id',
    'author',
    'bypass',
    'compass',
    'tokenizer',
    'secretManager',
    'passwordResetLink',
    'isToken',
    'user',
    '',
  ])('%s announces none', (name) => {
    expect(judgeName(name)).toBeUndefined()
  })

  test.each([
    ['TWITCH_CLIENT_ID', true],
    ['PUBLIC_KEY', true],
    ['datadog_commit', true],
    ['stripe.publishable', true],
    ['base_url', true],
    ['CLIENT_SECRET', false],
    ['api_key', false],
    ['idToken', false],
  ])('%s names an identifier: %s', (name, expected) => {
    expect(namesIdentifier(name)).toBe(expected)
  })
})

describe('placeholders', () => {
  test.each([
    'xxxxxxxxxxxxxxxx',
    'XXXX-XXXX-XXXX',
    'your-api-key',
    'YOUR_API_KEY_HERE',
    'your_github_token',
    'changeme',
    'change-me',
    '********',
    '................',
    'aaaaaaaaaaaaaaaa',
    '0000000000000000',
    'abababababababab',
    '1234567890',
    'abcdefghijklmnop',
    '0123456789abcdef0123456789abcdef',
    'AKIAIOSFODNN7EXAMPLE',
    'insert-your-key',
    'replace_me',
    '<placeholder>',
    'dummy-value',
    'REDACTED',
    'not-a-real-key',
    'foo',
    'TODO',
    'qwertyuiop',
  ])('%s', (value) => {
    expect(isPlaceholder(value)).toBe(true)
  })

  test.each(['hunter2', 'correct horse battery', 'Tr0ub4dor&3', 'footballer91', 'p4ssw0rd!', 'abc', 'test-2024-keys'])(
    '%s is none',
    (value) => {
      expect(isPlaceholder(value)).toBe(false)
    },
  )

  const encoded = (text: string): string => Buffer.from(text).toString('base64')

  test.each(['This is a file.', 'invalid json', 'privateKey', 'your-secret', 'some random words'])(
    '%s in base64',
    (text) => expect(isPlaceholder(encoded(text))).toBe(true),
  )

  test.each(['This1 is', 'staple battery', 'private7', 'an-entry', '{"a": "secret"}'])('%s in base64 is none', (text) =>
    expect(isPlaceholder(encoded(text))).toBe(false),
  )

  test('sequences that are most of the text', () => {
    expect(isPlaceholder(['xoxb', '1234', 'abcdefgh'].join('-'))).toBe(true)
    expect(isPlaceholder(['some', 'random', 'string12'].join(''))).toBe(true)
    expect(isPlaceholder(['tests', '12345'].join(''))).toBe(false)
  })

  test('a word of filler text only alone', () => {
    expect(isPlaceholder('lorem ipsum dolor')).toBe(true)
    expect(isPlaceholder('LoremIpsum')).toBe(true)
    expect(isPlaceholder(['Lorem', 'Ipsum86'].join(''))).toBe(false)
  })

  test("a format's fixed beginning does not count", () => {
    const random = expand('{{base62:24}}', 'placeholder').text
    expect(isPlaceholder(`example_${random}`)).toBe(true)
    expect(isPlaceholder(`example_${random}`, 'example_')).toBe(false)
    expect(isPlaceholder(`EXAMPLE_${random}`, 'example_')).toBe(false)
    expect(isPlaceholder(`key_${'x'.repeat(24)}`, 'key_')).toBe(true)
    expect(isPlaceholder('key_abcdefghijklmnopqrstuvwx', 'key_')).toBe(true)
  })

  test('random texts are none, but for a word by chance', () => {
    const shapes = ['{{base62:40}}', '{{hex:32}}', '{{uuid}}', '{{base64:64}}', '{{digits:20}}', '{{base36:24}}']
    const texts = shapes.flatMap((shape) => Array.from({ length: 500 }, (_, i) => expand(shape, `random ${i}`).text))
    expect(texts.filter((text) => isPlaceholder(text)).length).toBeLessThanOrEqual(3)
  })

  test('a word in a block of base64 is chance', () => {
    const block = expand('{{base64:150}}todo{{base64:150}}', 'block').text
    expect(isPlaceholder(block)).toBe(false)
  })
})

describe('entropy', () => {
  test.each([
    ['', 0],
    ['a', 0],
    ['aaaa', 0],
    ['ab', 1],
    ['aabb', 1],
    ['abcd', 2],
    ['0123456789abcdef', 4],
    ['aab', 0.9183],
  ])('%s has %d bits a character', (text, bits) => {
    expect(entropy(text)).toBeCloseTo(bits, 4)
  })

  test('lies between 0 and that of all characters being different, and heeds no order', () => {
    const property = fc.property(fc.string({ minLength: 1, maxLength: 60 }), (text) => {
      const bits = entropy(text)
      expect(bits).toBeGreaterThanOrEqual(0)
      expect(bits).toBeLessThanOrEqual(Math.log2(text.length) + 1e-9)
      expect(entropy([...text].toSorted().join(''))).toBeCloseTo(bits, 9)
    })
    fc.assert(property)
  })
})
