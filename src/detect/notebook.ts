// The texts of a Jupyter notebook: of each cell its source and outputs, whose lines are strings in lists of JSON. https://nbformat.readthedocs.io
import type { Decoded } from './decode/contract.ts'
import { decodeSpans } from './decode/escapes.ts'
import { BACKSLASH, escapeAt } from './decode/kinds/unicode.ts'

/** Outputs and attachments that are no text: by media type, and as notebooks of before 2014 call them. */
const NO_TEXT = /^(?:(?:image|audio|video|font)\/.*|application\/(?:pdf|zip|octet-stream)|png|jpeg|gif|pdf)$/
/** Keys of what is shown: code, what it wrote, what it failed with, and by media type what it returned. */
const TEXT = /^(?:source|input|text|traceback|evalue|html|json|javascript|latex|[\w.+-]+\/[\w.+-]+)$/
const DEEPEST = 100
const BARE = /[-+.\w]/
const [QUOTE, COMMA, COLON] = [34, 44, 58]
const [OPEN_LIST, CLOSE_LIST, OPEN, CLOSE] = [91, 93, 123, 125]

type Span = [start: number, end: number]

/** Thrown at what is no JSON. */
class NoNotebook extends Error {}

/**
 * @returns the cells' texts, `cell` set, and the rest of the file with blanks in their place; undefined when it is no notebook.
 */
export function notebookTexts(bytes: Uint8Array): { cells: Decoded[]; rest: Uint8Array } | undefined {
  const reader = new Reader(bytes)
  try {
    reader.read()
  } catch (error) {
    if (error instanceof NoNotebook) return undefined
    throw error
  }
  const rest = Uint8Array.from(bytes)
  for (const span of reader.blanked) rest.fill(32, ...span)
  return { cells: reader.texts, rest }
}

class Reader {
  readonly texts: Decoded[] = []
  readonly blanked: Span[] = []
  readonly #bytes: Uint8Array
  #at = 0
  #cells = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  read(): void {
    if (this.#next() !== OPEN) throw new NoNotebook()
    this.#value('', undefined, 0)
    if (this.#next() !== undefined || this.#cells === 0) throw new NoNotebook()
  }

  /** @returns the inside of a string. */
  #value(key: string, cell: number | undefined, depth: number): Span | undefined {
    if (depth > DEEPEST) throw new NoNotebook()
    switch (this.#next()) {
      case QUOTE:
        return this.#string()
      case OPEN_LIST:
        this.#list(key, cell, depth)
        return undefined
      case OPEN:
        this.#members(cell, depth)
        return undefined
      default:
        this.#bare()
        return undefined
    }
  }

  #list(key: string, cell: number | undefined, depth: number): void {
    const ofCells = cell === undefined && key === 'cells'
    const lines: (Span | undefined)[] = []
    this.#each(CLOSE_LIST, () => lines.push(this.#value('', ofCells ? ++this.#cells : cell, depth + 1)))
    const spans = lines.filter((line) => line !== undefined)
    if (spans.length === lines.length) this.#keep(key, cell, spans)
  }

  #members(cell: number | undefined, depth: number): void {
    this.#each(CLOSE, () => {
      if (this.#next() !== QUOTE) throw new NoNotebook()
      const key = String.fromCharCode(...this.#bytes.subarray(...this.#string()).subarray(0, 200))
      if (this.#next() !== COLON) throw new NoNotebook()
      this.#at++
      const text = this.#value(key, cell, depth + 1)
      if (text) this.#keep(key, cell, [text])
    })
  }

  /** A text of a cell, in one string or in several. */
  #keep(key: string, cell: number | undefined, spans: Span[]): void {
    if (cell === undefined || spans.length === 0) return
    const shown = !NO_TEXT.test(key)
    if (shown && !TEXT.test(key)) return
    this.blanked.push(...spans)
    if (!shown) return
    const text = decodeSpans(this.#bytes, spans, BACKSLASH, (at) => escapeAt(this.#bytes, at))
    this.texts.push({ ...text, how: [], cell })
  }

  #each(close: number, item: () => void): void {
    this.#at++
    if (this.#next() === close) {
      this.#at++
      return
    }
    for (;;) {
      item()
      const byte = this.#next()
      this.#at++
      if (byte === close) return
      if (byte !== COMMA) throw new NoNotebook()
    }
  }

  #string(): Span {
    const start = ++this.#at
    for (; this.#at < this.#bytes.length; this.#at++) {
      const byte = this.#bytes[this.#at]!
      if (byte < 32) break
      if (byte === BACKSLASH) this.#at++
      else if (byte === QUOTE) return [start, this.#at++]
    }
    throw new NoNotebook()
  }

  #bare(): void {
    const start = this.#at
    while (BARE.test(String.fromCharCode(this.#bytes[this.#at] ?? 0))) this.#at++
    if (this.#at === start) throw new NoNotebook()
  }

  /** The next byte that is no white space. */
  #next(): number | undefined {
    for (;;) {
      const byte = this.#bytes[this.#at]
      if (byte !== 32 && byte !== 10 && byte !== 13 && byte !== 9) return byte
      this.#at++
    }
  }
}
