// The keywords that may end in a state of the automaton, unpacked when an input first leads there: most states stay strangers.
import { KEYWORD_DEPTH } from './automaton.ts'
import type { Anchor, CompiledRules } from '../types.ts'

export interface Ending {
  /** Bytes of the keyword, and how many of them the automaton has seen. */
  length: number
  seen: number
  /** The rest of it, in lower case. */
  tail: Uint8Array
  anchors: Anchor[]
  /** Rules that look at the assignment whose name holds it; `values` are those of kind `value`. */
  names: number[]
  values: number[]
  /** One of them guesses. */
  guesses: boolean
}

/** Keywords of one state, with the first bytes of their tails beside one another: nine of ten are refused by them. */
export interface Endings {
  list: Ending[]
  /** Of each keyword two numbers: the first four bytes of its tail, and which bits of them count. */
  heads: Int32Array
}

const LOWER = Uint8Array.from({ length: 256 }, (_, byte) => (byte >= 65 && byte <= 90 ? byte + 32 : byte))

/** The four bytes at `at` as one number, letters in lower case; zeros behind the end. */
export function headAt(bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length)
    return Uint8Array.from({ length: 4 }, (_, i) => LOWER[bytes[at + i] ?? 0]!).reduceRight(add, 0)
  return (
    LOWER[bytes[at]!]! | (LOWER[bytes[at + 1]!]! << 8) | (LOWER[bytes[at + 2]!]! << 16) | (LOWER[bytes[at + 3]!]! << 24)
  )
}

const add = (sum: number, byte: number): number => (sum << 8) | byte

/** True when `tail` stands at `at`, in any case. */
export function continues(bytes: Uint8Array, at: number, tail: Uint8Array): boolean {
  for (let i = 0; i < tail.length; i++) if (LOWER[bytes[at + i] ?? 0] !== tail[i]) return false
  return true
}

/** @returns for an index of `automaton.outputs` what may end there. */
export function createEndings({ rules, keywords, automaton }: CompiledRules): (output: number) => Endings {
  const known: (Endings | undefined)[] = []
  return (output) => (known[output] ??= unpackAll(automaton.outputs[output]!))

  function unpackAll(numbers: number[]): Endings {
    const list = numbers.map(unpack)
    const heads = list.flatMap(({ tail }) => [headAt(tail, 0), tail.length >= 4 ? -1 : (1 << (8 * tail.length)) - 1])
    return { list, heads: Int32Array.from(heads) }
  }

  function unpack(number: number): Ending {
    const { text, anchors, names } = keywords.at(number)!
    const seen = Math.min(text.length, KEYWORD_DEPTH)
    return {
      length: text.length,
      seen,
      tail: Uint8Array.from(text.slice(seen), (char) => char.charCodeAt(0)),
      anchors,
      names,
      values: names.filter((rule) => rules.at(rule)!.kind === 'value'),
      guesses: names.some((rule) => rules.at(rule)!.kind === 'assignment'),
    }
  }
}
