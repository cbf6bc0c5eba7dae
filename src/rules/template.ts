// Expands the examples of rules. No token-shaped literal stands in the repository: examples are templates, filled from a seed.
import { annotatedTails, clientSecretTail, devopsToken, markedTail } from '../detect/azure-keys.ts'
import { matrixChecksum } from '../detect/checks/matrix-crc32.ts'
import { base58Sum } from '../detect/checks/base58check.ts'
import { nkeyCrc16 } from '../detect/checks/nkey.ts'
import { BECH32, bech32Remainder } from '../detect/checks/nostr.ts'
import { base62Crc32, crc32 } from '../detect/crc32.ts'
import { luhnDigit } from '../detect/luhn.ts'

const UPPER = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const LOWER = UPPER.toLowerCase()
const DIGITS = '0123456789'

/** `{{name:count}}` draws `count` characters. */
const ALPHABETS: Record<string, string> = {
  base62: DIGITS + UPPER + LOWER,
  alnum: DIGITS + UPPER + LOWER,
  base64: `${UPPER}${LOWER}${DIGITS}+/`,
  base64url: `${UPPER}${LOWER}${DIGITS}-_`,
  base58: '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
  base36: DIGITS + LOWER,
  base32: `${UPPER}234567`,
  hex: `${DIGITS}abcdef`,
  HEX: `${DIGITS}ABCDEF`,
  digits: DIGITS,
  lower: LOWER,
  upper: UPPER,
  letters: UPPER + LOWER,
}

type Draw = (below: number) => number

