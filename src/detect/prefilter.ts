// Runs the automaton over bytes: where does which keyword end? The only code that touches every byte of an input.
import type { Transitions } from './automaton.ts'
import type { Stretch } from '../types.ts'

/**
 * Keyword ends in ascending order, two numbers each: the byte after the keyword, and an index of `Automaton.outputs`.
 * Good until the next search.
 */
export type Hits = Int32Array

/** More of them need more registers than a processor has. */
const STREAMS = 5
/** Below this the set-up of the streams costs more than it saves. */
const INTERLEAVE_FROM = 1024

/** Used again and again: new arrays for each file would take longer than a small file's scan. */
let room: Hits = new Int32Array(1 << 16)

/** @param longest bytes that a state of the automaton remembers at most */
export function findKeywords(automaton: Transitions, bytes: Uint8Array, longest: number): Hits {
  makeRoom(bytes.length)
  return room.subarray(0, walk(automaton, bytes, 0, bytes.length, longest, 0))
}

/** Shorter windows of the first ones are walked by a small loop: a commit's hook ends only when V8 has compiled what it found hot. */
const LONG_WINDOW = 8192
/** Bytes of a large commit. */
const FIRST_WINDOWS = 2 ** 20
let walked = 0

/** The same of some parts only. @param windows in order, apart; keywords that stand in one as a whole are found */
export function findKeywordsIn(automaton: Transitions, bytes: Uint8Array, windows: Stretch[], longest: number): Hits {
  makeRoom(bytes.length)
  let count = 0
  const least = walked < FIRST_WINDOWS ? LONG_WINDOW : INTERLEAVE_FROM
  for (let i = 0; i < windows.length; i++) {
    const start = windows[i]![0]
    const end = windows[i]![1]
    walked += end - start
    count =
      end - start < least
        ? walkAlone(automaton, bytes, start, end, 0, count)
        : walk(automaton, bytes, start, end, longest, count)
  }
  return room.subarray(0, count)
}

/** For a hit at each byte; the system gives memory for those that come. */
function makeRoom(length: number): void {
  if (room.length < 2 * length) room = new Int32Array(2 * length)
}

/**
 * The parts of the input are walked in one loop: a table lookup waits for the one before it, so independent chains
 * nearly double the throughput of one (reference/performance.md, section 2). Keywords are rare, so the chains share one question.
 * @param count of the numbers in the room. @returns the same with the hits behind them
 */
function walk(
  automaton: Transitions,
  bytes: Uint8Array,
  start: number,
  end: number,
  longest: number,
  count: number,
): number {
  // `| 0`: V8 counts in whole numbers then.
  const length = ((end - start) / STREAMS) | 0
  if (end - start < INTERLEAVE_FROM) return walkAlone(automaton, bytes, start, end, 0, count)
  const { rows, table, firstOutput } = automaton
  const hits = room
  const [b1, b2, b3, b4] = [start + length, start + 2 * length, start + 3 * length, start + 4 * length]
  // Each later part begins in the state that the bytes before its seam lead to, so that no keyword is lost or told twice.
  let s0 = 0
  let s1 = stateAt(automaton, bytes, b1, longest)
  let s2 = stateAt(automaton, bytes, b2, longest)
  let s3 = stateAt(automaton, bytes, b3, longest)
  let s4 = stateAt(automaton, bytes, b4, longest)
  // Each part has room for as many hits as it has bytes.
  const [f1, f2, f3, f4] = [count + 2 * length, count + 4 * length, count + 6 * length, count + 8 * length]
  let n0 = count
  let n1 = f1
  let n2 = f2
  let n3 = f3
  let n4 = f4
  for (let i = 0; i < length; i++) {
    s0 = table[rows[bytes[start + i]!]! + s0]!
    s1 = table[rows[bytes[b1 + i]!]! + s1]!
    s2 = table[rows[bytes[b2 + i]!]! + s2]!
    s3 = table[rows[bytes[b3 + i]!]! + s3]!
    s4 = table[rows[bytes[b4 + i]!]! + s4]!
    if ((s0 | s1 | s2 | s3 | s4) >= 0) continue
    if (s0 < 0) {
      hits[n0++] = start + i + 1
      hits[n0++] = ~s0
      s0 = firstOutput + ~s0
    }
    if (s1 < 0) {
      hits[n1++] = b1 + i + 1
      hits[n1++] = ~s1
      s1 = firstOutput + ~s1
    }
    if (s2 < 0) {
      hits[n2++] = b2 + i + 1
      hits[n2++] = ~s2
      s2 = firstOutput + ~s2
    }
    if (s3 < 0) {
      hits[n3++] = b3 + i + 1
      hits[n3++] = ~s3
      s3 = firstOutput + ~s3
    }
    if (s4 < 0) {
      hits[n4++] = b4 + i + 1
      hits[n4++] = ~s4
      s4 = firstOutput + ~s4
    }
  }
  n0 = joined(n0, f1, n1)
  n0 = joined(n0, f2, n2)
  n0 = joined(n0, f3, n3)
  n0 = joined(n0, f4, n4)
  return walkAlone(automaton, bytes, start + STREAMS * length, end, s4, n0)
}

/** What the streams do not divide; all of a short input. @param from the state at its start */
function walkAlone(
  { rows, table, firstOutput }: Transitions,
  bytes: Uint8Array,
  start: number,
  end: number,
  from: number,
  count: number,
): number {
  const hits = room
  let state = from
  let n = count
  for (let i = start; i < end; i++) {
    state = table[rows[bytes[i]!]! + state]!
    if (state >= 0) continue
    hits[n++] = i + 1
    hits[n++] = ~state
    state = firstOutput + ~state
  }
  return n
}

/** A later part's hits behind those before it. */
function joined(count: number, from: number, to: number): number {
  room.copyWithin(count, from, to)
  return count + to - from
}

/** A state remembers at most `longest` bytes, so these few decide it. */
function stateAt({ rows, table, firstOutput }: Transitions, bytes: Uint8Array, seam: number, longest: number): number {
  let state = 0
  for (let i = Math.max(0, seam - longest); i < seam; i++) {
    state = table[rows[bytes[i]!]! + state]!
    if (state < 0) state = firstOutput + ~state
  }
  return state
}
