// The offline proofs as a user meets them: the right secret is believed, and says why; a broken one is dropped or doubted.
import { expect, test } from 'vitest'
import { DEFAULTS } from '../src/defaults.ts'
import { createMatcher } from '../src/detect/matcher.ts'
import { scanChunk } from '../src/pipeline.ts'
import { compileRules } from '../src/rules/compile.ts'
import { expand } from '../src/rules/template.ts'
import { RULES } from './support/all-rules.ts'

const matcher = createMatcher(compileRules(RULES))
const text = (template: string): string => expand(template, 'proofs').text

/** What a rule says of a text: its confidence and reasons, or that it is silent. */
async function said(rule: string, content: string): Promise<string> {
  const bytes = Buffer.from(content)
  const config = { ...DEFAULTS, minConfidence: 'low' as const }
  const found = (await scanChunk({ path: 'a.txt', bytes, binary: false }, matcher, config)).find(
    (finding) => finding.rule === rule,
  )
  return found ? `${found.confidence}: ${found.reasons.join('; ')}` : 'silent'
}

/** The last letter or digit becomes another one of its kind. */
const misprinted = (secret: string): string =>
  secret.replace(/[A-Za-z0-9](?=[^A-Za-z0-9]*$)/, (char) =>
    /\d/.test(char)
      ? String((Number(char) + 1) % 10)
      : /[a-f]/.test(char)
        ? char === 'a'
          ? 'b'
          : 'a'
        : char === 'Q'
          ? 'R'
          : 'Q',
  )

