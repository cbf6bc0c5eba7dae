// The cases that a lossless rewriter of .env files must pass: only the bytes of the value change.
import { describe, expect, test } from 'vitest'
import { append } from '../src/formats/dotenv/append.ts'
import { encodeFor } from '../src/formats/choose-encoding.ts'
import { FormatError } from '../src/formats/format-error.ts'
import { format } from '../src/formats/kinds/dotenv.ts'
import { opaqueValue } from '../src/formats/opaque.ts'
import type { Entry } from '../src/formats/contract.ts'

const entriesOf = (text: string, key: string): Entry[] => format.entries(text).filter((entry) => entry.key[0] === key)

/** Sets every entry of the name, from the last to the first. */
function set(text: string, value: string, key = 'A', readers?: string[]): string {
  let result = text
  for (const { start } of entriesOf(text, key).toReversed()) {
    const entry = format.entries(result).find((one) => one.start === start) as Entry
    const written = readers ? encodeFor(result, entry, value, readers) : { raw: format.encode(result, entry, value) }
    if ('misread' in written) throw new Error(`misread by ${written.misread.join(', ')}`)
    result = result.slice(0, entry.start) + written.raw + result.slice(entry.end)
  }
  expect(result, 'the name is there').not.toBe(text)
  return result
}

/** Number, name, the text before, the one after; `new` is the new value unless another is given. */
type Case = [number, string, string, string, { value?: string; key?: string; readers?: string[] }?]

const NODE = ['dotenv', 'node']
const CASES: Case[] = [
  [1, 'plain', 'A=old\n', 'A=new\n'],
  [2, 'comments and blank lines', '# one\n\nA=old\n\n# two\n', '# one\n\nA=new\n\n# two\n'],
  [3, 'commented-out twin', '# A=old\nA=old\n#A=old\n', '# A=old\nA=new\n#A=old\n'],
  [4, 'inline comment', 'A=old # why\n', 'A=new # why\n'],
  [5, 'comment with quotes behind a quoted value', `A="old" # it's "so"\n`, `A="new" # it's "so"\n`],
  [6, '# in double quotes', 'A="o#ld" # c\n', 'A="new" # c\n'],
  [7, '# glued to the value', 'A=ol#d\nB=1\n', 'A=new\nB=1\n'],
  [8, 'export', 'export A=old\n', 'export A=new\n'],
  [9, 'export and a tab', 'export\tA=old\n', 'export\tA=new\n'],
  [10, 'indented name', '  \tA=old\n', '  \tA=new\n'],
  [11, 'spaces around the sign', 'A  =  old\n', 'A  =  new\n'],
  [12, 'colon', 'A: old\nB=1\n', 'A: new\nB=1\n'],
  [13, 'single quotes stay', "A='old'\n", "A='new'\n"],
  [14, 'double quotes stay', 'A="old"\n', 'A="new"\n'],
  [15, 'backquotes go: a shell would run what is in them', 'A=`old`\n', 'A=new\n', { readers: NODE }],
  [16, 'CRLF', 'A=old\r\nB=1\r\n', 'A=new\r\nB=1\r\n'],
  [17, 'mixed line ends', 'B=1\nA=old\r\nC=2\n\r\n', 'B=1\nA=new\r\nC=2\n\r\n'],
  [19, 'byte order mark', '\uFEFFA=old\n', '\uFEFFA=new\n'],
  [20, 'no final line break', 'B=1\nA=old', 'B=1\nA=new'],
  [21, 'empty value', 'A=\nB=1\n', 'A=new\nB=1\n'],
  [21, 'empty value and a comment', 'A= # why\n', 'A=new # why\n'],
  [22, 'empty quotes', 'A=""\n', 'A="new"\n'],
  [23, 'multi-line value whole', 'A="o\nl\nd"\nB=1\n', 'A="new"\nB=1\n'],
  [24, 'the name in the value of another', 'B="\nA=old\n"\nA=old\n', 'B="\nA=old\n"\nA=new\n'],
  [
    25,
    'PEM in another',
    `K='-----BEGIN X-----\nAB=\n-----END X-----'\nA=old\n`,
    `K='-----BEGIN X-----\nAB=\n-----END X-----'\nA=new\n`,
  ],
  [26, 'names that begin alike', 'AA=1\nA=old\nA_B=2\n', 'AA=1\nA=new\nA_B=2\n'],
  [27, 'duplicates: each is an entry', 'A=old\nB=1\nA=older\n', 'A=new\nB=1\nA=new\n'],
  [28, 'trailing spaces', 'A=old  \t\nB=1\n', 'A=new  \t\nB=1\n'],
  [29, 'escaped quote in the old value', 'A="o\\"l\\"d"\nB=1\n', 'A="new"\nB=1\n'],
  [30, 'names are no expressions', 'AxB=1\nA.B=old\nA-B=2\n', 'AxB=1\nA.B=new\nA-B=2\n', { key: 'A.B' }],
  [31, 'patterns of String.replace', "A='old'\n", "A='$&$1'\n", { value: '$&$1', readers: NODE }],
  [32, 'references to it elsewhere stay', 'A=old\nU=x://${A}@h\n', 'A=new\nU=x://${A}@h\n'],
  [33, 'order', 'Z=1\nA=old\nB=2\n', 'Z=1\nA=new\nB=2\n'],
  [34, 'neighbours that are not ASCII', 'É=ü # ☂\nA=old # 日本\n', 'É=ü # ☂\nA=new # 日本\n'],
  [35, 'garbage line', 'what is this\nA=old\n@@\n', 'what is this\nA=new\n@@\n'],
  [36, 'name without a sign', 'B\nA=old\nA\n', 'B\nA=new\nA\n'],
  [37, 'shebang', '#!/bin/sh\nA=old\n', '#!/bin/sh\nA=new\n'],
  [38, 'spaces in the old value', 'A=old old old\nB=1\n', 'A=new\nB=1\n'],
  [39, 'trailing blank lines', 'A=old\n\n\n \n', 'A=new\n\n\n \n'],
  [40, 'form feed and vertical tab', '\f\vA=old\v\f\nB=1\n', '\f\vA=new\v\f\nB=1\n'],
  [44, 'a line of over 1 MB', `B=${'x'.repeat(1 << 20)}y\nA=old\n`, `B=${'x'.repeat(1 << 20)}y\nA=new\n`],
  [58, 'backslashes: old', "A='C:\\dir\\'\nB=1\n", "A='new'\nB=1\n"],
  [
    58,
    'backslashes: new',
    "A='old'\nB=1\n",
    "A='C:\\dir'\nB=1\n",
    { value: 'C:\\dir', readers: ['dotenv', 'bash', 'compose'] },
  ],
  [58, 'a path that ends in a backslash eats no line', 'A=C:\\dir\\\nB=1\n', 'A=new\nB=1\n'],
  [59, 'line continuation', 'A=ol\\\nd\nB=1\n', 'A=new\nB=1\n'],
]

