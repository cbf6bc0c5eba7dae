// The lines around a finding as they may be shown: names stay, every value is masked.
import { secretOf } from '../findings.ts'
import { maskValues } from '../frame.ts'
import { Positions } from '../positions.ts'
import type { Chunk, Finding, Match } from '../types.ts'

export interface ContextLine {
  /** From 1. */
  line: number
  text: string
}

/** Lines on either side. */
const REACH = 2
/** Bytes; of a larger file only the finding's own line is shown. */
const LARGEST = 8 * 2 ** 20
/** Characters of a line; the rest is on another screen. */
const SHOWN = 160
/** A shorter part of a secret says nothing, and stands everywhere. */
const SHORTEST = 4

/**
 * @param found every raw match of the chunk, reported or not.
 * @returns the lines around a finding, without its own.
 */
export function contextIn(chunk: Chunk, found: Match[]): (finding: Finding) => ContextLine[] {
  if (chunk.binary || chunk.window || chunk.bytes.length > LARGEST) return () => []
  const lines = new TextDecoder().decode(chunk.bytes).split('\n')
  const secrets = secretsByLine(chunk, found)
  return ({ line, endLine }) =>
    [...numbers(line - REACH, line), ...numbers(endLine + 1, endLine + 1 + REACH)]
      .filter((number) => number >= 1 && number <= lines.length && (number < lines.length || lines.at(-1) !== ''))
      .map((number) => {
        const text = lines[number - 1]!.replace(/\r$/, '').slice(0, SHOWN * 4)
        const without = (secrets.get(number) ?? []).reduce((rest, secret) => rest.replaceAll(secret, '***'), text)
        return { line: number, text: maskValues(without).slice(0, SHOWN) }
      })
}

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)

/** The parts of secrets that stand on each line. */
function secretsByLine(chunk: Chunk, found: Match[]): Map<number, string[]> {
  const positions = new Positions(chunk.bytes)
  const byLine = new Map<number, string[]>()
  for (const match of found) {
    const { line } = positions.at(match.secretStart)
    for (const [i, part] of secretOf(chunk, match).split('\n').entries()) {
      const piece = part.trim()
      if (piece.length >= SHORTEST) byLine.set(line + i, [...(byLine.get(line + i) ?? []), piece])
    }
  }
  return byLine
}
