// A variable's default: `${X:-x}` of shells, `${x.y:x}` of Spring, `${env:X, 'x'}` of Serverless, `{{ .X | default "x" }}` of Helm.
import { BRACE, CLOSE_BRACE, COLON, COMMA, DASH, DOLLAR, EQUALS, PLUS, QUESTION } from './ascii.ts'
import { latin1 } from './bytes.ts'
import { skipName } from './name-walk.ts'
import { isQuote, startsWith } from './quotes.ts'
import { skipBlanks, stringAt } from './value.ts'
import type { Value } from './value.ts'

const LONGEST_NAME = 80
const DEEPEST = 3
const LONGEST_TEMPLATE = 120

/** The word before the colon may also say where the rest is looked up: `${env:X}`, `${ssm:/x}`, `${secretsmanager:x}`. */
const IS_VARIABLE = /[._]|[a-z][A-Z]|^[A-Z]{4}/

/** The default alone, where the value is a reference that has one. */
export function withDefault(bytes: Uint8Array, value: Value, depth = 0): Value {
  const { valueStart, valueEnd } = value
  if (value.quote === 0 && startsWith(bytes, valueStart, '{{')) return inTemplate(bytes, value)
  if (!startsWith(bytes, valueStart, '${') || value.joined !== undefined || depth === DEEPEST) return value
  const start = defaultAt(bytes, valueStart + 2)
  if (start === undefined) return value
  if (isQuote(bytes[start])) {
    const text = stringAt(bytes, start, value.operator)?.value
    return text && bytes[text.valueEnd + 1] === CLOSE_BRACE ? text : value
  }
  const end = valueEnd - 1
  if (bytes[end] !== CLOSE_BRACE || start >= end) return value
  const text = { ...value, valueStart: start, valueEnd: end }
  const inner = withDefault(bytes, text, depth + 1)
  if (inner !== text) return inner
  const plain = !bytes.subarray(start, end).some((byte) => byte === DOLLAR || byte === BRACE || byte === CLOSE_BRACE)
  return plain ? text : value
}

/** `default "x" .Values.x` and `.Values.x | default "x"`, in braces. */
function inTemplate(bytes: Uint8Array, value: Value): Value {
  const { valueStart, operator } = value
  const text = latin1(bytes, valueStart, Math.min(bytes.length, valueStart + LONGEST_TEMPLATE))
  const word = text.indexOf(' default ')
  if (word === -1 || word > text.indexOf('}}')) return value
  const at = valueStart + word + ' default '.length
  return isQuote(bytes[at]) ? (stringAt(bytes, at, operator)?.value ?? value) : value
}

/** @param from where the variable's name begins */
function defaultAt(bytes: Uint8Array, from: number): number | undefined {
  const end = skipName(bytes, from, LONGEST_NAME)
  const named = bytes[end] === COLON ? skipName(bytes, end + 1, LONGEST_NAME) : end
  if (bytes[named] === COMMA) {
    const text = skipBlanks(bytes, named + 1)
    return isQuote(bytes[text]) ? text : undefined
  }
  return bytes[end] === COLON ? behindVariable(bytes, from, end) : undefined
}

/** Is the name the one of a reference? */
export const inReference = (bytes: Uint8Array, nameStart: number): boolean =>
  bytes[nameStart - 1] === BRACE && bytes[nameStart - 2] === DOLLAR

/** Where the default begins behind `colon`; `:?` has a message there. */
export function behindVariable(bytes: Uint8Array, nameStart: number, colon: number): number | undefined {
  const next = bytes[colon + 1]
  if (next === DASH || next === EQUALS) return colon + 2
  if (next === QUESTION || next === PLUS || next === COLON) return undefined
  return IS_VARIABLE.test(latin1(bytes, nameStart, colon)) ? colon + 1 : undefined
}
