// Escapes of characters in strings of programs and JSON: \u0041, \u{41}, \x41; with them \n, \" and their like.
import { hexAt } from '../../encoded.ts'
import { latin1 } from '../../bytes.ts'
import { findEscaped } from '../escapes.ts'
import type { Escape } from '../escapes.ts'
import type { Encoding } from '../contract.ts'

export const BACKSLASH = 92
const SIMPLE: Record<string, string> = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '`': '`', '/': '/', '\\': '\\' }
const HIGH = /^\\u[Dd][89ABab][0-9A-Fa-f]{2}\\u[Dd][C-Fc-f][0-9A-Fa-f]{2}/
const HEXADECIMAL = /^\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4}))/

export const encoding: Encoding = {
  find: (bytes, { escapes }) => findEscaped(bytes, 'escapes of a string', escapes.unicode, (at) => escapeAt(bytes, at)),
}

/** Of a string of a program, and so of JSON. */
export function escapeAt(bytes: Uint8Array, at: number): Escape | undefined {
  const kind = String.fromCharCode(bytes[at + 1] ?? 0)
  if (kind === 'x') {
    const stands = hexAt(bytes, at + 2)
    return stands === undefined ? undefined : { length: 4, stands }
  }
  if (kind !== 'u') return SIMPLE[kind] === undefined ? undefined : { length: 2, stands: SIMPLE[kind].charCodeAt(0) }
  const text = latin1(bytes, at, Math.min(bytes.length, at + 12))
  // Two halves of one character.
  if (HIGH.test(text)) return { length: 12, stands: JSON.parse(`"${text}"`).codePointAt(0) as number }
  const [all, braced, plain] = HEXADECIMAL.exec(text) ?? []
  if (all === undefined) return undefined
  const stands = Number.parseInt(braced ?? plain!, 16)
  return stands > 0x10ffff ? undefined : { length: all.length, stands }
}