/** Other `{{name:argument}}`s. `before` is what stands before it already. */
const FUNCTIONS: Record<string, (draw: Draw, argument: string, before: string) => string> = {
  uuid: (draw) =>
    [8, 4, 4, 4, 12]
      .map((n) => pick(draw, ALPHABETS['hex']!, n))
      .join('-')
      .replace(/^(.{14})./, '$14'),
  /** The checksum of GitHub and npm: over all behind the last underscore. */
  crc32b62: (_draw, _argument, before) => base62Crc32(before.slice(before.lastIndexOf('_') + 1)),
  /** Eight digits: over the letters, digits and underscores before it, the prefix included. */
  crc32hex: (_draw, _argument, before) => crc32(/\w*$/.exec(before)![0]).toString(16).padStart(8, '0'),
  jwt: (draw) =>
    `${encode('base64url', '{"alg":"HS256","typ":"JWT"}')}.${encode('base64url', `{"sub":"${pick(draw, DIGITS, 10)}","iat":1700000000}`)}.${pick(draw, ALPHABETS['base64url']!, 43)}`,
  /** Grafana's checksum: over all from the argument to the underscore before it, lowest byte first. */
  crc32lehex: (_draw, begin, before) => {
    const sum = crc32(before.slice(before.lastIndexOf(begin), -1))
    return Buffer.from([sum, sum >>> 8, sum >>> 16, sum >>> 24].map((byte) => byte & 255)).toString('hex')
  },
  /** The length and checksum that end GitLab's routable tokens; the argument is the token's prefix. */
  gitlabTail: (_draw, prefix, before) => {
    const token = before.slice(before.lastIndexOf(prefix))
    const counted = token + (token.indexOf('.') - prefix.length).toString(36).padStart(2, '0')
    return counted.slice(token.length) + crc32(counted).toString(36).padStart(7, '0')
  },
  /** Atlassian's checksum: over all from the argument on, upper case. */
  crc32HEX: (_draw, begin, before) =>
    crc32(before.slice(before.lastIndexOf(begin)))
      .toString(16)
      .toUpperCase()
      .padStart(8, '0'),
  /** The tail of an Azure key: `annotated`, `client-secret`, or a marked key's kind. */
  azure: (_draw, kind, before) => {
    if (kind === 'annotated') return annotatedTails(before.slice(-80))[1].slice(0, 4)
    if (kind === 'client-secret') return clientSecretTail(before.slice(-37))
    return markedTail(/[\w+/-]*$/.exec(before)![0], kind)
  },
  /** A card's check digit: over the digits before it, in groups or not. */
  luhn: (_draw, _argument, before) => String(luhnDigit(/[\d -]*$/.exec(before)![0].replace(/\D/g, ''))),
  /** A legacy Azure DevOps token, its checksum in its place. */
  devopsPat: (draw) => devopsToken(pick(draw, ALPHABETS['base32']!, 52).toLowerCase()),
  /** Confluent's checksum: over all behind the argument before it, lowest byte first, in base64. */
  crc32leb64: (_draw, begin, before) => {
    const sum = crc32(before.slice(before.lastIndexOf(begin) + begin.length))
    return Buffer.from([sum, sum >>> 8, sum >>> 16, sum >>> 24].map((byte) => byte & 255))
      .toString('base64')
      .slice(0, 6)
  },
  /** crates.io's checksum: the exclusive or of all behind the last underscore, as one character. */
  xor62: (_draw, _argument, before) => {
    let sum = 0
    for (let i = before.lastIndexOf('_') + 1; i < before.length; i++) sum ^= before.charCodeAt(i)
    return (UPPER + LOWER + DIGITS)[sum % 62]!
  },
  /** Matrix's checksum: over all of the token before it, without the last underscore. */
  matrixcrc: (_draw, _argument, before) => matrixChecksum(/[A-Za-z0-9+/_]*$/.exec(before)![0].slice(0, -1)),
  /** A NATS seed; the argument is the letter of its kind. */
  nkey: (draw, letter) => {
    const kind = UPPER.indexOf(letter) << 3
    const bytes = [0x90 | (kind >> 5), (kind & 31) << 3, ...Array.from({ length: 32 }, () => draw(256))]
    const crc = nkeyCrc16(bytes)
    const bits = [...bytes, crc & 255, crc >> 8].map((byte) => byte.toString(2).padStart(8, '0')).join('')
    return bits.replace(/.{1,5}/g, (five) => ALPHABETS['base32']![parseInt(five.padEnd(5, '0'), 2)]!)
  },
  /** A Nostr key. */
  nsec: (draw) => {
    const data = pick(draw, BECH32, 51) + pick(draw, 'qs', 1)
    const sum = bech32Remainder('nsec', `${data}qqqqqq`) ^ 1
    return `nsec1${data}${[25, 20, 15, 10, 5, 0].map((shift) => BECH32[(sum >>> shift) & 31]).join('')}`
  },
  /** A Stellar key; the argument is its kind's byte in hexadecimal. */
  strkey: (draw, kind) => {
    const bytes = [parseInt(kind, 16), ...Array.from({ length: 32 }, () => draw(256))]
    const crc = nkeyCrc16(bytes)
    const bits = [...bytes, crc & 255, crc >> 8].map((byte) => byte.toString(2).padStart(8, '0')).join('')
    return bits.replace(/.{5}/g, (five) => ALPHABETS['base32']![parseInt(five, 2)]!)
  },
  /** An age identity. */
  age: (draw) => {
    const data = pick(draw, BECH32, 51) + pick(draw, 'qs', 1)
    const sum = bech32Remainder('age-secret-key-', `${data}qqqqqq`) ^ 1
    return `AGE-SECRET-KEY-1${data}${[25, 20, 15, 10, 5, 0].map((shift) => BECH32[(sum >>> shift) & 31]).join('')}`.toUpperCase()
  },
  /** Base58Check over a head in hexadecimal, random bytes and a tail: `80,32,01`. */
  base58check: (draw, argument) => {
    const [head, count, tail = ''] = argument.split(',') as [string, string, string?]
    const bytes = [...Buffer.from(head, 'hex'), ...times(Number(count), () => draw(256)), ...Buffer.from(tail, 'hex')]
    let number = BigInt(`0x${Buffer.from([...bytes, ...base58Sum(bytes)]).toString('hex')}`)
    let text = ''
    for (; number > 0n; number /= 58n) text = ALPHABETS['base58']![Number(number % 58n)] + text
    return text
  },
  /** Cashfree's checksum: over what stands between the last two underscores before it. */
  crc32between: (_draw, _argument, before) => crc32(before.split('_').at(-2)!).toString(16).padStart(8, '0'),
  /** A block with a body that begins like DER: a sequence with the right length. */
  pem: (draw, label) => `-----BEGIN ${label}-----\n${fold(derBody(draw))}\n-----END ${label}-----`,
}

