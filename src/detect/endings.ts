// What may end where the automaton stops: tables made when rules are compiled, and of a keyword that is met the rest.
import { KEYWORD_DEPTH } from './automaton.ts'
import { reachesFar } from './windows.ts'
import type { Anchor } from './anchor.ts'
import type { CompiledRules, Keyword } from '../types.ts'

/** The keywords of all output states beside one another: nine of ten are refused by a look at the four bytes that follow. */
export interface Endings {
  /** Of each output state: its first keyword in `numbers`; one more for the end. */
  starts: Int32Array
  /** Indices of `CompiledRules.keywords`. */
  numbers: Int32Array
  /** Of each of `numbers` two: the four bytes behind what the automaton has seen, and which bits of them count. */
  heads: Int32Array
}

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
  /** A match may have it far from a new line. */
  far: boolean
}

/** Of each byte. A loop: a hook runs it once, before V8 compiles it. */
const LOWER = new Uint8Array(256)
for (let byte = 0; byte < 256; byte++) LOWER[byte] = byte >= 65 && byte <= 90 ? byte + 32 : byte

/** The four bytes at `at` as one number, letters in lower case; zeros behind the end. */
export function headAt(bytes: Uint8Array, at: number): number {
  if (at + 4 > bytes.length) return shortHead(bytes, at)
  return (
    LOWER[bytes[at]!]! | (LOWER[bytes[at + 1]!]! << 8) | (LOWER[bytes[at + 2]!]! << 16) | (LOWER[bytes[at + 3]!]! << 24)
  )
}

function shortHead(bytes: Uint8Array, at: number): number {
  let head = 0
  for (let i = at; i < bytes.length; i++) head |= LOWER[bytes[i]!]! << (8 * (i - at))
  return head
}

/** True when `tail` stands at `at`, in any case. */
export function continues(bytes: Uint8Array, at: number, tail: Uint8Array): boolean {
  if (at + tail.length > bytes.length) return false
  for (let i = 0; i < tail.length; i++) if (LOWER[bytes[at + i]!] !== tail[i]) return false
  return true
}

const tailOf = ({ text }: Keyword): Uint8Array =>
  Uint8Array.from(text.slice(KEYWORD_DEPTH), (char) => char.charCodeAt(0))

/** @param outputs of the automaton of the keywords' first bytes */
export function endingsOf(keywords: Keyword[], outputs: number[][]): Endings {
  const numbers = outputs.flat()
  let start = 0
  return {
    starts: Int32Array.from([0, ...outputs.map(({ length }) => (start += length))]),
    numbers: Int32Array.from(numbers),
    heads: Int32Array.from(
      numbers.flatMap((number) => {
        const tail = tailOf(keywords[number]!)
        return [headAt(tail, 0), tail.length >= 4 ? -1 : (1 << (8 * tail.length)) - 1]
      }),
    ),
  }
}

/** Most keywords stay strangers: what is known of one is unpacked when it is first met. */
export function unpackEnding({ rules, keywords }: CompiledRules, number: number): Ending {
  const keyword = keywords.at(number)!
  const { text, anchors, names } = keyword
  return {
    length: text.length,
    seen: Math.min(text.length, KEYWORD_DEPTH),
    tail: tailOf(keyword),
    anchors,
    names,
    values: names.filter((rule) => rules.at(rule)!.kind === 'value'),
    guesses: names.some((rule) => rules.at(rule)!.kind === 'assignment'),
    far: anchors.some(reachesFar),
  }
}
