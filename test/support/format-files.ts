// Random files of every format, written by hand-made writers that share nothing with src/formats.
import fc from 'fast-check'

interface Item {
  value: string
  style: number
  comment: boolean
}

export interface FileKind {
  path: string
  text: fc.Arbitrary<string>
}

const CHARS = [...'abcXYZ0189-_.:/@ !"#$%&\'()*+,;<=>?[]^`{|}~\\', 'é', '雪', '😀', '\t', '\n']
/** What may be asked to be written: nasty ones and such as generators make. */
export const newValue = fc.oneof(
  fc.string({ unit: fc.constantFrom(...CHARS), minLength: 1, maxLength: 12 }),
  fc.string({ unit: fc.constantFrom(...'abcdefXYZ0123456789-_'), minLength: 1, maxLength: 40 }),
  fc.constantFrom(
    'no',
    '123',
    '1e5',
    '2020-01-01',
    'null',
    '~',
    '0x1f',
    'a: b',
    'a #b',
    "it's",
    '${x}',
    '$(x)',
    '%{x}',
    ']]>',
    '<<EOT',
    '"',
    "'''",
    '"""',
    '$&',
    '$1',
  ),
)

const tame = (value: string): string => value.replace(/[^a-zA-Z0-9-]/g, 'x')
const oneLine = (value: string): string => value.replace(/[\n\t]/g, ' ')
const item: fc.Arbitrary<Item> = fc.record({
  value: fc.string({ unit: fc.constantFrom(...CHARS), minLength: 1, maxLength: 10 }),
  style: fc.nat(11),
  comment: fc.boolean(),
})

/** @param body lines of it, from items */
function file(path: string, body: (items: Item[]) => string[], eols = ['\n', '\r\n']): FileKind {
  const text = fc
    .tuple(fc.array(item, { minLength: 1, maxLength: 6 }), fc.constantFrom(...eols), fc.boolean(), fc.boolean())
    .map(([items, eol, bom, final]) => (bom ? '\ufeff' : '') + body(items).join(eol) + (final ? eol : ''))
  return { path, text }
}

/** One of the ways that can hold the value. */
const pick = (style: number, ways: (string | false)[]): string => {
  const able = ways.filter((way) => way !== false)
  return able[style % able.length]!
}
const lines = (items: Item[], mark: string, line: (item: Item, index: number) => string[]): string[] =>
  items.flatMap((item, index) => [...(item.comment ? [`${mark} V${index}: "old' one`, ''] : []), ...line(item, index)])
