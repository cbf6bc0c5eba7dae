// The texts that a name has: one, those of a list, those of the JSON that a string holds.
import { endsCell } from './assignment.ts'
import type { Assignment } from './assignment.ts'
import { namesIdentifier } from './names.ts'
import { quoteAt } from './quotes.ts'
import { latin1, NEWLINE } from './bytes.ts'
import { skipNameBack } from './name-walk.ts'
import { cellsBelow } from './csv.ts'
import { columnBelow } from './table.ts'
import { itemAt, readValue, skipBlanks, skipBlanksBack, skipSpace } from './value.ts'

const COLON = 58
const BRACE = 123
const COMMA = 44
const DASH = 45
const MOST_PARTS = 8
const LONGEST_KEY = 40

/** All values of an assignment: `["x", "y"]`, `'{"value": "x"}'`. */
export function partsOf(bytes: Uint8Array, assignment: Assignment): Assignment[] {
  const { valueStart, quote } = assignment
  if (assignment.operator === 'list') return listOf(bytes, assignment, MOST_PARTS)
  // new UsernamePasswordCredentials("user", "x")
  if (assignment.operator === 'call') return listOf(bytes, assignment, 2)
  if (assignment.operator === 'column') return cellsOf(bytes, assignment)
  if (assignment.operator === 'csv')
    return cellsBelow(bytes, assignment.nameStart)!.map((cell) => ({ ...assignment, ...cell }))
  if (quote === 0 || bytes[valueStart] !== BRACE) return [assignment]
  // "{{ lookup('env', 'X') }}" is a template, '{{"password": "x"}}' a text of Python; the words in them lead to what they hold.
  return bytes[valueStart + 1] === BRACE ? [] : nestedIn(bytes, assignment)
}

/** Keys that say nothing of their values: what the outer name says counts. */
const SILENT = new Set(['', ...'value val v data d key k text content string'.split(' ')])
/** Too random for a word: of a token in several parts, `"Apitoken": "{\"name\": \"x\", \"sig\": \"y\"}"`. */
const RANDOM = /^(?=[^\d]{0,23}\d)(?=\d{0,23}[A-Za-z])[\w+/=-]{24,}$/

/** What a token's claims are called, and its head. https://www.rfc-editor.org/rfc/rfc7519#section-4.1 */
const CLAIMS = new Set('iss aud sub typ alg kid jti azp nonce sid'.split(' '))

function isOfOuter(key: string, value: string): boolean {
  const word = key.toLowerCase()
  return SILENT.has(word) || (RANDOM.test(value) && !CLAIMS.has(word) && !namesIdentifier(key))
}

/** What has a key of its own is left to that: a word in it leads there. A list belongs to the key before it. */
function nestedIn(bytes: Uint8Array, assignment: Assignment): Assignment[] {
  const { valueStart, valueEnd } = assignment
  const parts: Assignment[] = []
  let isText = true
  let owner = ''
  for (let at = valueStart; at < valueEnd && parts.length < MOST_PARTS; ) {
    const open = quoteAt(bytes, at)
    if (!open) {
      at++
      continue
    }
    isText = false
    const start = at + open.length
    const end = endOf(bytes, start, valueEnd, open.byte)
    const after = end + (quoteAt(bytes, end)?.length ?? 1)
    const isKey = bytes[skipBlanks(bytes, after)] === COLON
    const key = isKey ? latin1(bytes, start, end) : bareKeyBefore(bytes, at)
    if (key !== undefined) owner = key
    if (!isKey && end > start && isOfOuter(owner, latin1(bytes, start, end)))
      parts.push({ ...assignment, valueStart: start, valueEnd: end, quote: open.byte, operator: 'nested' })
    at = after
  }
  return isText ? [assignment] : parts
}

/** `{ user: "x" }` */
function bareKeyBefore(bytes: Uint8Array, quote: number): string | undefined {
  const colon = skipBlanksBack(bytes, quote - 1)
  if (bytes[colon] !== COLON) return undefined
  const end = skipBlanksBack(bytes, colon - 1) + 1
  const start = skipNameBack(bytes, end, LONGEST_KEY)
  return end > start ? latin1(bytes, start, end) : undefined
}

function endOf(bytes: Uint8Array, from: number, most: number, quote: number): number {
  let at = from
  while (at < most && quoteAt(bytes, at)?.byte !== quote) at++
  return at
}

/** `["a", "b"]`, and the lines of YAML that begin with a dash. */
function listOf(bytes: Uint8Array, first: Assignment, most: number): Assignment[] {
  const items = [first]
  for (let last = first; items.length < most; items.push(last)) {
    const behind = last.valueEnd + (quoteAt(bytes, last.valueEnd)?.length ?? 0)
    const at = skipSpace(bytes, behind)
    const dash =
      first.operator === 'list' && bytes[at] === DASH && at > behind && bytes.subarray(behind, at).includes(NEWLINE)
    const item = bytes[at] === COMMA ? itemAt(bytes, skipSpace(bytes, at + 1)) : dash ? itemAt(bytes, at) : undefined
    if (!item) break
    last = { ...first, ...item, operator: first.operator }
  }
  return items
}

/** To the judge a cell below its name is like one beside it. */
function cellsOf(bytes: Uint8Array, first: Assignment): Assignment[] {
  return columnBelow(bytes, first.nameStart)!.cells.flatMap((cell) => {
    const value = readValue(bytes, cell, 'cell')
    return value && endsCell(bytes, value.valueEnd) ? [{ ...first, ...value }] : []
  })
}
