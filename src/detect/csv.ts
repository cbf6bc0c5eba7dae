// Values between commas or tabs: the first line names the columns, as in the passwords that a browser exports. `url,user,password`.
import { COMMA, RETURN } from './ascii.ts'
import { latin1, NEWLINE } from './bytes.ts'
import { judgeName } from './names.ts'
import type { Value } from './value.ts'

const TAB = 9
const QUOTE = 34
/** Bytes of the line that names the columns. */
const WIDEST = 512
const LONGEST_ROW = 4096
/** An export of users may have millions. */
const MOST_ROWS = 1000
const HEADS = /^(?:\xef\xbb\xbf)?"?[A-Za-z][\w .#-]{0,40}"?(?:[,\t]"?[A-Za-z][\w .#-]{0,40}"?){1,40}\r?$/

/** @param at within a name. @param most rows that are read. @returns undefined when it names no column, or none of secrets. */
export function cellsBelow(bytes: Uint8Array, at: number, most = MOST_ROWS): Value[] | undefined {
  if (at >= WIDEST) return undefined
  const end = bytes.subarray(0, WIDEST).indexOf(NEWLINE)
  if (end < at) return undefined
  const line = latin1(bytes, 0, end)
  if (!HEADS.test(line)) return undefined
  const separator = line.includes('\t') ? TAB : COMMA
  const heads = line.split(String.fromCharCode(separator))
  const column = line.slice(0, at).split(String.fromCharCode(separator)).length - 1
  if (heads.length < 2 || !judgeName(heads[column]!)) return undefined
  const values: Value[] = []
  for (let row = end + 1, rows = 0; row < bytes.length && rows < most; rows++) {
    const cells = cellsOf(bytes, row, separator)
    if (!cells) break
    if (cells.length === heads.length) values.push(cells[column]!)
    // Prose or a program whose first line looks like names.
    else if (rows === 0) return undefined
    row = cells.at(-1)!.valueEnd
    while (row < bytes.length && bytes[row] !== NEWLINE) row++
    row++
  }
  return values.length > 0 ? values : undefined
}

/** Undefined when the line is none of cells. */
function cellsOf(bytes: Uint8Array, row: number, separator: number): Value[] | undefined {
  const most = Math.min(bytes.length, row + LONGEST_ROW)
  const cells: Value[] = []
  for (let at = row; ; at++) {
    const quote = bytes[at] === QUOTE ? QUOTE : 0
    const valueStart = quote ? at + 1 : at
    at = valueStart
    if (quote) while (at < most && (bytes[at] !== QUOTE || bytes[at + 1] === QUOTE)) at += bytes[at] === QUOTE ? 2 : 1
    else while (at < most && bytes[at] !== separator && bytes[at] !== NEWLINE && bytes[at] !== RETURN) at++
    if (at >= most && at < bytes.length) return undefined
    cells.push({ valueStart, valueEnd: Math.min(at, bytes.length), quote, operator: 'cell' })
    if (quote) at++
    if (bytes[at] !== separator) return cells
  }
}
