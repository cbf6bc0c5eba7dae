// Texts of their own lines: here-documents (`<<EOF`, `<<<'EOT'`, `<<~EOS`) and the block scalars of YAML (`key: |`).
import { NEWLINE } from './bytes.ts'
import { skipName } from './name-walk.ts'
import type { Operator } from './operator.ts'
import { isQuote, startsWith } from './quotes.ts'
import { isBlank, LONGEST_VALUE, skipBlanks } from './value.ts'
import type { Value } from './value.ts'

const LONGEST_MARK = 32
const code = (char: string): number => char.charCodeAt(0)
const RETURN = code('\r')
const LESS = code('<')
const PIPE = code('|')
const GREATER = code('>')

/** Undefined when no block begins there, or when it has more than one line: a text, and no credential. */
export function readBlock(bytes: Uint8Array, at: number, operator: Operator): Value | undefined {
  if (bytes[at] === LESS && bytes[at + 1] === LESS) return hereDocument(bytes, at + 2, operator)
  const scalar = bytes[at] === PIPE || bytes[at] === GREATER
  return scalar && operator === 'colon' ? blockScalar(bytes, at + 1, operator) : undefined
}

function hereDocument(bytes: Uint8Array, from: number, operator: Operator): Value | undefined {
  let at = from
  while (at - from < 3 && '<-~ '.includes(String.fromCharCode(bytes[at] ?? 0))) at++
  if (isQuote(bytes[at])) at++
  const begin = at
  at = skipName(bytes, begin, LONGEST_MARK)
  if (at === begin) return undefined
  const mark = String.fromCharCode(...bytes.subarray(begin, at))
  const line = lineBelow(bytes, isQuote(bytes[at]) ? at + 1 : at)
  if (!line || !startsWith(bytes, skipBlanks(bytes, line.next), mark)) return undefined
  return { valueStart: line.start, valueEnd: line.end, quote: code('"'), operator }
}

function blockScalar(bytes: Uint8Array, from: number, operator: Operator): Value | undefined {
  let at = from
  while (at - from < 2 && '-+123456789'.includes(String.fromCharCode(bytes[at] ?? 0))) at++
  const line = lineBelow(bytes, at)
  if (!line) return undefined
  const indent = line.start - line.from
  const next = skipBlanks(bytes, line.next)
  const ends = next - line.next < indent || next >= bytes.length || bytes[next] === NEWLINE || bytes[next] === RETURN
  return indent > 0 && ends ? { valueStart: line.start, valueEnd: line.end, quote: code('"'), operator } : undefined
}

interface Line {
  /** With its blanks. */
  from: number
  start: number
  end: number
  next: number
}

/** The line below `at`, when nothing more stands on this one. */
function lineBelow(bytes: Uint8Array, at: number): Line | undefined {
  let from = skipBlanks(bytes, at)
  if (bytes[from] === code(';')) from++
  if (bytes[from] === RETURN) from++
  if (bytes[from] !== NEWLINE) return undefined
  from++
  const start = skipBlanks(bytes, from)
  const limit = Math.min(bytes.length, start + LONGEST_VALUE)
  let next = start
  while (next < limit && bytes[next] !== NEWLINE) next++
  let end = next
  while (end > start && (isBlank(bytes[end - 1]) || bytes[end - 1] === RETURN)) end--
  return end > start ? { from, start, end, next: next + 1 } : undefined
}