const ascii = (text: string): string =>
  text.replace(/[^ -~]/g, (char) =>
    [...char]
      .flatMap((c) => c.split(''))
      .map((c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  )
const blank = (style: number): string => ['', ' ', '\t', '  '][style % 4]!

export const FILES: Record<string, FileKind> = {
  json: file('a.json', (items) => [
    '{',
    ...lines(items, '//', ({ value, style }, i) => [
      `${blank(style)}"k${i}"${blank(style + 1)}: ${pick(style, [JSON.stringify(value), ascii(JSON.stringify(value)), `{"n": [${i}, /* " */ ${JSON.stringify(value)}, true,]}`])},`,
    ]),
    '}',
  ]),
  notebook: file('a.ipynb', (items) => [
    '{',
    ' "cells": [{',
    '  "source": [',
    items.map(({ value }) => `   ${JSON.stringify(`KEY = '${value}'`)}`).join(',\n'),
    '  ]}],',
    ' "nbformat": 4',
    '}',
  ]),
  yaml: file('a.yml', (items) =>
    lines(items, '#', ({ value, style }, i) => {
      const single = !/[\n\t]/.test(value) && `'${value.replaceAll("'", "''")}'`
      const raw = pick(style, [
        JSON.stringify(value),
        single,
        tame(`a${value}`),
        `&n${i} ${JSON.stringify(value)}`,
        `{"q" : [${JSON.stringify(value)}, b]}`,
      ])
      const block = `a${oneLine(value)}`.trim()
      return style > 8 ? [`k${i}: ${['|', '>-', '|-'][style % 3]}`, `   ${block}`, '   more'] : [`k${i}:  ${raw}  # "x`]
    }),
  ),
  toml: file('a.toml', (items) =>
    lines(items, '#', ({ value, style }, i) => {
      const literal = !/[\n\t']/.test(value) && `'${value}'`
      const raw = pick(style, [
        JSON.stringify(value),
        literal,
        `"""${JSON.stringify(value).slice(1, -1)}"""`,
        `[1, ${JSON.stringify(value)}, {z.y = "a"}]`,
      ])
      return [...(style > 7 ? [`[[t.u${i}]]`] : []), `k${i}.a ${blank(style)}= ${raw} # "x`]
    }),
  ),
  ini: file('a.ini', (items) => [
    '[s]',
    ...lines(items, style(items), ({ value, style }, i) => [
      `k${i}${blank(style)}${':='[style % 2]}${blank(style + 1)}${tame(value)}${blank(style)}`,
    ]),
  ]),
  npmrc: file('.npmrc', (items) =>
    lines(items, ';', ({ value, style }, i) => [
      `//r${i}/:_t${blank(style)}=${pick(style, [`x${tame(value)}`, JSON.stringify(oneLine(value)), `x${tame(value)} ; c`, `x${tame(value)}\\;y`])}`,
    ]),
  ),
  gitconfig: file('.gitconfig', (items) => [
    '[s "t.u"]',
    ...lines(items, '#', ({ value, style }, i) => [
      `\tk${i}${blank(style)}= ${pick(style, [`x${tame(value)}`, `"${oneLine(value).replace(/["\\]/g, '\\$&')}" ; c`, `x${tame(value)}\\\ny`])}`,
    ]),
  ]),
  properties: file('a.properties', (items) =>
    lines(items, '!', ({ value, style }, i) => {
      const raw = ascii(value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t')).replace(
        /^ /,
        '\\ ',
      )
      return [`k${i}${['=', ' = ', ':', ' '][style % 4]}x${raw}${style > 8 ? '\\\n   more' : ''}`]
    }),
  ),
  netrc: file(
    '.netrc',
    (items) =>
      items.flatMap(({ value, style }, i) =>
        style % 2 === 0
          ? [`machine h${i} login u`, `  password x${tame(value)}`]
          : [`machine h${i}`, `\tlogin x${tame(value)}`, '\tpassword p'],
      ),
    ['\n'],
  ),
  shell: file(
    'a.sh',
    (items) => [
      '#!/bin/sh',
      ...lines(items, '#', ({ value, style }, i) => [
        `${['', 'export ', ' '][style % 3]}V${i}=${pick(style, [tame(value), `'${value.replaceAll("'", String.raw`'\''`)}'`, `"${value.replace(/["\\$`]/g, '\\$&')}"`, `$'${value.replace(/['\\]/g, '\\$&')}'`])} # 'x`,
      ]),
    ],
    ['\n'],
  ),
  dockerfile: file('Dockerfile', (items) => [
    'FROM x',
    ...lines(items, '#', ({ value, style }, i) => [
      pick(style, [
        `ENV V${i}=${tame(value)}`,
        `ENV A=1 V${i}="${oneLine(value).replace(/["\\$`]/g, '\\$&')}" \\\n  B=2`,
        `ARG V${i}=${tame(value)}`,
      ]),
    ]),
  ]),
  hcl: file('a.tfvars', (items) =>
    lines(items, '#', ({ value, style }, i) => {
      const raw = JSON.stringify(value.replace(/[$%]+(?=[$%]\{)/g, '')).replace(/[$%](?=\{)/g, '$&$&')
      return [
        `v${i}${blank(style)} = ${pick(style, [raw, `<<-EOT\n  ${tame(value)}\nEOT`, `"x${tame(value)}"`])}${style % 3 === 1 ? '' : ' // "c'}`,
      ]
    }),
  ),
  xml: file('web.config', (items) => [
    '<?xml version="1.0"?>',
    '<c>',
    ...items.flatMap(({ value, style, comment }, i) => {
      const escaped = value.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`)
      const attribute = escaped.replace(/[\n\t]/g, (char) => `&#${char.charCodeAt(0)};`)
      return [
        ...(comment ? ['<!-- <x y="z"> -->'] : []),
        pick(style, [
          `  <add key="k${i}" value="${attribute}"/>`,
          `<a${i} b = '${attribute}' >x${escaped}</a${i}>`,
          `<b><![CDATA[x${value.replaceAll(']', 'x')}]]></b>`,
        ]),
      ]
    }),
    '</c>',
  ]),
}

function style(items: Item[]): string {
  return items.length % 2 === 0 ? '#' : ';'
}
