// All assignments that the words of the judge's rule lead to, each once.
import { readAssignment } from './assignment.ts'
import type { Assignment } from './assignment.ts'
import { partsOf } from './parts.ts'
import { findKeywords } from './prefilter.ts'
import type { Automaton } from './automaton.ts'

/** @param words in the order of the automaton's outputs, none longer than `depth` bytes */
export function assignmentsIn(bytes: Uint8Array, words: string[], automaton: Automaton, depth: number): Assignment[] {
  const hits = findKeywords(automaton, bytes, depth)
  const found = new Map<number, Assignment>()
  for (let i = 0; i < hits.length; i += 2) {
    const end = hits[i]!
    for (const number of automaton.outputs[hits[i + 1]!]!) {
      const assignment = readAssignment(bytes, end - words[number]!.length, end)
      for (const part of assignment ? partsOf(bytes, assignment) : [])
        if (!found.has(part.valueStart)) found.set(part.valueStart, part)
    }
  }
  return [...found.values()]
}