test.each(CASES)('case %i: %s', (_, __, before, after, { value = 'new', key = 'A', readers } = {}) => {
  expect(set(before, value, key, readers)).toBe(after)
  // And back: the old text again but for what the value meant.
  expect(entriesOf(after, key).map((entry) => entry.value)).toContain(value)
})

const refused: [number, string, string][] = [
  [18, 'carriage returns alone', 'A=old\rB=1\r'],
  [41, 'a quote that is never closed', 'B=1\nA="old\nC=2\n'],
  [41, 'a single quote that is never closed', "A='old\n"],
  [42, 'NUL', 'A=o\0ld\n'],
  [43, 'UTF-16, read as UTF-8', 'A\0=\0o\0'],
  [43, 'Latin-1, read as UTF-8', 'A=\uFFFD\n'],
]
test.each(refused)('case %i: %s is refused', (_, __, text) => {
  expect(() => format.entries(text)).toThrow(FormatError)
  expect(() => format.entries(text)).not.toThrow(/old/)
})

describe('case 45: a missing name is appended', () => {
  test.each([
    ['A=1\n', 'A=1\nN=new\n'],
    ['A=1', 'A=1\nN=new'],
    ['A=1\r\n', 'A=1\r\nN=new\r\n'],
    ['A=1\r\nB=2', 'A=1\r\nB=2\r\nN=new'],
    ['', 'N=new\n'],
    ['\uFEFF', '\uFEFFN=new\n'],
    ['# c', '# c\nN=new'],
    ['export A=1\nexport B=2\n', 'export A=1\nexport B=2\nexport N=new\n'],
    ['export A=1\nB=2\n', 'export A=1\nB=2\nN=new\n'],
  ])('%j', (before, after) => expect(append(before, 'N', 'new', ['dotenv', 'bash'])).toBe(after))

  test('not where it is there, goes on, or is no name', () => {
    expect(() => append('N=1\n', 'N', 'new', [])).toThrow(FormatError)
    expect(() => append('A="x\n', 'N', 'new', [])).toThrow(FormatError)
    expect(() => append('A=1\n', 'N=', 'new', [])).toThrow(FormatError)
    expect(() => append('A=1\n', 'N', 'a\'b"c\nd', ['docker'])).toThrow(/docker/)
  })
})

test('case 46: which files are taken', () => {
  const yes = ['.env', '.env.dev', '.env.local', 'a/.env.example', 'prod.env', '.envrc', 'a/env', '.ENV']
  const no = ['env.ts', 'environment', '.environment', 'a.env.js', 'dotenv', '.envs/x.json']
  expect(yes.filter((path) => !format.accepts(path, ''))).toEqual([])
  expect(no.filter((path) => format.accepts(path, ''))).toEqual([])
})

test.each([
  [52, 'encrypted:BD7x', /dotenvx/],
  [53, 'ENC[AES256_GCM,data:x]', /SOPS/],
  [54, 'op://vault/item/field', /1Password/],
  [54, 'bw://item', /Bitwarden/],
  [54, 'ref+vault://path#/key', /vals/],
])('case %i: %s may not be overwritten', (_, value, why) => expect(opaqueValue(value)).toMatch(why))

test('plain values may be overwritten', () =>
  expect(['', 'abc', 'postgres://a:b@c', 'https://x', 'x op://y', 'arn'].filter((value) => opaqueValue(value))).toEqual(
    [],
  ))

test('case 60: the old value again is refused', () => {
  for (const text of ['A=old\n', "A='old'\n", 'A="old"\n']) expect(() => set(text, 'old')).toThrow(/old one/)
})