/** `⟪encoding:text⟫` encodes the text, expanded before. */
const encode = (encoding: string, text: string): string =>
  Buffer.from(text, 'latin1').toString(encoding as BufferEncoding)

const PLACEHOLDER = /\{\{(\[[^\]]+\]|[A-Za-z0-9]+)(?::([^{}]*))?\}\}/g
const ENCODED = /⟪(base64|base64url|hex):([^⟪⟫]*)⟫/

/** An example ready to be scanned. Positions in UTF-16 units, end exclusive. */
export interface Example {
  text: string
  from: number
  to: number
}

/**
 * @param seed the same seed gives the same text.
 * @throws Error for an unknown placeholder
 */
export function expand(template: string, seed: string): Example {
  const draw = generator(seed)
  let text = ''
  let done = 0
  for (const found of template.matchAll(PLACEHOLDER)) {
    text += template.slice(done, found.index)
    text += fill(draw, found[1]!, found[2] ?? '', text)
    if (text.length > MOST) throw new Error(`an example is too long: at most ${MOST} characters`)
    done = found.index + found[0].length
  }
  text += template.slice(done)
  for (let found = ENCODED.exec(text); found; found = ENCODED.exec(text)) {
    text = text.slice(0, found.index) + encode(found[1]!, found[2]!) + text.slice(found.index + found[0].length)
  }
  const from = text.indexOf('⟦')
  const to = text.indexOf('⟧')
  if (from === -1) return { text, from: 0, to: text.length }
  return { text: text.replace(/[⟦⟧]/g, ''), from, to: to - 1 }
}

function fill(draw: Draw, name: string, argument: string, before: string): string {
  const made = FUNCTIONS[name]
  if (made) return made(draw, argument, before)
  const alphabet = name.startsWith('[') ? charactersOf(name) : ALPHABETS[name]
  if (!alphabet || !/^\d+$/.test(argument)) throw new Error(`{{${name}:${argument}}} is no placeholder`)
  return pick(draw, alphabet, Number(argument))
}

function charactersOf(characterClass: string): string {
  const test = new RegExp(characterClass)
  return Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))
    .filter((char) => test.test(char))
    .join('')
}

/** At once: no rule looks further, and a misprint must not fill the memory. */
const MOST = 1e6

const times = <T>(count: number, each: () => T): T[] => {
  if (count > MOST) throw new Error(`an example of ${count} characters is too long: at most ${MOST}`)
  return Array.from({ length: count }, each)
}

const pick = (draw: Draw, alphabet: string, count: number): string =>
  times(count, () => alphabet[draw(alphabet.length)]).join('')

function derBody(draw: Draw): string {
  const length = 600
  const bytes = [0x30, 0x82, length >> 8, length & 255, 2, 1, 0, ...Array.from({ length: length - 3 }, () => draw(256))]
  return Buffer.from(bytes).toString('base64')
}

const fold = (body: string): string => body.replace(/.{64}(?=.)/g, '$&\n')

/** Mulberry32 over an FNV-1a hash of the seed: small, and the same on every machine. */
function generator(seed: string): Draw {
  let state = 0x811c9dc5
  for (const char of seed) state = Math.imul(state ^ char.charCodeAt(0), 0x01000193)
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % below
  }
}
