// Programs of others read what we make: OpenSSL, OpenSSH, Python's cryptography, libxcrypt, wg, age, PostgreSQL's own rules.
import { createHash, createHmac, createPrivateKey, createPublicKey, pbkdf2Sync, sign, verify } from 'node:crypto'
import { chmodSync } from 'node:fs'
import { expect, test } from 'vitest'
import { BECH32, bech32Remainder } from '../src/detect/checks/nostr.ts'
import { generate } from '../src/generate/generate.ts'
import { DJANGO } from '../src/generate/kinds/django.ts'
import { Scratch } from './support/scratch.ts'
import { stream } from './support/stream.ts'
import { needs, python, run } from './support/tools.ts'

const cryptography = needs("Python's cryptography", 'python3', ['-c', 'import cryptography.fernet'])
const argon2Test = needs("Python's cryptography 44", 'python3', [
  '-c',
  'from cryptography.hazmat.primitives.kdf.argon2 import Argon2id',
])
const cryptTest = needs("Python's crypt", 'python3', [
  '-W',
  'ignore',
  '-c',
  'import crypt; assert crypt.crypt("a", "$2y$04$" + "." * 22)',
])
const opensslTest = needs('openssl', 'openssl', ['version'])
const sshTest = needs('ssh-keygen', 'sh', ['-c', 'command -v ssh-keygen'])
const wgTest = needs('wg', 'wg', ['--version'])
const ageTest = needs('age-keygen', 'age-keygen', ['--version'])
const djangoTest = needs('Django', 'python3', ['-c', 'import django'])
const apacheTest = needs('htpasswd', 'sh', ['-c', 'command -v htpasswd'])

for (const type of ['rsa', 'ec', 'ed25519']) {
  opensslTest(`OpenSSL finds the public key of ${type} in the private one`, async () => {
    const made = await generate(type)
    expect(run('openssl', ['pkey', '-pubout'], made.value)).toBe(made.public!['publicKey'])
    expect(run('openssl', ['pkey', '-noout', '-check'], made.value)).toContain('valid')
    // Byte for byte what OpenSSL would write.
    expect(run('openssl', ['pkey'], made.value)).toBe(made.value)
  })

  test(`both keys of ${type} as JWK: what one signs the other verifies`, async () => {
    const made = await generate(type, { format: 'jwk' })
    const key = (text: string): { key: Record<string, string>; format: 'jwk' } => ({
      key: JSON.parse(text),
      format: 'jwk',
    })
    const secret = createPrivateKey(key(made.value))
    const open = createPublicKey(key(made.public!['publicKey']!))
    const hash = type === 'ed25519' ? null : 'sha256'
    expect(verify(hash, Buffer.from('x'), open, sign(hash, Buffer.from('x'), secret))).toBe(true)
    expect(JSON.parse(made.public!['publicKey']!)).not.toHaveProperty('d')
  })
}

opensslTest('an RSA key has the size that was asked for', async () => {
  const { value } = await generate('rsa', { size: 4096 })
  expect(run('openssl', ['pkey', '-noout', '-text'], value)).toContain('4096 bit')
})

sshTest('ssh-keygen reads the key, its comment, and signs with it', async () => {
  const scratch = new Scratch(false)
  for (const comment of ['', 'a@b', 'some longer comment of 31 bytes!']) {
    const made = await generate('ssh', { comment })
    scratch.write('key', made.value)
    chmodSync(scratch.path('key'), 0o600)
    expect(run('ssh-keygen', ['-y', '-f', scratch.path('key')]).trim()).toBe(made.public!['publicKey'])
    scratch.write('key.pub', made.public!['publicKey']!)
    expect(run('ssh-keygen', ['-l', '-f', scratch.path('key.pub')])).toContain('ED25519')
    const signed = run('ssh-keygen', ['-Y', 'sign', '-n', 'file', '-f', scratch.path('key')], 'text')
    expect(signed).toContain('BEGIN SSH SIGNATURE')
    // Written by ssh-keygen itself, it is the same but for the check number.
    run('ssh-keygen', ['-p', '-f', scratch.path('key'), '-N', '', '-P', ''])
    expect(run('ssh-keygen', ['-y', '-f', scratch.path('key')]).trim()).toBe(made.public!['publicKey'])
  }
})

/** The public key of X25519 as OpenSSL works it out. */
function publicOf(secret: Uint8Array): Buffer {
  const der = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), secret])
  const pem = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ type: 'pkcs8', format: 'pem' })
  return Buffer.from(run('openssl', ['pkey', '-pubout'], pem.toString()).split('\n')[1]!, 'base64').subarray(-32)
}

opensslTest('WireGuard: clamped, with the public key that OpenSSL finds', async () => {
  const made = await generate('wireguard')
  const secret = Buffer.from(made.value, 'base64')
  expect(secret[0]! & 7).toBe(0)
  expect(secret[31]! >> 6).toBe(1)
  expect(publicOf(secret).toString('base64')).toBe(made.public!['publicKey'])
})

