// The texts that a name has: one, those of a list, those of the JSON that a string holds.
import { endsCell } from './assignment.ts'
import type { Assignment } from './assignment.ts'
import { quoteAt } from './quotes.ts'
import { NEWLINE } from './bytes.ts'
import { cellsBelow } from './csv.ts'
import { columnBelow } from './table.ts'
import { itemAt, readValue, skipBlanks, skipSpace } from './value.ts'

const COLON = 58
const BRACE = 123
const COMMA = 44
const DASH = 45
const MOST_PARTS = 8

/** `"Apitoken": "{\"name\": \"x\", \"sig\": \"y\"}"` says x and y. */
export function partsOf(bytes: Uint8Array, assignment: Assignment): Assignment[] {
  const { valueStart, valueEnd, quote } = assignment
  if (assignment.operator === 'list') return listOf(bytes, assignment, MOST_PARTS)
  // new UsernamePasswordCredentials("user", "x")
  if (assignment.operator === 'call') return listOf(bytes, assignment, 2)
  if (assignment.operator === 'column') return cellsOf(bytes, assignment)
  if (assignment.operator === 'csv')
    return cellsBelow(bytes, assignment.nameStart)!.map((cell) => ({ ...assignment, ...cell }))
  if (quote === 0 || bytes[valueStart] !== BRACE) return [assignment]
  const parts: Assignment[] = []
  for (let at = valueStart; at < valueEnd && parts.length < MOST_PARTS; ) {
    const open = quoteAt(bytes, at)
    if (!open) {
      at++
      continue
    }
    const start = at + open.length
    const end = endOf(bytes, start, valueEnd, open.byte)
    const after = end + (quoteAt(bytes, end)?.length ?? 1)
    if (bytes[skipBlanks(bytes, after)] !== COLON && end > start)
      parts.push({ ...assignment, valueStart: start, valueEnd: end, quote: open.byte, operator: 'nested' })
    at = after
  }
  return parts.length > 0 ? parts : [assignment]
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
