// What sounds like a secret and opens nothing is no candidate of the judge; what differs from it in one thing is.
import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { isCandidate } from './support/candidate.ts'

describe('names of places in a list and of what is sent once', () => {
  test.each(
    'nextPageToken resumeToken continuation-token syncToken cacheKey DEDUP_KEY idempotency_key rowKey sitekey rsaPubKey'.split(
      ' ',
    ),
  )('%s', (name) => expect(isCandidate(`"@${name}": "{{hex:32}}"`)).toBe(false))

  test.each('pageToken2Secret accessToken apiKey cachePassword syncSecret'.split(' '))('but %s', (name) =>
    expect(isCandidate(`"@${name}": "{{hex:32}}"`)).toBe(true),
  )
})

test('the algorithm of a secret is none', () => {
  expect(isCandidate('@SECRET_ALGORITHM = "PBKDF2WithHmacSHA{{[2]:1}}56"')).toBe(false)
  expect(isCandidate('@SECRET_ALGORITHM_KEY = "PBKDF2WithHmacSHA{{[2]:1}}56"')).toBe(true)
})

describe('public keys by what stands beside them, and tokens for what everybody may look at', () => {
  test.each([
    '{"@key": "{{base64:44}}", "title": "x", "verified": true}',
    'nkey: x, @nkey: O{{[A-Z2-7]:55}}',
    'https://host.test/graph/badge.svg?@token={{alnum:10}}',
    `<script data-cf-beacon='{"@token": "{{hex:32}}"}'>`,
    '@WS_KEY = "258EAFA5-E914-{{HEX:4}}"',
  ])('%s', (template) => expect(isCandidate(template)).toBe(false))
  test.each([
    '{"@apiKey": "{{base64:44}}", "title": "x", "verified": true}',
    '{"@key": "{{base64:44}}", "title": "x", "used": true}',
    '@nkey: S{{[A-Z2-7]:55}}',
    'https://host.test/graph/data?@token={{alnum:10}}',
    `<script data-cf-ray='{"@token": "{{hex:32}}"}'>`,
  ])('but not %s', (template) => expect(isCandidate(template)).toBe(true))
})

test('what is said of a password, a cipher or a secret: its fault, its list, its name in AWS', () => {
  expect(isCandidate('form.has_error("@password1", "requ{{[i]:1}}red")', 'a.py')).toBe(false)
  expect(isCandidate('form.has_field("@password1", "requ{{[i]:1}}red")', 'a.py')).toBe(true)
  expect(isCandidate('ciphers "HIGH:!@PSK:!aECDH:!{{[M]:1}}D5"')).toBe(false)
  expect(isCandidate('ciphers "HIGH:@PSK:!aECDH:!{{[M]:1}}D5"')).toBe(true)
  expect(isCandidate('"arn:aws:secretsmanager:us-east-2:{{digits:12}}:@secret:db_cluster-{{alnum:6}}"')).toBe(false)
  expect(isCandidate('"key:aws:secretsmanager:us-east-2:{{digits:12}}:@secret:db_cluster-{{alnum:6}}"')).toBe(true)
})

test('names of fields and variables, and what a text is asked for', () => {
  expect(isCandidate('check("@password1", "pass{{[w]:1}}ord2")')).toBe(false)
  expect(isCandidate('check("@password1", "pass{{[w]:1}}ords2")')).toBe(true)
  expect(isCandidate('that: newpass == x, @newpass == new{{[p]:1}}ass2')).toBe(false)
  expect(isCandidate('that: @newpass == "new{{[p]:1}}ass2"')).toBe(true)
  expect(isCandidate('assert @token.endswith(b".c2{{[l]:1}}nbmF0dXJl")', 'a.py')).toBe(false)
  expect(isCandidate('assert @token.equals(b".c2{{[l]:1}}nbmF0dXJl")', 'a.py')).toBe(true)
  expect(isCandidate('"an at-sign in the @password: pw-a{{[f]:1}}ter-1"')).toBe(false)
  expect(isCandidate('type in the @password: pw-a{{[f]:1}}ter-1')).toBe(true)
  expect(isCandidate('"as root use @password: pw-a{{[f]:1}}ter-1"')).toBe(true)
})

test('random names of random values', () => {
  expect(isCandidate('"@C1wPwdTQeGgf": "{{alnum:12}}"')).toBe(false)
  expect(isCandidate('"@oauth2JWTKeyName": "{{alnum:12}}"')).toBe(true)
  expect(isCandidate('"@mysqlrootpwd": "{{alnum:12}}"')).toBe(true)
})

describe('fingerprints', () => {
  test.each([
    'ENV @GPG_KEY {{HEX:40}}',
    'ENV @TINI_KEY {{HEX:40}}',
    '@signingkey = {{HEX:16}}',
    'test_@ppa_key: {{HEX:8}}',
    'RUN apt-key adv keyserver x; @KEY={{HEX:40}}',
  ])('%s', (template) => expect(isCandidate(template)).toBe(false))
  test.each(['ENV @GPG_KEY {{hex:40}}', '@API_KEY = {{HEX:40}}', '@GPG_KEY={{HEX:32}}'])('but not %s', (template) =>
    expect(isCandidate(template)).toBe(true),
  )
})

