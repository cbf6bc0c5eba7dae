// The texts that a value is made of: one, or those of the JSON that a string holds.
import type { Assignment } from './assignment.ts'
import { quoteAt } from './quotes.ts'
import { skipBlanks } from './value.ts'

const COLON = 58
const BRACE = 123
const MOST_PARTS = 8

/** `"Apitoken": "{\"name\": \"x\", \"sig\": \"y\"}"` says x and y. */
export function partsOf(bytes: Uint8Array, assignment: Assignment): Assignment[] {
  const { valueStart, valueEnd, quote } = assignment
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
