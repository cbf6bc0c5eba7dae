// Each encoding gives back its text, and the places of its bytes.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodings } from '../src/detect/decode/kinds/index.ts'
import { findEncoded } from '../src/detect/encoded.ts'
import type { Decoded } from '../src/detect/decode/contract.ts'

const base64 = (text: string): string => Buffer.from(text).toString('base64')
const hex2 = (char: string): string => char.charCodeAt(0).toString(16).padStart(2, '0')
/** Some characters of a text, by the bits of a number. */
const some = (text: string, bits: number, escape: (char: string) => string): string =>
  [...text].map((char, i) => ((bits >> (i % 31)) & 1 ? escape(char) : char)).join('')

function decodedOf(name: string, content: string | Buffer): Decoded[] {
  // As a plain array of bytes too: there is no Buffer in a browser.
  const bytes = Uint8Array.from(Buffer.from(content))
  const found = encodings[name]!.find(bytes, findEncoded(bytes))
  const native = encodings[name]!.find(Buffer.from(bytes), findEncoded(Buffer.from(bytes)))
  expect(native.map((text) => [...text.bytes])).toEqual(found.map((text) => [...text.bytes]))
  return found
}

describe('round trips', () => {
  const plain = fc.string({ unit: fc.constantFrom(...'abcXYZ019_-:=/+.{}"\' \t'), minLength: 24, maxLength: 120 })
  const slice = fc.tuple(fc.nat(1000), fc.integer({ min: 1, max: 40 }))
  const place = (length: number, [at, size]: [number, number]): [number, number] => {
    const from = at % length
    return [from, Math.min(length, from + size)]
  }

  test.each(['base64', 'base64url'] as const)('%s: a place holds all characters that its bytes depend on', (how) => {
    const property = fc.property(plain, slice, (text, where) => {
      const content = `x: "${Buffer.from(text).toString(how)}"`
      const [found] = decodedOf('base64', content)
      expect(Buffer.from(found!.bytes).toString()).toBe(text)
      const [from, to] = place(text.length, where)
      const [start, end] = found!.origin(from, to)
      // Whatever stands elsewhere, these bytes come of that place alone.
      const others = [...content].map((char, at) => (/[\w+/-]/.test(char) && (at < start || at >= end) ? 'A' : char))
      const again = Buffer.from(others.slice(4, -1).join(''), 'base64')
      expect(again.subarray(from, to).toString()).toBe(text.slice(from, to))
      expect(end - start).toBeLessThanOrEqual(Math.ceil(((to - from) * 4) / 3) + 3)
    })
    fc.assert(property)
  })

  test('base64 in lines: their ends, indents and escaped ends are no part of it', () => {
    const ends = fc.constantFrom('\n', '\r\n', '\n    ', String.raw`\n`, '\n\t')
    const long = fc.string({ unit: fc.constantFrom(...'abcXYZ019_-:=/+. '), minLength: 100, maxLength: 400 })
    const property = fc.property(long, ends, fc.constantFrom(60, 64, 76), slice, (text, end, width, where) => {
      const content = base64(text)
        .match(new RegExp(`.{1,${width}}`, 'g'))!
        .join(end)
      const [found, ...more] = decodedOf('base64', `${content}\n`)
      expect(more).toEqual([])
      expect(Buffer.from(found!.bytes).toString()).toBe(text)
      const [from, to] = place(text.length, where)
      const [start, stop] = found!.origin(from, to)
      const bare = (part: string): string => part.replaceAll(String.raw`\n`, '').replace(/[\s=]/g, '')
      const expected = base64(text).slice(Math.floor((from * 4) / 3), Math.ceil((to * 4) / 3))
      expect(bare(content.slice(start, stop))).toBe(bare(expected))
    })
    fc.assert(property)
  })

  test('hex', () => {
    const property = fc.property(plain, slice, fc.boolean(), (text, where, upper) => {
      const digits = Buffer.from(text).toString('hex')
      const content = `x ${upper ? digits.toUpperCase() : digits}`
      const [found] = decodedOf('hex', content)
      expect(Buffer.from(found!.bytes).toString()).toBe(text)
      const [from, to] = place(text.length, where)
      expect(Buffer.from(content.slice(...found!.origin(from, to)), 'hex').toString()).toBe(text.slice(from, to))
    })
    fc.assert(property)
  })

  // Encoder, and a decoder that is not ours.
  const ESCAPES: [name: string, escape: (char: string) => string, decode: (text: string) => string][] = [
    ['percent', (char) => `%${hex2(char)}`, (text) => decodeURIComponent(text)],
    ['unicode', (char) => `\\u00${hex2(char)}`, (text) => JSON.parse(`"${text}"`) as string],
    ['unicode', (char) => `\\x${hex2(char)}`, (text) => new Function(`return "${text}"`)() as string],
    ['unicode', (char) => `\\u{${hex2(char)}}`, (text) => new Function(`return "${text}"`)() as string],
    [
      'entities',
      (char) => `&#${char.charCodeAt(0)};`,
      (text) => text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
    ],
    [
      'entities',
      (char) => `&#x${hex2(char).toUpperCase()};`,
      (text) => text.replace(/&#x([0-9A-F]+);/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
    ],
  ]
  test('highlighted code: the text without its tags', () => {
    const classes = fc.constantFrom('token string', 'hljs-attr', 'pl-s', 's2', 'nv')
    const words = fc.array(
      fc.tuple(fc.constantFrom('key', ' = ', "'", 'x1', '&quot;', '\n', '<b>'), classes, fc.boolean()),
      {
        minLength: 1,
        maxLength: 30,
      },
    )
    const property = fc.property(words, slice, (parts, where) => {
      const page = parts.map(([text, name, tag]) => (tag ? `<span class="${name}">${text}</span>` : text)).join('')
      const [found] = decodedOf('markup', `<span class="k">a</span>${page}`)
      const bare = `a${parts.map(([text]) => text).join('')}`
      // A line without a tag is a text of its own.
      const text = Buffer.from(found!.bytes).toString()
      expect(bare.startsWith(text)).toBe(true)
      const [from, to] = place(text.length, where)
      const shown = `<span class="k">a</span>${page}`.slice(...found!.origin(from, to))
      expect(shown.replace(/<(?:span class="[\w -]+"|\/span)>/g, '')).toBe(text.slice(from, to))
    })
    fc.assert(property)
    expect(decodedOf('markup', '<span class="navigation-bar">a</span><span id="x">')).toEqual([])
  })

  const safe = fc.string({ unit: fc.constantFrom(...'abcXYZ019_-:=/+.'), minLength: 4, maxLength: 80 })
  test.each(ESCAPES)('%s, some characters of a text', (name, escape, decode) => {
    const property = fc.property(safe, fc.integer({ min: 1, max: 2 ** 31 - 1 }), slice, (text, bits, where) => {
      const content = some(text, bits, escape)
      fc.pre(content !== text)
      const [found, ...more] = decodedOf(name, content)
      expect(more).toEqual([])
      expect(Buffer.from(found!.bytes).toString()).toBe(text)
      const [from, to] = place(text.length, where)
      expect(decode(content.slice(...found!.origin(from, to)))).toBe(text.slice(from, to))
    })
    fc.assert(property)
  })

  test('characters of several bytes', () => {
    for (const [name, content, text] of [
      ['percent', '%41%C3%A9%E2%82%AC.', 'Aé€.'],
      ['unicode', String.raw`\u0041\u00e9\u20ac\ud83d\udd11.`, 'Aé€🔑.'],
      ['entities', '&#65;&#233;&#x20AC;&#x1F511;&amp;.', 'Aé€🔑&.'],
    ] as const) {
      const [found] = decodedOf(name, content)
      expect(Buffer.from(found!.bytes).toString()).toBe(text)
      expect(found!.origin(0, found!.bytes.length)).toEqual([0, content.length])
    }
  })
})

test('every run of base64 that is long enough is found, wherever it begins', () => {
  const word = fc.string({ unit: fc.constantFrom(...'abc+/-_'), maxLength: 40 })
  const property = fc.property(fc.array(word, { maxLength: 8 }), fc.nat(3), (words, seed) => {
    const secret = base64(`text ${seed} that is long enough`)
    const content = `${words.join(' ')} ${secret} ${words.join('.')}`
    const { runs } = findEncoded(Buffer.from(content))
    const texts = runs.flatMap((start, i) => (i % 2 === 0 ? [content.slice(start, runs[i + 1]!)] : []))
    expect(texts).toContain(secret.replace(/=+$/, ''))
  })
  fc.assert(property)
})
