// Runs the automaton over bytes: where does which keyword end? The only code that touches every byte of an input.
import type { Automaton, Stretch } from '../types.ts'

/** Keyword ends in ascending order: `ends[i]` is the byte after the keyword, `states[i]` indexes `automaton.outputs`. */
export interface Hits {
  ends: number[]
  states: number[]
}

/** Below this the set-up of four streams costs more than it saves. */
const INTERLEAVE_FROM = 4096

/**
 * Four quarters of the input are walked in one loop: a table lookup waits for the one before it, so four independent
 * chains nearly double the throughput of one (reference/performance.md, section 2).
 */
export function findKeywords(automaton: Automaton, bytes: Uint8Array, longest: number): Hits {
  if (bytes.length < INTERLEAVE_FROM) {
    const hits: Hits = { ends: [], states: [] }
    walk(automaton, bytes, 0, 0, bytes.length, hits)
    return hits
  }
  const { classes, table, firstOutput, width } = automaton
  const quarter = bytes.length >> 2
  const parts: Hits[] = [0, 1, 2, 3].map(() => ({ ends: [], states: [] }))
  const [p0, p1, p2, p3] = parts as [Hits, Hits, Hits, Hits]
  // Each later quarter begins in the state that the bytes before its seam lead to, so that no keyword is lost or told twice.
  let s0 = 0
  let s1 = stateAt(automaton, bytes, quarter, longest)
  let s2 = stateAt(automaton, bytes, 2 * quarter, longest)
  let s3 = stateAt(automaton, bytes, 3 * quarter, longest)
  for (let i = 0, j = quarter, k = 2 * quarter, l = 3 * quarter; i < quarter; i++, j++, k++, l++) {
    s0 = table[s0 + classes[bytes[i]!]!]!
    s1 = table[s1 + classes[bytes[j]!]!]!
    s2 = table[s2 + classes[bytes[k]!]!]!
    s3 = table[s3 + classes[bytes[l]!]!]!
    if (s0 >= firstOutput) push(p0, i, s0)
    if (s1 >= firstOutput) push(p1, j, s1)
    if (s2 >= firstOutput) push(p2, k, s2)
    if (s3 >= firstOutput) push(p3, l, s3)
  }
  walk(automaton, bytes, s3, 4 * quarter, bytes.length, p3)
  return { ends: parts.flatMap((part) => part.ends), states: parts.flatMap((part) => part.states) }

  function push(part: Hits, at: number, state: number): void {
    part.ends.push(at + 1)
    part.states.push((state - firstOutput) / width)
  }
}

/** The same of some parts only. @param windows in order, apart; keywords that stand in one as a whole are found */
export function findKeywordsIn(automaton: Automaton, bytes: Uint8Array, windows: Stretch[]): Hits {
  const hits: Hits = { ends: [], states: [] }
  for (const [start, end] of windows) walk(automaton, bytes, 0, start, end, hits)
  return hits
}

function walk(automaton: Automaton, bytes: Uint8Array, from: number, start: number, end: number, hits: Hits): void {
  const { classes, table, firstOutput, width } = automaton
  let state = from
  for (let i = start; i < end; i++) {
    state = table[state + classes[bytes[i]!]!]!
    if (state >= firstOutput) {
      hits.ends.push(i + 1)
      hits.states.push((state - firstOutput) / width)
    }
  }
}

/** A state remembers at most `longest` bytes, so these few decide it. */
function stateAt(automaton: Automaton, bytes: Uint8Array, seam: number, longest: number): number {
  let state = 0
  for (let i = Math.max(0, seam - longest); i < seam; i++)
    state = automaton.table[state + automaton.classes[bytes[i]!]!]!
  return state
}
