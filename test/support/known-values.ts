// Values to know, made at run time, and the ways in which a file may hold them.
import { expand } from '../../src/rules/template.ts'

/** A password that no pattern tells, with characters that every encoding changes; another one for each seed. */
export const password = (seed: string): string =>
  expand('{{[a-z]:5}}&{{base62:6}}/"é {{digits:3}}', `known/${seed}`).text
/** One that needs no quoting anywhere. */
export const plain = (seed: string): string => expand('{{[a-z]:4}}{{base62:8}}{{digits:2}}', `plain/${seed}`).text

export const ENCODINGS: Record<string, (value: string) => string> = {
  raw: (value) => `see ${value} there`,
  base64: (value) => Buffer.from(value).toString('base64'),
  'base64 behind one byte': (value) => Buffer.from(`:${value}`).toString('base64'),
  'base64 of a login': (value) => `Basic ${Buffer.from(`ab:${value}\n`).toString('base64')}`,
  base64url: (value) => Buffer.from(value).toString('base64url'),
  'base64url behind two bytes': (value) => Buffer.from(`??${value}`).toString('base64url'),
  percent: (value) => `https://h.test/?q=${encodeURIComponent(value)}`,
  'percent in small letters': (value) => encodeURIComponent(value).replace(/%../g, (code) => code.toLowerCase()),
  form: (value) => new URLSearchParams({ q: value }).toString(),
  hex: (value) => Buffer.from(value).toString('hex'),
  HEX: (value) => Buffer.from(value).toString('hex').toUpperCase(),
  JSON: (value) => JSON.stringify({ q: value }),
  'JSON in ASCII': (value) =>
    JSON.stringify(value).replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
  'JSON of PHP': (value) => JSON.stringify(value).replaceAll('/', String.raw`\/`),
  XML: (value) => `<a>${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}</a>`,
}
