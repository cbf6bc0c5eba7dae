// Files that are secrets as a whole: found by name, told by content where it tells, silent where nothing is given away.
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { expand } from '../src/rules/template.ts'
import { Scratch } from './support/scratch.ts'

const text = (template: string): string => expand(template, 'key-files').text

/** `RULE confidence` of what is found in a repository with this one file. */
function found(name: string, content: string | Buffer, least = 'medium'): string[] {
  const repo = new Scratch()
  repo.write(name, content)
  const { stdout } = repo.unleak(['scan', '--format', 'json', '--min-confidence', least])
  return (JSON.parse(stdout) as { rule: string; confidence: string }[]).map((one) => `${one.rule} ${one.confidence}`)
}

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()

describe('by name', () => {
  test.each([
    ['id_rsa', text('{{base64:90}}'), 'key-file-ssh medium'],
    ['keys/ID_ED25519', text('{{base64:90}}\n'), 'key-file-ssh medium'],
    ['config/master.key', text('{{hex:32}}'), 'key-file-rails medium'],
    ['config/credentials/production.key', text('{{hex:32}}\n'), 'key-file-rails medium'],
    ['app.key', randomBytes(32), 'key-file-private medium'],
    ['signing.p8', privateKey.export({ type: 'pkcs8', format: 'der' }), 'private-key-der-bytes high'],
    ['tls.KEY', privateKey.export({ type: 'pkcs1', format: 'der' }), 'key-file-private medium'],
    ['svc.keytab', Buffer.concat([Buffer.from([5, 2, 0, 0]), randomBytes(60)]), 'key-file-keystore medium'],
    ['.pgpass', text('db.acme.net:6000:app:app:{{base62:16}}\n'), 'key-file-login medium'],
    ['.htpasswd', text('deploy:{{alnum:13}}\n'), 'key-file-login medium'],
    [
      'a/prod.tfstate',
      '{"resources": [{"instances": []}], "outputs": {"x": {"value": 1, "sensitive": true}}}',
      'key-file-terraform-state medium',
    ],
  ])('%s', (name, content, expected) => {
    expect(found(name, content)).toEqual([expected])
  })

  test('where only the name tells, confidence is low', () => {
    expect(found('id_rsa', 'some notes about it\n', 'low')).toEqual(['key-file-ssh low'])
    expect(found('id_rsa', 'some notes about it\n')).toEqual([])
  })
})

describe('a rule that tells more of the content wins', () => {
  test.each(['id_rsa', 'server.pem', 'server.key'])('%s', (name) => {
    expect(found(name, pem)).toEqual(['private-key-rsa high'])
  })

  test('also when what it found is allowed', () => {
    const repo = new Scratch()
    repo.write('test/server.key', pem)
    const entry =
      '  - rules: [private-key-rsa]\n    paths: [test/server.key]\n    reason: made for the tests of this project\n'
    repo.write('.unleak.yml', `allow:\n${entry}`)
    expect(repo.unleak(['scan', '--min-confidence', 'low'])).toMatchObject({ code: 0 })
  })
})

describe('nothing is given away by', () => {
  const sealed = text('{{base64:200}}')
  test.each([
    ['a public key', 'id_rsa.pub', text('ssh-rsa AAAA{{base64:200}} me@acme.net\n')],
    ['a public key under a private name', 'id_ed25519', text('ssh-ed25519 AAAA{{base64:64}} me@acme.net\n')],
    ['a certificate', 'ca.pem', text('{{pem:CERTIFICATE}}\n')],
    ['a public key in PEM', 'jwt.pem', publicPem],
    ['a public key in DER', 'jwt.key', publicKey.export({ type: 'spki', format: 'der' })],
    ['an empty file', 'id_rsa', ''],
    ['white space', 'id_rsa', ' \n\n'],
    ['git-crypt', 'master.key', Buffer.concat([Buffer.from('\0GITCRYPT\0'), randomBytes(80)])],
    ['SOPS', 'credentials.json', `{"password": "ENC[AES256_GCM,data:${sealed},type:str]", "sops": {}}`],
    ['Ansible Vault', 'tls.key', `$ANSIBLE_VAULT;1.1;AES256\n${text('{{digits:400}}')}\n`],
    ['age', 'tls.key', `-----BEGIN AGE ENCRYPTED FILE-----\n${sealed}\n-----END AGE ENCRYPTED FILE-----\n`],
    ['Git LFS', 'store.p12', text('version https://git-lfs.github.com/spec/v1\noid sha256:{{hex:64}}\nsize 9\n')],
    ['a cut-out key', 'tls.key', '-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----\n'],
    ['a presentation', 'talk.key', Buffer.concat([Buffer.from('PK\u0003\u0004'), randomBytes(500)])],
    ['a trust store', 'cacerts.jks', Buffer.concat([Buffer.from('feedfeed0000000200000001', 'hex'), randomBytes(90)])],
    ['an empty state', 'terraform.tfstate', '{"version": 4, "resources": []}'],
    ['variables', '.netrc', 'machine git.acme.net login ${USER} password ${TOKEN}\n'],
    ['source code', 'src/key.ts', 'export const key = 1\n'],
  ])('%s', (_, name, content) => {
    expect(found(name, content, 'low')).toEqual([])
  })

  test('an encrypted PEM is told by its content, not by its name', () => {
    const encrypted = privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' })
    expect(found('tls.key', encrypted.toString(), 'low').map((one) => one.split(' ')[0])).toEqual([
      'private-key-encrypted',
    ])
  })
})

test('a staged key file stops the commit, and shows none of it', () => {
  const repo = new Scratch()
  const key = text('{{hex:32}}')
  repo.write('config/master.key', key)
  repo.git('add', '.')
  const { code, all } = repo.unleak(['scan', '--staged'])
  expect(code).toBe(1)
  expect(all).toContain('config/master.key:1:1')
  expect(all).not.toContain(key.slice(0, 8))
})

test('a file in another encoding is told of once', () => {
  const wide = Buffer.from(`\ufeff${text('{{hex:32}}')}`, 'utf16le')
  expect(found('config/master.key', wide)).toEqual(['key-file-rails medium'])
})
