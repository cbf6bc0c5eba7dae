// Formats by hand: one text, one key, one new value, the text that must come out; secrets inside other values; plain text.
import { describe, expect, it } from 'vitest'
import { derivedForms, replaceIn } from '../src/formats/derived.ts'
import { FormatError } from '../src/formats/format-error.ts'
import { replaceExact } from '../src/formats/plain.ts'
import { formatOf, rewrite } from '../src/formats/rewrite.ts'

const b64 = (text: string): string => Buffer.from(text).toString('base64')

/** Undefined: refused. */
const CASES: [path: string, before: string, key: string, value: string, after: string | undefined][] = [
  [
    'a.json',
    '\ufeff{\r\n\t"a" : "old", // "a": "old"\r\n}',
    'a',
    'n"w',
    '\ufeff{\r\n\t"a" : "n\\"w", // "a": "old"\r\n}',
  ],
  ['a.json', '{"a": "\\u00e9\\/old"}', 'a', 'é/new', '{"a": "\\u00e9\\/new"}'],
  ['a.json', '{"a": 12}', 'a', 'x', '{"a": "x"}'],
  [
    'a.ipynb',
    '{\n "cells": [{"source": ["K = \'old\'\\n"]}]\n}',
    'cells.0.source.0',
    "K = 'new'\n",
    '{\n "cells": [{"source": ["K = \'new\'\\n"]}]\n}',
  ],
  ['a.yml', 'a: old # c\nb: &x old\nc: *x\n', 'b', 'new', 'a: old # c\nb: &x new\nc: *x\n'],
  ['a.yml', 'a: old', 'a', 'no', "a: 'no'"],
  ['a.yml', "a: 'old'", 'a', "it's", "a: 'it''s'"],
  ['a.yml', 'a: |\n  l1\n  old\nb: x\n', 'a', 'l1\nnew\n', 'a: |\n  l1\n  new\nb: x\n'],
  ['a.yml', 'a: >-\n  old\n  text\n', 'a', 'new text', 'a: >-\n  new\n  text\n'],
  [
    'compose.yml',
    'services:\n  w:\n    environment:\n      - K=old # c\n',
    'services.w.environment.K',
    'new',
    'services:\n  w:\n    environment:\n      - K=new # c\n',
  ],
  [
    's.yaml',
    `kind: Secret\ndata:\n  p: ${b64('old')}\n`,
    'data.p',
    'newer',
    `kind: Secret\ndata:\n  p: ${b64('newer')}\n`,
  ],
  ['s.yaml', 'env:\n  - name: K\n    value: old\n', 'env.K.value', 'new', 'env:\n  - name: K\n    value: new\n'],
  ['a.toml', "[a]\nb.c = 'old' # x\r\n", 'a.b.c', "n'w", '[a]\nb.c = "n\'w" # x\r\n'],
  ['a.ini', '[s]\nk : old\n; k = old\n', 's.k', 'new', '[s]\nk : new\n; k = old\n'],
  ['a.ini', '[s]\nk = old\n', 's.k', 'n%w', undefined],
  ['a.ini', '[s]\nk = "old"\n', 's.k', 'n w', '[s]\nk = "n w"\n'],
  ['.npmrc', '//r.test/:_authToken=old ; c\n', '//r.test/:_authToken', 'n;w', '//r.test/:_authToken=n\\;w ; c\n'],
  ['.gitconfig', '[a "b"]\n\tk = old ; c\n', 'a.b.k', 'n;w', '[a "b"]\n\tk = "n;w" ; c\n'],
  ['a.properties', 'k: old\\\n   er\n', 'k', 'né', 'k: n\\u00e9\n'],
  ['.netrc', 'machine m login l\n  password old\n', 'm.password', 'new', 'machine m login l\n  password new\n'],
  ['.netrc', 'machine m password old', 'm.password', 'n w', undefined],
  ['a.sh', 'export K=old # c\n', 'K', '$(x)', "export K='$(x)' # c\n"],
  ['a.sh', 'U="p://u:old@$H/x"\n', 'U.0', 'p://u:new@', 'U="p://u:new@$H/x"\n'],
  ['Dockerfile', 'FROM x\nENV A=1 K="old" \\\n  B=2\n', 'K', 'n w', 'FROM x\nENV A=1 K="n w" \\\n  B=2\n'],
  ['Dockerfile', 'ENV K=old\n', 'K', 'a\nb', undefined],
  ['a.tfvars', 'k = "old" # c\n', 'k', '${x}', 'k = "$${x}" # c\n'],
  ['a.tf', 'u = "p://u:old@${var.h}"\n', 'u.0', 'p://u:new@', 'u = "p://u:new@${var.h}"\n'],
  ['web.config', '<c><add key="K" value="old"/></c>', 'c.add.K', 'a"<', '<c><add key="K" value="a&quot;&lt;"/></c>'],
  ['a.xml', '<c><p><![CDATA[old]]></p></c>', 'c.p', 'a<b', '<c><p><![CDATA[a<b]]></p></c>'],
]

