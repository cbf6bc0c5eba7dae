// The forms in which a secret stands inside other values: percent-encoded in a URL, base64 in a header, escaped in a string.
import { isPart } from './plain.ts'

/** One way of writing a secret down. */
export interface Derived {
  /** In words for people. */
  how: string
  /** What to look for. */
  find: string
  /** The same form of another value. */
  make: (value: string) => string
}

const base64 = (value: string): string => Buffer.from(value).toString('base64')
const unpadded = (value: string): string => base64(value).replace(/=+$/, '')
const jsonInner = (value: string): string => JSON.stringify(value).slice(1, -1)
const hex = (byte: string): string => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`
/** RFC 3986: all but unreserved characters. */
const percent = (value: string): string => encodeURIComponent(value).replace(/[!'()*]/g, hex)
const XML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

const FORMS: [how: string, make: (value: string) => string][] = [
  ['as it is', (value) => value],
  ['percent-encoded', percent],
  ['percent-encoded, small letters', (value) => percent(value).replace(/%../g, (code) => code.toLowerCase())],
  ['percent-encoded as encodeURIComponent does', encodeURIComponent],
  // RFC 3986, 3.2.1: sub-delims may stand in userinfo.
  ['percent-encoded in userinfo', (value) => percent(value).replace(/%(?:2[14678ABC9]|3[BD])/g, decodeURIComponent)],
  ['form-encoded', (value) => new URLSearchParams({ v: value }).toString().slice(2)],
  ['base64', base64],
  ['base64 without padding', unpadded],
  ['base64url', (value) => base64(value).replaceAll('+', '-').replaceAll('/', '_')],
  ['base64url without padding', (value) => Buffer.from(value).toString('base64url')],
  ['JSON-escaped', jsonInner],
  [
    'JSON-escaped, ASCII only',
    (value) =>
      jsonInner(value).replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ],
  ['JSON-escaped twice', (value) => jsonInner(jsonInner(value))],
  ['hex', (value) => Buffer.from(value).toString('hex')],
  ['hex, capital letters', (value) => Buffer.from(value).toString('hex').toUpperCase()],
  ['XML-escaped', (value) => value.replace(/[&<>"']/g, (char) => XML[char]!)],
  ['XML-escaped in text', (value) => value.replace(/[&<>]/g, (char) => XML[char]!)],
  ['shell single-quote-escaped', (value) => value.replaceAll("'", String.raw`'\''`)],
  ['with $ doubled', (value) => value.replaceAll('$', '$$$$')],
]

/**
 * All forms of a secret, the most literal first, each text once.
 * @param old not empty
 */
export function derivedForms(old: string): Derived[] {
  const seen = new Set<string>()
  return FORMS.flatMap(([how, make]) => {
    const find = make(old)
    if (seen.has(find)) return []
    seen.add(find)
    return [{ how, find, make }]
  })
}

/** Base64 that may hold a secret among other text: `user:password`. RFC 7617. */
const BASE64 = /[A-Za-z0-9+/_-]{8,}={0,2}/g

/**
 * Finds a secret in the value of an entry, in any form, and gives the whole new value.
 * @param value as the file's grammar reads it
 */
export function replaceIn(value: string, old: string, next: string): { value: string; how: string } | undefined {
  if (old === '') return undefined
  const how = new Set<string>()
  const literal = replaceForms(value, old, next, how)
  const all = literal.replace(BASE64, (text) => {
    const plain = decoded(text)
    if (plain === undefined) return text
    const inner = replaceForms(plain, old, next, new Set())
    if (inner === plain) return text
    how.add('inside base64')
    const url = /[-_]/.test(text)
    const bare = Buffer.from(inner)
      .toString(url ? 'base64url' : 'base64')
      .replace(/=+$/, '')
    return text.length % 4 === 0 ? bare.padEnd(Math.ceil(bare.length / 4) * 4, '=') : bare
  })
  return how.size === 0 ? undefined : { value: all, how: [...how].join(', ') }
}

/** One pass over the text, so that nothing is replaced in what was put there; at one place the longest form wins. */
function replaceForms(text: string, old: string, next: string, how: Set<string>): string {
  const forms = derivedForms(old)
  // In a URL the raw form of a new value with reserved characters would end its userinfo.
  const inUrl = /^[a-z][a-z0-9+.-]*:\/\//i.test(text)
  const at = forms.map((form) => indexOf(text, form.find, 0))
  let result = ''
  for (let from = 0; ; ) {
    let best = -1
    for (const [index, form] of forms.entries()) {
      if (at[index]! !== -1 && at[index]! < from) at[index] = indexOf(text, form.find, from)
      if (at[index] === -1) continue
      const lead = best === -1 ? -1 : at[index]! - at[best]! || forms[best]!.find.length - form.find.length
      if (lead < 0) best = index
    }
    if (best === -1) return result + text.slice(from)
    const form = forms[best]!
    result +=
      text.slice(from, at[best]) + (form.find === old && inUrl && text !== old ? percent(next) : form.make(next))
    how.add(form.how)
    from = at[best]! + form.find.length
  }
}

/** Where it stands alone, not as a part of a longer word. */
function indexOf(text: string, find: string, from: number): number {
  let at = text.indexOf(find, from)
  while (at !== -1 && isPart(text, at, find)) at = text.indexOf(find, at + 1)
  return at
}

/** The text that base64 holds; nothing when it holds other bytes. */
function decoded(text: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(text, 'base64'))
  } catch {
    return undefined
  }
}
