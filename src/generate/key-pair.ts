// Key pairs from given bytes: WebCrypto works out the public key of a private one that it is handed as PKCS #8 (RFC 5958).
import type { GeneratorOptions, Random } from './contract.ts'
import { concat, fromBase64, toBase64 } from './encode.ts'

type Bytes = Uint8Array<ArrayBuffer>
/** What is read from a JSON Web Key (RFC 7517). */
export type Jwk = Record<string, unknown>

/** Strength of keys on a 256-bit curve, and of RSA from 3072 bits on, in bits: NIST SP 800-57 part 1 rev. 5, table 2. */
export const KEY_BITS = 128

/** DER before the private key's 32 bytes, for the curves of RFC 8410. */
const HEADS = {
  Ed25519: [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20],
  X25519: [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20],
}
const USES = { Ed25519: ['sign'], X25519: ['deriveBits'] } as const

/** @param seed 32 bytes. @returns the private key as PKCS #8, and the 32 bytes of the public one */
export async function curve25519(
  curve: keyof typeof HEADS,
  seed: Uint8Array,
): Promise<{ pkcs8: Bytes; public: Bytes }> {
  const pkcs8 = concat(HEADS[curve], seed)
  const { x } = await privateJwk(pkcs8, { name: curve }, USES[curve])
  return { pkcs8, public: fromBase64Url(x) }
}

/** What precedes the private number of P-256 in PKCS #8 (RFC 5915), with and without a public point behind it. */
const P256 = [0x30, 0x13, 6, 7, 0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1, 6, 8, 0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7]
const SHORT_P256 = [0x30, 0x41, 2, 1, 0, ...P256, 4, 0x27, 0x30, 0x25, 2, 1, 1, 4, 0x20]
const LONG_P256 = [0x30, 0x81, 0x87, 2, 1, 0, ...P256, 4, 0x6d, 0x30, 0x6b, 2, 1, 1, 4, 0x20]
/** The order of P-256: NIST SP 800-186, section 3.2.1.3. */
const ORDER = 2n ** 256n - 2n ** 224n + 2n ** 192n - 0x4319055258e8617b0c46353d039cdaafn

/** @returns the private key as PKCS #8 and the public one as SPKI */
export async function p256(random: Random): Promise<{ pkcs8: Bytes; spki: Bytes }> {
  let number = random.bytes(32)
  while (!isBelowOrder(number)) number = random.bytes(32)
  const jwk = await privateJwk(concat(SHORT_P256, number), { name: 'ECDSA', namedCurve: 'P-256' }, ['sign'])
  const point = concat([4], fromBase64Url(jwk.x), fromBase64Url(jwk.y))
  return {
    pkcs8: concat(LONG_P256, number, [0xa1, 0x44, 3, 0x42, 0], point),
    spki: concat([0x30, 0x59, ...P256, 3, 0x42, 0], point),
  }
}

function isBelowOrder(bytes: Uint8Array): boolean {
  const number = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  return number > 0n && number < ORDER
}

/** DER of an Ed25519 public key: RFC 8410, section 4. */
export const ed25519Spki = (key: Uint8Array): Bytes =>
  concat([0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0], key)

interface Point {
  x: string
  y: string
}

async function privateJwk(
  pkcs8: Bytes,
  algorithm: { name: string; namedCurve?: string },
  uses: readonly KeyUse[],
): Promise<Point> {
  const { subtle } = globalThis.crypto
  const key = await subtle.importKey('pkcs8', pkcs8, algorithm, true, [...uses])
  return (await subtle.exportKey('jwk', key)) as Point
}

type KeyUse = 'sign' | 'verify' | 'deriveBits'

const fromBase64Url = (text: string): Bytes =>
  Uint8Array.from(fromBase64(text.replaceAll('-', '+').replaceAll('_', '/')))

/** RFC 7468. */
export const pem = (label: string, der: Uint8Array, width = 64): string => {
  const lines = toBase64(der).match(new RegExp(`.{1,${width}}`, 'g')) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}

/** Both keys as a generator gives them: PEM, or JWK without what only says how it may be used here. */
export async function written(
  { format }: GeneratorOptions,
  { pkcs8, spki }: { pkcs8: Bytes; spki: Bytes },
  algorithm: { name: string; namedCurve?: string; hash?: string },
): Promise<{ value: string; public: Record<string, string> }> {
  if (format === 'pem') return { value: pem('PRIVATE KEY', pkcs8), public: { publicKey: pem('PUBLIC KEY', spki) } }
  const { subtle } = globalThis.crypto
  const jwk = async (kind: 'pkcs8' | 'spki', der: Bytes, use: KeyUse): Promise<string> => {
    const {
      key_ops: _,
      ext: __,
      ...rest
    } = (await subtle.exportKey('jwk', await subtle.importKey(kind, der, algorithm, true, [use]))) as Jwk
    return JSON.stringify(Object.fromEntries(Object.entries(rest).toSorted(([a], [b]) => (a < b ? -1 : 1))))
  }
  return { value: await jwk('pkcs8', pkcs8, 'sign'), public: { publicKey: await jwk('spki', spki, 'verify') } }
}