const json = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (payload: object): string => `${json({ alg: 'HS256' })}.${json(payload)}.${text('{{base64url:42}}k')}`
const armored = (label: string, body: string): string => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`
/** A sequence that says how long it is, as DER does. */
const der = Buffer.concat([Buffer.from('308204a6', 'hex'), Buffer.from(text('{{base64:1190}}'))])
const body = der.toString('base64').replaceAll(/.{64}/g, '$&\n')

/** An example of the rule, as it is and with its last character changed. */
const example = (rule: string, index = 0): [string, string] => {
  const { text: whole, from, to } = expand(RULES.find(({ id }) => id === rule)!.examples[index]!, 'proofs')
  const secret = whole.slice(from, to)
  return [whole, whole.slice(0, from) + misprinted(secret) + whole.slice(to)]
}

test.each<[proof: string, rule: string, texts: [right: string, broken: string], right: RegExp, broken: RegExp]>([
  ['CRC32 of GitHub', 'github-pat', example('github-pat'), /^high: .*checksum/, /^silent/],
  ['CRC32 of npm', 'npm-access-token', example('npm-access-token'), /^high: .*checksum/, /^silent/],
  [
    'CRC32 of Grafana',
    'grafana-service-account-token',
    example('grafana-service-account-token'),
    /^high: .*checksum/,
    /^silent/,
  ],
  [
    'CRC32 of Confluent',
    'confluent-cloud-api-secret',
    example('confluent-cloud-api-secret'),
    /^high: .*checksum/,
    /^silent/,
  ],
  ['CRC32 of Atlassian', 'atlassian-api-token', example('atlassian-api-token'), /^high: .*checksum/, /^silent/],
  [
    'tokens of GitLab that name their length',
    'gitlab-pat',
    example('gitlab-pat', 1),
    /^high: ./,
    /^medium: its length field is right$/,
  ],
  [
    'identifiable keys of Azure',
    'azure-storage-account-key',
    example('azure-storage-account-key'),
    /^high: ./,
    /^(?!high: .+)/,
  ],
  [
    'macaroons of PyPI',
    'pypi-upload-token',
    [example('pypi-upload-token')[0], example('pypi-upload-token')[0].slice(0, -8)],
    /^high: .*whole macaroon/,
    /^silent/,
  ],
  [
    'JSON in tokens of Sentry',
    'sentry-org-token',
    [example('sentry-org-token')[0], example('sentry-org-token')[0].replace(/eyJ.{4}/, 'eyJAAAA')],
    /^high: .*JSON in it is right/,
    /^silent/,
  ],
  ['Bech32 of age', 'age-secret-key', example('age-secret-key'), /^high: .*checksum/, /^silent/],
  ['CRC16 of NATS', 'nats-seed', example('nats-seed'), /^high: .*checksum/, /^silent/],
  [
    'CRC16 of NATS in a block that says what it is',
    'nats-credentials-seed',
    example('nats-credentials-seed'),
    /^high: .*checksum/,
    /^medium: .*checksum/,
  ],
  ['Luhn', 'payment-card-number', example('payment-card-number'), /^./, /^silent/],
  [
    'the account in key ids of AWS',
    'aws-access-key-id',
    [text('AKIAQ{{[A-Z2-7]:15}}'), text('AKIAC{{[A-Z2-7]:15}}')],
    /belongs to account \d{12}/,
    /^high: $/,
  ],
  [
    'the end of a JWT',
    'jwt',
    [jwt({ sub: 'a' }), jwt({ sub: 'a', exp: 'never' }).replace('.', '.!')],
    /^high: .*never expires/,
    /^silent/,
  ],
  [
    'a whole key in PEM',
    'private-key-rsa',
    [armored(`RSA ${'PRIVATE'} KEY`, body), armored(`RSA ${'PRIVATE'} KEY`, body.slice(0, -200))],
    /^high: .*whole and not encrypted/,
    /^medium: .*cut, changed or no key/,
  ],
  [
    'a passphrase on a key',
    'private-key-encrypted-legacy',
    [
      armored(`RSA ${'PRIVATE'} KEY`, `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,${text('{{HEX:32}}')}\n\n${body}`),
      armored(`RSA ${'PRIVATE'} KEY`, body),
    ],
    /^medium: .*encrypted with a passphrase/,
    /^silent/,
  ],
  [
    'the JSON of a service account',
    'gcp-service-account-key',
    [example('gcp-service-account-key')[0], example('gcp-service-account-key')[0].replace('MIIEv', 'AAAAv')],
    /^high: ./,
    /^(?!high)/,
  ],
  [
    'the JSON of 1Password',
    '1password-service-account-token',
    [example('1password-service-account-token')[0], text('ops_eyJ{{base64url:400}}')],
    /^high: ./,
    /^(?!high)/,
  ],
])('%s', async (_, rule, [right, broken], ifRight, ifBroken) => {
  expect(broken).not.toBe(right)
  expect(await said(rule, right)).toMatch(ifRight)
  expect(await said(rule, broken)).toMatch(ifBroken)
})

test('an expired JWT is lowered', async () => {
  expect(await said('jwt', jwt({ sub: 'a', exp: 4_000_000_000 }))).toMatch(/^high/)
  const config = { ...DEFAULTS, minConfidence: 'low' as const }
  const late = createMatcher(compileRules(RULES.filter(({ id }) => id === 'jwt')))
  const chunk = { path: 'a.txt', bytes: Buffer.from(jwt({ exp: 1_600_000_000 })), binary: false }
  const findings = await scanChunk(chunk, (bytes, options) => late(bytes, { ...options, now: 1_700_000_000 }), config)
  expect(findings).toMatchObject([{ confidence: 'low', reasons: [expect.stringContaining('expired on 2020-09-13')] }])
})

test('the prefix of Stripe tells live from test', async () => {
  const severity = async (content: string): Promise<string[]> =>
    (await scanChunk({ path: 'a.txt', bytes: Buffer.from(content), binary: false }, matcher, DEFAULTS)).map(
      (finding) => finding.severity,
    )
  expect(await severity(text('sk_live_{{base62:99}}'))).toEqual(['critical'])
  expect(await severity(text('sk_test_{{base62:99}}'))).toEqual(['low'])
  expect(await severity(text('pk_live_{{base62:99}}'))).toEqual([])
})
