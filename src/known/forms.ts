// The ways in which a value may stand in a file: as it is, and in the encodings that people and programs use. Pure.

/** Bytes; a rolling hash over this many finds a form, so shorter ones are not looked for. */
export const SHORTEST = 8

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** All different forms of a value, itself first; each one is of `SHORTEST` bytes or more. */
export function formsOf(value: string): Uint8Array[] {
  const encoder = new TextEncoder()
  const bytes = encoder.encode(value)
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const json = JSON.stringify(value).slice(1, -1)
  const base64 = [0, 1, 2].map((offset) => base64Inside(bytes, offset))
  // A lone surrogate has no UTF-8; what stands in a file is the replacement character.
  const percent = encodeURIComponent(new TextDecoder().decode(bytes))
  const strict = percent.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
  const forms = [
    value,
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    percent,
    strict,
    lowerEscapes(percent),
    lowerEscapes(strict),
    strict.replaceAll('%20', '+'),
    hex,
    hex.toUpperCase(),
    json,
    // As PHP and as Python write JSON.
    json.replaceAll('/', String.raw`\/`),
    json.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  ]
  return [...new Set(forms)].map((form) => encoder.encode(form)).filter((form) => form.length >= SHORTEST)
}

const lowerEscapes = (text: string): string => text.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())

/**
 * The characters that the value alone decides when `offset` bytes of something else stand before it in the encoded text.
 * https://datatracker.ietf.org/doc/html/rfc4648#section-4
 */
function base64Inside(bytes: Uint8Array, offset: number): string {
  const bitAt = (at: number): number => (bytes[(at >> 3) - offset]! >> (7 - (at & 7))) & 1
  const first = Math.ceil((offset * 8) / 6)
  const last = Math.floor(((offset + bytes.length) * 8) / 6)
  let text = ''
  for (let char = first; char < last; char++) {
    let index = 0
    for (let bit = 0; bit < 6; bit++) index = (index << 1) | bitAt(char * 6 + bit)
    text += BASE64[index]!
  }
  return text
}
