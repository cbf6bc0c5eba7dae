// Builds the Aho-Corasick automaton that finds every keyword in one pass (Aho, Corasick 1975), and packs it into bytes.

/** What the scan of an input needs of an automaton. */
export interface Transitions {
  /** Class of each of the 256 bytes. */
  classes: Uint8Array
  width: number
  /**
   * `table[state + class]`; states are premultiplied by `width`. Where a keyword ends it is negative, `~output`, and the
   * state is `firstOutput + output * width`.
   */
  table: Int32Array
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

const lower = (byte: number): number => (byte >= 65 && byte <= 90 ? byte + 32 : byte)

/**
 * @param keywords one character a byte, ASCII letters matched in any case; the index in this list is the keyword's number.
 * @returns a dense automaton: bytes that no keyword holds share class 0, states are premultiplied by the number of
 *   classes, and those that end a keyword come last and are negative, so that the scan loop needs one comparison for several bytes.
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
  const place = new Int32Array(next.length)
  order.forEach((state, at) => (place[state] = at * width))
  const outputs = order.map((state) => ends[state]!).filter((list) => list.length > 0)
  const firstOutput = (next.length - outputs.length) * width
  const cell = (offset: number): number => (offset < firstOutput ? offset : ~((offset - firstOutput) / width))
  const table = new Int32Array(next.length * width)
  for (const state of next.keys()) {
    for (let cls = 0; cls < width; cls++) table[place[state]! + cls] = cell(place[next[state]![cls]!]!)
  }
  return { classes, width, table, firstOutput, outputs }
}

/** The table of a packed automaton: 32-bit little-endian words. The rest of an automaton is small and travels as JSON. */
export function packTable(table: Int32Array): Uint8Array {
  const bytes = new Uint8Array(table.length * 4)
  const view = new DataView(bytes.buffer)
  table.forEach((state, index) => view.setInt32(index * 4, state, true))
  return bytes
}

/** The inverse of `packTable`; without a copy where the machine and the buffer's alignment allow it. */
export function unpackTable(bytes: Uint8Array): Int32Array {
  const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1
  if (littleEndian && bytes.byteOffset % 4 === 0) {
    return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2)
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return Int32Array.from({ length: bytes.byteLength >> 2 }, (_, index) => view.getInt32(index * 4, true))
}
