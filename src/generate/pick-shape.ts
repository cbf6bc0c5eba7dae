// What the form of a value tells: some forms say what they are, others only how random bytes were written.
import { base62Crc32 } from '../detect/crc32.ts'
import { bigramBits, RANDOM_BITS } from '../judge/bigrams.ts'
import type { GeneratorOptions } from './contract.ts'
import { ALPHABETS } from './alphabets.ts'
import type { Picked } from './pick.ts'

/** The beginnings of PKCS #8 in base64, up to the number of the algorithm. */
const PKCS8: [RegExp, string][] = [
  [/MC4CAQAwBQYDK2Vw/, 'ed25519'],
  [/MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEH/, 'ec'],
  [/MII[\w+/]{2,8}IBADANBgkqhkiG9w0BAQEFA/, 'rsa'],
]

/** A form that only one type has. */
export function exactShape(value: string): Picked | undefined {
  const is = (type: string, options: GeneratorOptions = {}, what = type): Picked => ({
    type,
    options,
    why: `the old value has the form of ${what}`,
  })
  const text = value.trim()
  const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-([47])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i.exec(text)
  if (uuid) return is(`uuid${uuid[1]}`)
  if (/^base64:[A-Za-z0-9+/]{43}=$/.test(text)) return is('laravel')
  if (/^base64:[A-Za-z0-9+/]{22}==$/.test(text)) return is('laravel', { bytes: 16 })
  const paserk = /^k([1-4])\.local\.[\w-]{43}$/.exec(text)
  if (paserk) return is('paserk', { version: Number(paserk[1]) })
  if (/^AGE-SECRET-KEY-1[A-Z0-9]{58}$/.test(text)) return is('age', {}, 'an age identity')
  if (text.startsWith('-----BEGIN OPENSSH ')) return is('ssh', {}, 'an OpenSSH key')
  if (text.startsWith('-----BEGIN RSA PRIVATE ')) return is('rsa', {}, 'an RSA key')
  if (text.startsWith('-----BEGIN EC PRIVATE ')) return is('ec', {}, 'an EC key')
  if (text.startsWith('-----BEGIN PRIVATE ')) {
    const kind = PKCS8.find(([head]) => head.test(text))?.[1]
    if (kind) return is(kind, {}, `a key of ${kind} in PKCS #8`)
  }
  const jwk = /^\{.*"kty"\s*:\s*"(OKP|EC|RSA)"/s.exec(text)?.[1]
  if (jwk) return is({ OKP: 'ed25519', EC: 'ec', RSA: 'rsa' }[jwk]!, { format: 'jwk' }, 'a JSON Web Key')
  const url = /^(https?:\/\/[^\s]*[=/])([\w-]{20,})$/.exec(text)
  if (url)
    return is(
      'reset-url',
      { url: url[1]!, bytes: Math.max(16, Math.floor((url[2]!.length * 6) / 8)) },
      'a URL with a token',
    )
  return prefixed(text)
}

function prefixed(text: string): Picked | undefined {
  const [, prefix, drawn, sum] = /^([A-Za-z][A-Za-z0-9_]*)_([A-Za-z0-9]{30})([A-Za-z0-9]{6})$/.exec(text) ?? []
  if (!drawn || base62Crc32(drawn) !== sum) return undefined
  return { type: 'prefixed', options: { prefix: prefix! }, why: 'the old value has a prefix and a right checksum' }
}

/** Fewest characters of which the form is believed to be chance. */
const LEAST = 20

/** Random bytes or characters in some encoding. A short or speaking value tells nothing. */
export function looseShape(value: string): Picked | undefined {
  if (value.length < LEAST || /\s/.test(value) || !/[a-z]/i.test(value)) return undefined
  // One random value in a thousand has no digit, and is told from words by its letters.
  if (!/\d/.test(value) && bigramBits(value) < RANDOM_BITS) return undefined
  const written = (type: string, bytes: number): Picked => ({
    type,
    options: { bytes: Math.max(16, bytes) },
    why: `the old value looks like ${bytes} bytes in ${type}`,
  })
  const length = value.length
  if (/^[0-9a-f]+$/.test(value) && length % 2 === 0) return written('hex', length / 2)
  const drawn = (alphabet: keyof typeof ALPHABETS): Picked => ({
    type: 'token',
    options: { length, alphabet },
    why: `the old value looks like ${length} random characters of ${alphabet}`,
  })
  if (/^[A-Za-z0-9+/]+={1,2}$/.test(value) && length % 4 === 0)
    return written('base64', (length / 4) * 3 - (value.endsWith('==') ? 2 : 1))
  if (/^[A-Z2-7]+$/.test(value)) return drawn('base32')
  if (/^[0-9a-z]+$/.test(value)) return drawn('base36')
  if (/^[0-9A-Za-z]+$/.test(value)) return drawn('alphanumeric')
  if (/^[A-Za-z0-9+/]+$/.test(value) && length % 4 === 0) return written('base64', (length / 4) * 3)
  if (/^[\w-]+$/.test(value) && /[A-Z]/.test(value)) return drawn('base64url')
  if (/^[\x21-\x7e]+$/.test(value) && /[^\w-]/.test(value))
    return { type: 'password', options: { length }, why: `the old value looks like a password of ${length} characters` }
  return undefined
}
