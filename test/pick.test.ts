// What a new secret is made like: each type is known again by its own value, and by the names that people give it.
import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { generate } from '../src/generate/generate.ts'
import { generators } from '../src/generate/kinds/index.ts'
import { pick } from '../src/generate/pick.ts'
import type { GeneratorOptions } from '../src/generate/contract.ts'
import { expand } from '../src/rules/template.ts'

const made = async (type: string, options: GeneratorOptions = {}): Promise<string> =>
  (await generate(type, options)).value

describe('a value says what it is', () => {
  const EXACT = 'uuid4 uuid7 laravel paserk age ssh ed25519 ec rsa prefixed reset-url'.split(' ')
  test.each(EXACT)('%s, under any name', async (type) => {
    expect(pick({ value: await made(type), key: 'FERNET_KEY' }).type).toBe(type)
  })

  test.each(['ed25519', 'ec', 'rsa'])('%s as JWK', async (type) => {
    expect(pick({ value: await made(type, { format: 'jwk' }) })).toMatchObject({ type, options: { format: 'jwk' } })
  })

  test('keys in the older forms of OpenSSL', () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
    expect(pick({ value: rsa.export({ type: 'pkcs1', format: 'pem' }).toString() }).type).toBe('rsa')
    expect(pick({ value: rsa.export({ type: 'pkcs8', format: 'pem' }).toString() }).type).toBe('rsa')
    expect(pick({ value: ec.export({ type: 'sec1', format: 'pem' }).toString() }).type).toBe('ec')
  })

  test('with its options', async () => {
    expect(pick({ value: await made('paserk', { version: 3 }) }).options).toEqual({ version: 3 })
    expect(pick({ value: await made('laravel', { bytes: 16 }) }).options).toEqual({ bytes: 16 })
    expect(pick({ value: await made('prefixed', { prefix: 'acme_live' }) }).options).toEqual({ prefix: 'acme_live' })
  })
})

describe('random bytes keep their encoding and length', () => {
  test.each([
    ['hex', { bytes: 24 }],
    ['base64', { bytes: 32 }],
    ['base64', { bytes: 40 }],
  ])('%s %o', async (type, options) => {
    for (let i = 0; i < 20; i++) expect(pick({ value: await made(type, options) })).toMatchObject({ type, options })
  })

  test('without any digit too; words have no form', () => {
    // As 32 random bytes come out once in a thousand times.
    const bytes = Array.from({ length: 10 }, (_, seed) =>
      expand('{{upper:11}}{{lower:11}}{{upper:10}}{{lower:11}}=', `${seed}`),
    )
    for (const { text } of bytes)
      expect(pick({ value: text })).toMatchObject({ type: 'base64', options: { bytes: 32 } })
    for (const words of [
      'thisismysecretpassword',
      'CorrectHorseBatteryStaple',
      'replace_me_with_a_secret',
      'DoNotUseThisInProduction=',
    ])
      expect(pick({ value: words })).toMatchObject({ type: 'hex', options: {} })
  })

  test('characters of an alphabet', async () => {
    for (const alphabet of ['base32', 'base36', 'alphanumeric'])
      expect(pick({ value: await made('token', { alphabet, length: 41 }) })).toMatchObject({
        type: 'token',
        options: { alphabet, length: 41 },
      })
  })

  test('and what is made like it has the same form', async () => {
    const value = await made('token', { length: 37 })
    const { type, options } = pick({ value })
    expect((await generate(type, options)).value).toMatch(/^[A-Za-z0-9]{37}$/)
  })
})

/** Names as they stand in files, and the type of a new value. */
const NAMES: Record<string, string> = {
  SECRET_KEY: 'django',
  DJANGO_SECRET_KEY: 'django',
  FLASK_SECRET_KEY: 'flask',
  SECRET_KEY_BASE: 'rails',
  RAILS_MASTER_KEY: 'rails-master-key',
  APP_KEY: 'laravel',
  APP_SECRET: 'symfony', // unleak:allow generic-secret -- the name of a generator
  NEXTAUTH_SECRET: 'nextauth',
  AUTH_SECRET: 'nextauth',
  SECURE_AUTH_SALT: 'wordpress-salt',
  JWT_SECRET: 'jwt-secret',
  jwtSecret: 'jwt-secret',
  FERNET_KEY: 'fernet',
  AIRFLOW__CORE__FERNET_KEY: 'fernet',
  PASETO_KEY: 'paserk',
  WG_PRIVATE_KEY: 'wireguard',
  WG_PSK: 'wireguard-psk',
  AES_KEY: 'aes',
  ENCRYPTION_KEY: 'aes',
  POSTGRES_PASSWORD: 'token',
  PGPASSWORD: 'token',
  dbPassword: 'token',
  DEPLOY_SSH_KEY: 'ssh',
  SOPS_AGE_KEY: 'age',
  INTERNAL_API_KEY: 'base64url',
  SOMETHING: 'hex',
}

describe('a name says what it needs', () => {
  test.each(Object.entries(NAMES))('%s: %s', (key, type) => {
    expect(pick({ key }).type).toBe(type)
  })

  test('a speaking old value changes nothing', () => {
    for (const [key, type] of Object.entries(NAMES)) expect(pick({ key, value: 'changeme' }).type, key).toBe(type)
  })

  test('among the programs that share a name, the old value decides', async () => {
    const pairs = [
      ['SECRET_KEY', 'django'],
      ['SECRET_KEY', 'flask'],
      ['SECRET_KEY_BASE', 'rails'],
      ['SECRET_KEY_BASE', 'phoenix'],
      ['APP_KEY', 'laravel'],
      ['FERNET_KEY', 'fernet'],
      ['TASTYPIE_KEY', 'tastypie'],
    ]
    for (const [key, type] of pairs) expect(pick({ key: key!, value: await made(type!) }).type).toBe(type)
  })

  test('a random value in another form keeps it', async () => {
    expect(pick({ key: 'JWT_SECRET', value: await made('hex', { bytes: 48 }) })).toMatchObject({
      type: 'hex',
      options: { bytes: 48 },
    })
  })

  test('a type that was asked for is it', () => {
    expect(pick({ type: 'ssh', key: 'FERNET_KEY' }).type).toBe('ssh')
  })
})

test('every picked type is there and makes something with the picked options', async () => {
  const values = ['{{hex:32}}', '{{base64url:43}}', '{{base32:26}}', '{{uuid:}}', '{{[!-~]:24}}', '{{digits:9}}', 'a']
  for (const [i, template] of values.entries())
    for (const key of [undefined, ...Object.keys(NAMES)]) {
      const value = expand(template, `${i}`).text
      const { type, options, why } = pick({ value, ...(key === undefined ? {} : { key }) })
      expect(Object.keys(generators)).toContain(type)
      if (type !== 'rsa') expect((await generate(type, options)).bits).toBeGreaterThanOrEqual(64)
      if (value.length > 5) expect(why).not.toContain(value)
    }
})
