// Expands the examples of rules. No token-shaped literal stands in the repository: examples are templates, filled from a seed.
import { base62Crc32 } from '../detect/crc32.ts'

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
  jwt: (draw) =>
    `${encode('base64url', '{"alg":"HS256","typ":"JWT"}')}.${encode('base64url', `{"sub":"${pick(draw, DIGITS, 10)}","iat":1700000000}`)}.${pick(draw, ALPHABETS['base64url']!, 43)}`,
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

const pick = (draw: Draw, alphabet: string, count: number): string =>
  Array.from({ length: count }, () => alphabet[draw(alphabet.length)]).join('')

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
