// Builds the Aho-Corasick automaton that finds every keyword in one pass (Aho, Corasick 1975), and packs it into bytes.

/** What the scan of an input needs of an automaton. */
export interface Transitions {
  /** Of each of the 256 bytes: where the row of its class begins in `table`. */
  rows: Int32Array
  /**
   * `table[row + state]`: rows of states, not states of rows, so that a state needs no more than 16 bits, and the few states near
   * the root, in which a scan spends its time, stand beside one another. Where a keyword ends it is negative, `~output`, and the
   * state is `firstOutput + output`.
   */
  table: Int16Array | Int32Array
  firstOutput: number
}

/** Aho-Corasick over byte classes. */
export interface Automaton extends Transitions {
  /** For each output state, in order: the keywords that end there. */
  outputs: number[][]
}

/**
 * Of each keyword the automaton knows this many bytes; the matcher compares the rest. A table of whole keywords is three
 * times as big: longer to load, and too big for the processor's near cache.
 */
export const KEYWORD_DEPTH = 5

/** As many states as 16 bits can tell apart. */
const MOST_SHORT = 2 ** 15

const lower = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte)

/**
 * @param keywords one character a byte, ASCII letters matched in any case; the index in this list is the keyword's number.
 * @returns a dense automaton: bytes that no keyword holds share class 0, and the states that end a keyword come last and are
 *   negative, so that the scan loop needs one comparison for several bytes.
 */
export function buildAutomaton(keywords: string[]): Automaton {
  const classes = new Uint8Array(256)
  let width = 1
  for (const keyword of keywords) {
    for (const char of keyword) {
      const byte = lower(char.charCodeAt(0))
      if (!classes[byte]) classes[byte] = width++
    }
  }
  for (let byte = 65; byte <= 90; byte++) classes[byte] = classes[lower(byte)]!

  const next: Int32Array[] = [new Int32Array(width).fill(-1)]
  const ends: number[][] = [[]]
  keywords.forEach((keyword, number) => {
    let state = 0
    for (const char of keyword) {
      const cls = classes[lower(char.charCodeAt(0))]!
      if (next[state]![cls] === -1) {
        next[state]![cls] = next.length
        next.push(new Int32Array(width).fill(-1))
        ends.push([])
      }
      state = next[state]![cls]!
    }
    ends[state]!.push(number)
  })

  // Breadth first: a state's failure link is shorter, hence already complete.
  const fail = new Int32Array(next.length)
  const queue: number[] = []
  for (let cls = 0; cls < width; cls++) {
    const state = next[0]![cls]!
    if (state === -1) next[0]![cls] = 0
    else queue.push(state)
  }
  for (const state of queue) {
    ends[state]!.push(...ends[fail[state]!]!)
    for (let cls = 0; cls < width; cls++) {
      const child = next[state]![cls]!
      const fallback = next[fail[state]!]![cls]!
      if (child === -1) next[state]![cls] = fallback
      else {
        fail[child] = fallback
        queue.push(child)
      }
    }
  }

  const order = [...next.keys()].toSorted((a, b) => Number(ends[a]!.length > 0) - Number(ends[b]!.length > 0) || a - b)
  const states = next.length
  const place = new Int32Array(states)
  order.forEach((state, at) => (place[state] = at))
  const outputs = order.map((state) => ends[state]!).filter((list) => list.length > 0)
  const firstOutput = states - outputs.length
  const cell = (at: number): number => (at < firstOutput ? at : ~(at - firstOutput))
  const table = new (states < MOST_SHORT ? Int16Array : Int32Array)(states * width)
  for (const [state, row] of next.entries()) {
    for (let cls = 0; cls < width; cls++) table[cls * states + place[state]!] = cell(place[row[cls]!]!)
  }
  return { rows: Int32Array.from(classes, (cls) => cls * states), table, firstOutput, outputs }
}

/** A table as bytes: little-endian words. The rest of the compiled rules is small, and travels as JSON. */
export function packTable(table: Transitions['table']): Uint8Array {
  const size = table.BYTES_PER_ELEMENT
  const bytes = new Uint8Array(table.length * size)
  const view = new DataView(bytes.buffer)
  for (const [index, word] of table.entries())
    if (size === 2) view.setInt16(index * 2, word, true)
    else view.setInt32(index * 4, word, true)
  return bytes
}

const isLittleEndian = (): boolean => new Uint8Array(new Uint32Array([1]).buffer)[0] === 1

/** The inverse of `packTable`; without a copy where the machine and the buffer's alignment allow it. */
export function unpackTable(bytes: Uint8Array): Int32Array {
  if (isLittleEndian() && bytes.byteOffset % 4 === 0)
    return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Int32Array.from({ length: bytes.byteLength >> 2 }, (_, index) => view.getInt32(index * 4, true))
}

/** The same of words of 16 bits. */
export function unpackShortTable(bytes: Uint8Array): Int16Array {
  if (isLittleEndian() && bytes.byteOffset % 2 === 0)
    return new Int16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 1)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Int16Array.from({ length: bytes.byteLength >> 1 }, (_, index) => view.getInt16(index * 2, true))
}
