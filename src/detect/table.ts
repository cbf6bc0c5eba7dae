// Tables in text: the head of a column names the cells below it. `| User | Password |` over `|---|---|` over `| root | x |`.
import { PIPE } from './ascii.ts'
import { latin1, NEWLINE } from './bytes.ts'
import { judgeName } from './names.ts'
import { isBlank } from './value.ts'

const MOST_ROWS = 8
/** Bytes of a row before a column. */
const WIDEST = 512
/** A longer line is no row: a program in one line must not be searched for its end at each of its pipes. */
const LONGEST_ROW = 4096
/** `|---|:--:|`, `+-----+-----+` */
const RULE = /^[ \t]*[|+][-|+:= \t]{3,}$/

/** Positions in bytes. */
export interface Column {
  /** Where the text of its head begins. */
  head: number
  /** Where the texts of the cells begin that are not empty. */
  cells: number[]
}

/** @param at within a head. @returns undefined when it is none, or names no secret. */
export function columnBelow(bytes: Uint8Array, at: number): Column | undefined {
  const least = Math.max(0, at - WIDEST)
  const before = bytes.subarray(least, at + 1)
  const newline = before.lastIndexOf(NEWLINE)
  if (newline === -1 && least > 0) return undefined
  const line = least + newline + 1
  const open = least + before.lastIndexOf(PIPE)
  const close = bytes.indexOf(PIPE, at)
  if (open < line || open === least - 1 || close === -1 || close - line > WIDEST) return undefined
  const head = skipPadding(bytes, open + 1)
  const rule = nextLine(bytes, close)
  if (!judgeName(latin1(bytes, head, close).trim()) || !RULE.test(lineAt(bytes, rule))) return undefined
  const column = pipesIn(bytes, line, open)
  const cells: number[] = []
  let row = nextLine(bytes, rule)
  for (let rows = 0; rows < MOST_ROWS; rows++, row = nextLine(bytes, row)) {
    const cell = cellAt(bytes, row, column)
    if (cell === undefined) break
    const text = skipPadding(bytes, cell)
    if (bytes[text] !== PIPE && bytes[text] !== NEWLINE) cells.push(text)
  }
  return cells.length > 0 ? { head, cells } : undefined
}

/** Blanks fill a cell to the width of its column. */
export function skipPadding(bytes: Uint8Array, from: number): number {
  let at = from
  while (at - from < WIDEST && isBlank(bytes[at])) at++
  return at
}

/** The end of what is looked at when there is none. */
function nextLine(bytes: Uint8Array, from: number): number {
  const at = bytes.subarray(from, from + LONGEST_ROW).indexOf(NEWLINE)
  return at === -1 ? Math.min(bytes.length, from + LONGEST_ROW) : from + at + 1
}

const lineAt = (bytes: Uint8Array, at: number): string =>
  latin1(bytes, at, Math.min(nextLine(bytes, at), at + WIDEST)).trimEnd()

const pipesIn = (bytes: Uint8Array, from: number, to: number): number =>
  bytes.subarray(from, to).reduce((sum, byte) => sum + Number(byte === PIPE), 0)

/** Undefined when the line has no such column. */
function cellAt(bytes: Uint8Array, line: number, column: number): number | undefined {
  const end = Math.min(nextLine(bytes, line), line + WIDEST)
  let at = skipPadding(bytes, line)
  if (bytes[at] !== PIPE) return undefined
  for (let passed = 0; passed < column; passed++) {
    at = bytes.indexOf(PIPE, at + 1)
    if (at === -1 || at >= end) return undefined
  }
  return at + 1
}