describe('formats', () => {
  it.each(CASES)('%s %j: %s becomes %j', (path, before, key, value, after) => {
    const { format } = formatOf(path, before)
    const entry = format.entries(before).find((one) => one.key.join('.') === key)!
    const work = (): string => rewrite(format, before, [{ entry, value }])
    if (after === undefined) expect(work).toThrow(FormatError)
    else expect(work()).toBe(after)
  })

  it('refuses entries of another text, and two values for one place', () => {
    const { format } = formatOf('a.json', '{"a": "x"}')
    const [entry] = format.entries('{"a": "x"}')
    const edit = { entry: entry!, value: 'y' }
    expect(() => rewrite(format, '{"b": "x"}', [edit])).toThrow(/changed/)
    expect(() => rewrite(format, '{"a": "x"}', [edit, edit])).toThrow(/two new values/)
    expect(() => rewrite(format, '{"a": "x"}', [{ ...edit, value: '\ud800' }])).toThrow(FormatError)
  })
})

describe('plain text', () => {
  it.each([
    ["k = 'old'", 'old', 'new', "k = 'new'"],
    ['old older bold old_x (old)', 'old', 'new', 'new older bold old_x (new)'],
    ['a-old$', 'old', '$&', undefined],
    ['"a$b"', 'a$b', 'c$d', '"c$d"'],
    ['nothing', 'old', '"', 'nothing'],
    ['éold old', 'old', 'x', 'éold x'],
  ])('%j', (text, old, value, after) => {
    if (after === undefined) expect(() => replaceExact(text, old, value)).toThrow(FormatError)
    else expect(replaceExact(text, old, value)).toBe(after)
  })
})

describe('derived values', () => {
  const old = 'o/l+d @&'
  const next = 'n?w=#%'
  const q = encodeURIComponent

  it.each([
    [old, next],
    [`p://u:${q(old)}@h/d`, `p://u:${q(next)}@h/d`],
    [`Basic ${b64(`u:${old}`)}`, `Basic ${b64(`u:${next}`)}`],
    [b64(old), b64(next)],
    [Buffer.from(old).toString('hex'), Buffer.from(next).toString('hex')],
    [`{"p":"${old}"}`, `{"p":"${next}"}`],
    [`a ${old.replace('&', '&amp;')}`, `a ${next}`],
  ])('%j', (value, after) => {
    expect(replaceIn(value, old, next)?.value).toBe(after)
  })

  it('percent-encodes a value that its URL could not hold as it is', () => {
    const url = (password: string): string => `p://u:${password}@h`
    expect(replaceIn(url('old'), 'old', 'a@b/c')?.value).toBe(url(q('a@b/c')))
  })

  it('finds nothing in parts of words, and replaces nothing twice', () => {
    expect(replaceIn('older', 'old', 'x')).toBeUndefined()
    expect(replaceIn('old-old', 'old', 'x-old')?.value).toBe('x-old-x-old')
  })

  it('has each text once', () => {
    const found = derivedForms(old).map((form) => form.find)
    expect(new Set(found).size).toBe(found.length)
    for (const form of derivedForms(old)) expect(form.make(old)).toBe(form.find)
  })
})
