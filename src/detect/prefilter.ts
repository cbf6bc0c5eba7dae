// Runs the automaton over bytes: where does which keyword end? The only code that touches every byte of an input.
import type { Transitions } from './automaton.ts'
import type { Stretch } from '../types.ts'

/** Keyword ends in ascending order, two numbers each: the byte after the keyword, and an index of `Automaton.outputs`. */
export type Hits = Int32Array

/** Bytes of a stream between two looks at the room that is left. */
const BLOCK = 1024
/** Below this the set-up of four streams costs more than it saves. */
const INTERLEAVE_FROM = BLOCK

/** Two numbers a hit. Used again and again: new arrays for each file would take longer than a small file's scan. */
const rooms = [0, 1, 2, 3].map(() => new Int32Array(8 * BLOCK)) as [Hits, Hits, Hits, Hits]

/**
 * Four quarters of the input are walked in one loop: a table lookup waits for the one before it, so four independent
 * chains nearly double the throughput of one (reference/performance.md, section 2).
 * @param longest bytes that a state of the automaton remembers at most.
 */
export function findKeywords(automaton: Transitions, bytes: Uint8Array, longest: number): Hits {
  const { classes, table, firstOutput, width } = automaton
  const quarter = bytes.length < INTERLEAVE_FROM ? 0 : bytes.length >> 2
  let [p0, p1, p2, p3] = rooms
  // Each later quarter begins in the state that the bytes before its seam lead to, so that no keyword is lost or told twice.
  let s0 = 0
  let s1 = stateAt(automaton, bytes, quarter, longest)
  let s2 = stateAt(automaton, bytes, 2 * quarter, longest)
  let s3 = stateAt(automaton, bytes, 3 * quarter, longest)
  let n0 = 0
  let n1 = 0
  let n2 = 0
  let n3 = 0
  for (let at = 0; at < quarter; at += BLOCK) {
    p0 = rooms[0] = withRoom(p0, n0)
    p1 = rooms[1] = withRoom(p1, n1)
    p2 = rooms[2] = withRoom(p2, n2)
    p3 = rooms[3] = withRoom(p3, n3)
    const stop = Math.min(quarter, at + BLOCK)
    for (let i = at, j = quarter + at, k = 2 * quarter + at, l = 3 * quarter + at; i < stop; ) {
      s0 = table[s0 + classes[bytes[i++]!]!]!
      s1 = table[s1 + classes[bytes[j++]!]!]!
      s2 = table[s2 + classes[bytes[k++]!]!]!
      s3 = table[s3 + classes[bytes[l++]!]!]!
      if (s0 >= firstOutput) {
        p0[n0++] = i
        p0[n0++] = s0
      }
      if (s1 >= firstOutput) {
        p1[n1++] = j
        p1[n1++] = s1
      }
      if (s2 >= firstOutput) {
        p2[n2++] = k
        p2[n2++] = s2
      }
      if (s3 >= firstOutput) {
        p3[n3++] = l
        p3[n3++] = s3
      }
    }
  }
  // What four does not divide; all of a short input.
  for (let i = 4 * quarter; i < bytes.length; ) {
    s3 = table[s3 + classes[bytes[i++]!]!]!
    if (s3 >= firstOutput) {
      p3[n3++] = i
      p3[n3++] = s3
    }
  }
  const hits = new Int32Array(n0 + n1 + n2 + n3)
  hits.set(p0.subarray(0, n0), 0)
  hits.set(p1.subarray(0, n1), n0)
  hits.set(p2.subarray(0, n2), n0 + n1)
  hits.set(p3.subarray(0, n3), n0 + n1 + n2)
  for (let i = 1; i < hits.length; i += 2) hits[i] = (hits[i]! - firstOutput) / width
  return hits
}

/** Shorter windows are walked by a small loop: a commit's hook ends only when V8 has compiled what it found hot. */
const LONG_WINDOW = 8192

/** The same of some parts only. @param windows in order, apart; keywords that stand in one as a whole are found */
export function findKeywordsIn(automaton: Transitions, bytes: Uint8Array, windows: Stretch[], longest: number): Hits {
  const hits: number[] = []
  for (const [start, end] of windows) {
    if (end - start < LONG_WINDOW) walk(automaton, bytes, start, end, hits)
    else {
      const found = findKeywords(automaton, bytes.subarray(start, end), longest)
      for (let i = 0; i < found.length; i += 2) hits.push(found[i]! + start, found[i + 1]!)
    }
  }
  return Int32Array.from(hits)
}

function walk(
  { classes, table, firstOutput, width }: Transitions,
  bytes: Uint8Array,
  start: number,
  end: number,
  hits: number[],
): void {
  let state = 0
  for (let i = start; i < end; ) {
    state = table[state + classes[bytes[i++]!]!]!
    if (state >= firstOutput) hits.push(i, (state - firstOutput) / width)
  }
}

/** At least twice the hits of a block more. */
const withRoom = (room: Hits, used: number): Hits => {
  if (used + 4 * BLOCK <= room.length) return room
  const wider = new Int32Array(2 * room.length)
  wider.set(room)
  return wider
}

/** A state remembers at most `longest` bytes, so these few decide it. */
function stateAt(automaton: Transitions, bytes: Uint8Array, seam: number, longest: number): number {
  let state = 0
  for (let i = Math.max(0, seam - longest); i < seam; i++)
    state = automaton.table[state + automaton.classes[bytes[i]!]!]!
  return state
}