opensslTest('age: right checksums, with the public key that OpenSSL finds', async () => {
  const made = await generate('age')
  const recipient = made.public!['recipient']!
  expect(bech32Remainder('age-secret-key-', made.value.toLowerCase().slice('age-secret-key-1'.length))).toBe(1)
  expect(bech32Remainder('age', recipient.slice('age1'.length))).toBe(1)
  const secret = fromBech32(made.value.toLowerCase().slice('age-secret-key-1'.length, -6))
  expect(fromBech32(recipient.slice('age1'.length, -6))).toEqual(publicOf(secret))
})

function fromBech32(digits: string): Buffer {
  const bits = [...digits].map((digit) => BECH32.indexOf(digit).toString(2).padStart(5, '0')).join('')
  return Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)))
}

const pythonTest = needs('python3', 'python3', ['-c', 'import hmac'])

pythonTest('Tastypie makes the same key of the same UUID', async () => {
  const random = stream('tastypie')
  const { value } = await generate('tastypie', {}, random)
  const code = `
import sys, hmac, uuid, hashlib
made = uuid.UUID(bytes=bytes.fromhex(sys.argv[1]), version=4)
print(hmac.new(made.bytes, digestmod=hashlib.sha1).hexdigest())`
  expect(python(code, random.drawn().toString('hex')).trim()).toBe(value)
})

wgTest('wg finds the same public key', async () => {
  const made = await generate('wireguard')
  expect(run('wg', ['pubkey'], made.value).trim()).toBe(made.public!['publicKey'])
})

ageTest('age-keygen finds the same recipient', async () => {
  const made = await generate('age')
  expect(run('age-keygen', ['-y'], `${made.value}\n`).trim()).toBe(made.public!['recipient'])
})

cryptography('Python encrypts with a Fernet key', async () => {
  const { value } = await generate('fernet')
  const code = `import sys; from cryptography.fernet import Fernet; f = Fernet(sys.stdin.read()); print(f.decrypt(f.encrypt(b'x')).decode())`
  expect(run('python3', ['-c', code], value).trim()).toBe('x')
})

argon2Test('Python verifies the Argon2id hash, and refuses another password', async () => {
  const made = await generate('argon2')
  const code = `
import sys
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
password, phc = sys.stdin.read().split()
for candidate in (password, password + 'x'):
    try: Argon2id.verify_phc_encoded(candidate.encode(), phc); print('right')
    except Exception as error: print(type(error).__name__)`
  const judged = run('python3', ['-c', code], `${made.value}\n${made.public!['hash']}`)
  expect(judged.trim().split('\n')).toEqual(['right', 'InvalidKey'])
})

cryptTest('libxcrypt makes the same bcrypt hash', async () => {
  const made = await generate('htpasswd', { user: 'ann' })
  const [user, hash] = made.public!['line']!.split(':')
  expect(user).toBe('ann')
  const code = `import sys, crypt; password, hash = sys.stdin.read().split(); print(crypt.crypt(password, hash))`
  expect(run('python3', ['-W', 'ignore', '-c', code], `${made.value}\n${hash}`).trim()).toBe(hash)
})

apacheTest('htpasswd verifies its line', async () => {
  const scratch = new Scratch(false)
  const made = await generate('htpasswd')
  scratch.write('htpasswd', `${made.public!['line']}\n`)
  expect(scratch.spawn('htpasswd', ['-vi', scratch.path('htpasswd'), 'admin'], scratch.root, made.value).code).toBe(0)
})

/** RFC 5802, section 3, as a server does it: with Node's own primitives. */
test('the SCRAM verifier lets its password in', async () => {
  const made = await generate('postgres')
  const parts = /^SCRAM-SHA-256\$(\d+):([\w+/=]+)\$([\w+/=]+):([\w+/=]+)$/.exec(made.public!['verifier']!)!
  const [, iterations, salt, storedKey, serverKey] = parts
  const salted = pbkdf2Sync(made.value, Buffer.from(salt!, 'base64'), Number(iterations), 32, 'sha256')
  const hmac = (text: string): Buffer => createHmac('sha256', salted).update(text).digest()
  expect(createHash('sha256').update(hmac('Client Key')).digest('base64')).toBe(storedKey)
  expect(hmac('Server Key').toString('base64')).toBe(serverKey)
  expect(Buffer.from(salt!, 'base64')).toHaveLength(16)
})

test('the digest of an API key is that of its secret', async () => {
  const made = await generate('api-key', { prefix: 'k' })
  expect(made.public!['id']).toMatch(/^k_[A-Za-z0-9]{16}$/)
  expect(made.public!['sha256']).toBe(createHash('sha256').update(made.value).digest('hex'))
})

djangoTest("Django's own alphabet and length", async () => {
  const keys = python(
    'from django.core.management.utils import get_random_secret_key as key; print("".join(key() for _ in range(500)))',
  )
  expect(new Set(keys.trim())).toEqual(new Set(DJANGO))
  expect(keys.trim()).toHaveLength(25_000)
  expect((await generate('django')).value).toHaveLength(50)
})