test('a checksum of a secret', () => {
  expect(isCandidate('verify("@password", "{{hex:32}}")')).toBe(false)
  expect(isCandidate('put("@password", "{{hex:32}}")')).toBe(true)
  expect(isCandidate('verify("@token", "{{hex:32}}")')).toBe(true)
  expect(isCandidate('checksum/@secret: {{hex:64}}')).toBe(false)
  expect(isCandidate('vault/@secret: {{hex:64}}')).toBe(true)
})

test('a mount, and what an extension refers to', () => {
  expect(isCandidate('docker build @--secret id=npm{{[1-9]:1}},src=.npmrc .', 'a.sh')).toBe(false)
  expect(isCandidate('docker build @--secret src=./s{{[1-9]:1}} .', 'a.sh')).toBe(false)
  expect(isCandidate('docker build @--secret sid={{[1-9]:9}} .', 'a.sh')).toBe(true)
  expect(isCandidate('@authorityKey=keyid:always,is{{[s]:1}}uer', 'a.cnf')).toBe(false)
})

test('what a log of changes says of a file', () => {
  expect(isCandidate('\t* g10/@get-key.c: Like{{[w]:1}}ise.', 'ChangeLog')).toBe(false)
  expect(isCandidate('\t* man/@passwd.1: Like{{[w]:1}}ise.', 'ChangeLog')).toBe(false)
  expect(isCandidate('\t* man @passwd.1: Like{{[w]:1}}ise.', 'ChangeLog')).toBe(true)
})

test('types and numbers of a program', () => {
  expect(isCandidate('  @Password?: XmlString256;', 'a.d.ts')).toBe(false)
  expect(isCandidate('  @Password: XmlString256', 'a.yml')).toBe(true)
  expect(isCandidate('@CHANGE_PASSWORD = 100{{[2]:1}}08;', 'a.ts')).toBe(false)
  expect(isCandidate('@CHANGE_PASSWORD = "100{{[2]:1}}08";', 'a.ts')).toBe(true)
})

test('names of hidden files', () => {
  expect(isCandidate("@password = after(read('.env.{{[d]:1}}ev'))", 'a.ts')).toBe(false)
  expect(isCandidate("@password = after(read('.Env7{{[d]:1}}ev'))", 'a.ts')).toBe(true)
})

test('words of a page', () => {
  expect(isCandidate('  @password: Clave-{{[a]:1}}ctual', 'config/locales/es.yml')).toBe(false)
  expect(isCandidate('  @password: Clave-{{[a]:1}}ctual', 'config/es.yml')).toBe(true)
  expect(isCandidate('  @password: Clave-{{[a]:1}}ctual7', 'config/locales/es.yml')).toBe(true)
})

test('keys that say that they are published', () => {
  expect(isCandidate('@accessToken = "pk.{{base62:60}}.{{base62:20}}"')).toBe(false)
  expect(isCandidate('@accessToken = "sk.{{base62:60}}.{{base62:20}}"')).toBe(true)
  expect(isCandidate('@applicationServerKey = "B{{base64url:86}}"')).toBe(false)
  expect(isCandidate('@applicationServerKey = "B{{base64url:80}}"')).toBe(true)
})

test('results of tests: by the file, or by the line above or below', () => {
  expect(isCandidate('@PASS: gas-{{[a]:1}}lign2\n', 'gas.sum')).toBe(false)
  expect(isCandidate('FAIL: x\n@PASS: gas-{{[a]:1}}lign2\n', 'out.txt')).toBe(false)
  expect(isCandidate('@PASS: gas-{{[a]:1}}lign2\n    --- FAIL: y\n', 'out.txt')).toBe(false)
  expect(isCandidate('USER: gas\n@PASS: gas-{{[a]:1}}lign2\nHOST: y\n', 'out.txt')).toBe(true)
})

test('rules of a form', () => {
  expect(isCandidate("'@password' => 'required|{{[s]:1}}tring|min:8|max:255'")).toBe(false)
  expect(isCandidate("'@password' => 'required|{{[S]:1}}tring!|8'")).toBe(true)
})

test('public keys of every kind, and no private ones', () => {
  const pairs = [
    generateKeyPairSync('rsa', { modulusLength: 1024 }),
    generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    generateKeyPairSync('ed25519'),
  ]
  for (const { publicKey, privateKey } of pairs) {
    const shown = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
    expect(isCandidate(`"@encryptKey": "${shown.slice(0, 500)}"`)).toBe(false)
    const hidden = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64')
    expect(isCandidate(`"@encryptKey": "${hidden.slice(0, 500)}"`)).toBe(true)
  }
})

test('what only one cluster can open', () => {
  expect(isCandidate('  encryptedData:\n    @password: AgB{{base64:300}}')).toBe(false)
  expect(isCandidate('  stringData:\n    @password: AgB{{base64:300}}')).toBe(true)
})

test('variables of Vim', () => {
  expect(isCandidate('let @passwd = s:netrw_passwd', 'netrw.vim')).toBe(false)
  expect(isCandidate('let @passwd = s:netrw_passwd', 'netrw.ini')).toBe(true)
})

test('files of package managers', () => {
  expect(isCandidate('  @Some-Token: {{hex:40}}', 'ios/Podfile.lock')).toBe(false)
  expect(isCandidate('  @Some-Token: {{hex:40}}', 'ios/Podfile')).toBe(true)
})
