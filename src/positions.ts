// Byte offsets to lines and columns, as editors count them: from 1, columns in UTF-16 units.
import { NEWLINE } from './detect/bytes.ts'

export interface Position {
  line: number
  column: number
}

/** Walks forward only, so that ten thousand findings on one 50 MB line cost one pass: ask for ascending offsets. */
export class Positions {
  readonly #bytes: Uint8Array
  readonly #start: Position
  #offset = 0
  #line: number
  #column: number

  /** @param start where the first byte stands. */
  constructor(bytes: Uint8Array, start: Position = { line: 1, column: 1 }) {
    this.#bytes = bytes
    this.#start = start
    this.#line = start.line
    this.#column = start.column
  }

  at(offset: number): Position {
    if (offset < this.#offset) {
      this.#offset = 0
      this.#line = this.#start.line
      this.#column = this.#start.column
    }
    for (; this.#offset < offset; this.#offset++) {
      const byte = this.#bytes[this.#offset]!
      if (byte === NEWLINE) {
        this.#line++
        this.#column = 1
      } else if (byte >= 0xf0) this.#column += 2
      // Continuation bytes belong to the character that was counted already.
      else if (byte < 0x80 || byte >= 0xc0) this.#column++
    }
    return { line: this.#line, column: this.#column }
  }
}

/** Byte range of the line(s) that hold `start`..`end`, without the last line's newline. */
export function linesAround(bytes: Uint8Array, start: number, end: number): { from: number; to: number } {
  const from = start === 0 ? 0 : bytes.lastIndexOf(NEWLINE, start - 1) + 1
  const to = bytes.indexOf(NEWLINE, Math.max(start, end - 1))
  return { from, to: to === -1 ? bytes.length : to }
}
