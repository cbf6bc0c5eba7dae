// Encoded text: secrets in it are found three levels deep, once, as what they are.
import { deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { findEncoded } from '../src/detect/encoded.ts'
import { scanText } from '../src/library.ts'
import { expand } from '../src/rules/template.ts'
import type { Finding } from '../src/types.ts'
import { token } from './support/scratch.ts'

const base64 = (text: string | Buffer): string => Buffer.from(text).toString('base64')
const url = (text: string): string => Buffer.from(text).toString('base64url')
const TOKEN = token('decode')
const PASSWORD = expand('{{alnum:18}}', 'decode').text
const hex2 = (char: string): string => char.charCodeAt(0).toString(16).padStart(2, '0')
const each = (text: string, escape: (char: string) => string): string => [...text].map(escape).join('')
const scan = (text: string | Buffer, name = 'notes.txt'): Promise<Finding[]> =>
  scanText(text, name, { cwd: '/', minConfidence: 'low' })
/** Rule, and how it was read. */
const told = (findings: Finding[]): string[] =>
  findings.map(({ rule, encodings: how = [] }) => [rule, ...how].join(' < '))

describe('a token is found, its own text is the secret, and it is told once', () => {
  const escaped = (escape: (char: string) => string) => (text: string) => each(text, escape)
  const ONE: Record<string, [how: string, encode: (text: string) => string]> = {
    base64: ['base64', (text) => base64(`token ${text}`)],
    'base64 behind a path': ['base64', (text) => `https://a.test/raw/${base64(`token ${text}`)}`],
    base64url: ['base64url', (text) => Buffer.from(`{"t":"${text}","q":"??>>~~"}`).toString('base64url')],
    hex: ['hex', (text) => Buffer.from(text).toString('hex')],
    percent: ['percent-encoding', escaped((char) => `%${hex2(char)}`)],
    unicode: ['escapes of a string', escaped((char) => `\\u00${hex2(char)}`)],
    x: ['escapes of a string', escaped((char) => `\\x${hex2(char)}`)],
    braces: ['escapes of a string', escaped((char) => `\\u{${hex2(char)}}`)],
    entities: ['HTML entities', escaped((char) => `&#${char.charCodeAt(0)};`)],
    highlighted: ['highlighted code', (text) => `${text.slice(0, 9)}</span><span class="s2">${text.slice(9)}`],
    gzip: ['base64 < gzip', (text) => base64(gzipSync(`a line\ntoken ${text}\n`))],
    zlib: ['base64 < zlib', (text) => base64(deflateSync(`a line\ntoken ${text} ~~~\n`))],
    PowerShell: ['base64 < UTF-16', (text) => base64(Buffer.from(`$t = "${text}"`, 'utf16le'))],
  }
  test.each(Object.entries(ONE))('%s', async (_, [how, encode]) => {
    const line = `value "${encode(TOKEN)}" end`
    const findings = await scan(`first\n${line}\n`)
    expect(told(findings)).toEqual([`github-pat < ${how}`])
    const [{ secret, line: at, column, endColumn, reasons, fingerprint }] = findings as [Finding]
    expect(secret.reveal()).toBe(TOKEN)
    expect(reasons).toContain(`decoded from ${how.replaceAll(' < ', ', then ')}`)
    expect([at, column >= 8, endColumn <= line.length - 3]).toEqual([2, true, true])
    expect(fingerprint).toBe((await scan(TOKEN))[0]!.fingerprint)
  })

  test('three levels, and not four', async () => {
    const wrap = (text: string, times: number): string =>
      times === 0 ? text : base64(`the next one: ${wrap(text, times - 1)}`)
    expect(told(await scan(wrap(TOKEN, 3)))).toEqual(['github-pat < base64 < base64 < base64'])
    expect(told(await scan(wrap(TOKEN, 4)))).toEqual([])
    const mixed = base64(`u=https://a.test/?q=${each(base64(`token ${TOKEN}`), (char) => `%${hex2(char)}`)}`)
    expect(told(await scan(mixed))).toEqual(['github-pat < base64 < percent-encoding < base64'])
  })

  test('raw beside encoded, and escapes next to a raw one', async () => {
    expect(told(await scan(`${TOKEN}\n${base64(`token ${TOKEN}`)}\n`))).toEqual(['github-pat', 'github-pat < base64'])
    expect(told(await scan(`"\\u0041 ${TOKEN} %41 &#65;"`))).toEqual(['github-pat'])
  })

  test('several in one packed text, each with its own secret', async () => {
    const text = `api:\n  password: ${PASSWORD}\n  token: ${TOKEN}\n`
    expect(told(await scan(`x ${base64(gzipSync(text))}`)).toSorted()).toEqual([
      'generic-secret < base64 < gzip',
      'github-pat < base64 < gzip',
    ])
  })

  test('an id and its secret, in one text and in two', async () => {
    const id = expand('AKIA{{[A-Z2-7]:16}}', 'id').text
    const secret = expand('{{base64:40}}', 'aws').text
    const settings = `[default]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`
    for (const text of [base64(settings), base64(gzipSync(settings)), `${base64(`key id ${id} here`)}\n${settings}`]) {
      const findings = await scan(text)
      expect(findings.filter(({ rule }) => rule === 'aws-secret-access-key')).toMatchObject([{ confidence: 'high' }])
    }
  })

  test('a private key in base64 is told as one', async () => {
    const pem = expand('{{pem:EC PRIVATE KEY}}', 'decode').text
    const [raw] = await scan(`${pem}\n`)
    const [finding, ...more] = await scan(`KEY_DATA: ${base64(`${pem}\n`)}\n`)
    expect(more).toEqual([])
    expect(finding).toMatchObject({ rule: raw!.rule, fingerprint: raw!.fingerprint })
  })

  test('permissions and changes are those of the line that holds the encoded text', async () => {
    const line = `value ${base64(`token ${TOKEN}`)}`
    expect(await scan(`${line} # unleak:allow github-pat -- an example\n`)).toEqual([])
  })
})

describe('guesses', () => {
  const text = { json: `{"db":{"password":"${PASSWORD}"}}`, env: `USER=app\nDB_PASSWORD=${PASSWORD}\n` }
  test.each(Object.entries(text))('are made in configuration: %s', async (_, content) => {
    const [finding, ...more] = await scan(`DATA=${base64(content)}\n`, 'settings.env')
    expect(more).toEqual([])
    expect(finding).toMatchObject({ rule: 'generic-secret', encodings: ['base64'] })
    expect(finding!.secret.reveal()).toBe(PASSWORD)
  })

  test('and not in programs and pages, in which the forms of vendors count all the same', async () => {
    const program = `function login() { const password = "${PASSWORD}"; return go("${TOKEN}") }`
    expect(told(await scan(`x = ${base64(program)}\n`))).toEqual(['github-pat < base64'])
  })
})

describe('what is no text is left at once', () => {
  const noise = Buffer.from(expand('{{alnum:6000}}', 'noise').text, 'base64')
  test.each([
    ['a picture', `<img src="data:image/svg+xml;base64,${base64(`<svg>${TOKEN}</svg>`)}">`],
    ['a source map', `//# sourceMappingURL=data:application/json;base64,${base64(`{"sources":["${TOKEN}"]}`)}`],
    ['random bytes', base64(noise)],
    ['digests', expand('sha512-{{base64:86}}==\n{{hex:64}}\n{{hex:40}}\n', 'sri').text],
    ['a signed token', `${url('{"alg":"HS256","t":"x"}')}.${url(`{"k":"${TOKEN}"}`)}.${base64(noise).slice(0, 40)}`],
    ['a path', 'src/components/AuthenticationProvider/internal/hooks/useAuthentication'],
    ['a name', 'THIS_IS_A_VERY_LONG_NAME_OF_A_CONSTANT_IN_A_PROGRAM'],
  ])('%s', (_, content) => {
    expect(findEncoded(Buffer.from(content)).runs).toEqual([])
  })
})

describe('what is made to hurt', () => {
  const skippedOf = async (content: string): Promise<string[]> => {
    const { matchesOf } = await import('../src/matches.ts')
    const reasons: string[] = []
    await matchesOf(
      Buffer.from(content),
      () => [],
      {},
      (reason) => reasons.push(reason),
    )
    return reasons
  }
  test('a bomb of gzip is not unpacked, and that is told', async () => {
    expect(await skippedOf(base64(gzipSync(Buffer.alloc(64e6, 97))))).toEqual([
      'packed text in it is larger than 8 MB and was not read',
    ])
  })

  test('many small bombs share one limit', async () => {
    const small = base64(gzipSync(Buffer.alloc(3e6, 97)))
    const reasons = await skippedOf(`${small}\n${small}\n${small}\n${small}\n`)
    expect(new Set(reasons)).toEqual(new Set(['packed text in it is larger than 8 MB and was not read']))
  })

  test('a cut stream gives what there is of it', async () => {
    const noise = expand('{{base64:3000}}', 'cut').text
    const packed = gzipSync(`token ${TOKEN} ${noise}`)
    expect(told(await scan(base64(packed.subarray(0, packed.length - 300))))).toEqual(['github-pat < base64 < gzip'])
  })

  test('time grows with the length, for whatever is repeated', async () => {
    for (const part of [
      '%41',
      '\\u0041',
      '&#65;',
      '\\\\u0041%41&#65;',
      `${base64('text that is long enough')} `,
      'A',
      'kind: Secret\n',
      'kind: Secret\ndata:\n  a: QUJDRA==\n',
    ]) {
      const time = async (length: number): Promise<number> => {
        const content = part.repeat(Math.ceil(length / part.length))
        const { user, system } = process.cpuUsage()
        await skippedOf(content)
        const after = process.cpuUsage()
        return (after.user + after.system - user - system) / 1e3
      }
      await time(20_000)
      const small = await time(100_000)
      expect(await time(400_000), part).toBeLessThan(8 * small + 150)
    }
  })
})
