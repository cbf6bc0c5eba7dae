// How many steps an expression may take at worst, from its syntax tree: what needs few cannot hang a scan, whatever it reads.
import { RegExpParser } from '@eslint-community/regexpp'
import type { AST } from '@eslint-community/regexpp'
import { byteSet, literalSet } from './byte-set.ts'
import type { ByteSet } from './byte-set.ts'

/** A bit for each byte. */
type Bits = bigint

/** More is not told apart: it would not end in a lifetime. */
const MOST = 1e12

/** What a matcher that tracks back does with a part of an expression at one place of a text, when nothing fits in the end. */
interface Effort {
  /** Looks at a byte or a condition, over all ways through the part. */
  steps: number
  /** Ways that lead out of it: all that follows is tried for each. */
  ways: number
}

/** How a part begins. */
interface Start {
  first: Bits
  /** It may take no byte. */
  empty: boolean
  /** Steps until a byte that is not in `first` ends it. */
  refusal: number
}

const END: Start = { first: 0n, empty: true, refusal: 0 }

/** An upper bound for one try at one place of any text. @param pattern valid, and without an open end */
export function worstSteps(pattern: string): number {
  const { alternatives } = new RegExpParser({ ecmaVersion: 2018 }).parsePattern(pattern)
  return Math.min(MOST, Math.ceil(effortOfAll(alternatives, END).steps))
}

/** Of one of several ways at most one goes on, where each begins with other bytes than the rest. */
function effortOfAll(alternatives: AST.Alternative[], after: Start): Effort {
  const efforts = alternatives.map(({ elements }) => effortOfSequence(elements, after))
  const starts = alternatives.map(({ elements }) => startOfSequence(elements))
  const apart = starts.every((start, i) => starts.slice(0, i).every((other) => excludes(start, other)))
  const ways = efforts.map((effort) => effort.ways)
  return {
    steps: sum(efforts.map(({ steps }) => steps + 1)),
    ways: apart ? Math.max(...ways) : sum(ways),
  }
}

function effortOfSequence(elements: AST.Element[], after: Start): Effort {
  let whole: Effort = { steps: 0, ways: 1 }
  let next = after
  // From the end: what follows an element is known then.
  for (const element of elements.toReversed()) {
    const { steps, ways } = effortOf(element, next)
    whole = { steps: steps + ways * whole.steps, ways: ways * whole.ways }
    next = followedBy(startOf(element), next)
  }
  return whole
}

function effortOf(element: AST.Element, after: Start): Effort {
  switch (element.type) {
    case 'Group':
    case 'CapturingGroup':
      return effortOfAll(element.alternatives, after)
    case 'Assertion':
      // What stands in a look-around is tried from one place, and left by one way.
      return 'alternatives' in element
        ? { steps: 1 + effortOfAll(element.alternatives, END).steps, ways: 1 }
        : { steps: 1, ways: 1 }
    case 'Quantifier':
      return effortOfQuantifier(element, after)
    default:
      return { steps: 1, ways: 1 }
  }
}

function effortOfQuantifier({ element, min, max }: AST.Quantifier, after: Start): Effort {
  const start = startOf(element)
  const body = effortOf(element, followedBy({ ...start, empty: true }, after))
  let [steps, exits, reached] = [0, 0, 1]
  for (let count = 0; count <= max && reached < MOST; count++) {
    if (count >= min) exits += reached
    if (count < max) {
      steps += reached * body.steps
      reached *= body.ways
    }
  }
  if (reached >= MOST) return { steps: MOST, ways: MOST }
  // Where what follows begins with other bytes than another turn, it is refused at once but where the turns end.
  if (excludes(start, after)) return { steps: steps + exits * (1 + after.refusal), ways: Math.max(1, reached) }
  return { steps: steps + exits, ways: exits }
}

const excludes = (one: Start, other: Start): boolean => !one.empty && !other.empty && (one.first & other.first) === 0n

const followedBy = (start: Start, after: Start): Start =>
  start.empty
    ? {
        first: start.first | after.first,
        empty: after.empty,
        refusal: start.refusal + after.refusal,
      }
    : start

function startOfSequence(elements: AST.Element[]): Start {
  const least = elements.findIndex((element) => !startOf(element).empty)
  const deciding = least === -1 ? elements : elements.slice(0, least + 1)
  return deciding.reduceRight<Start>((after, element) => followedBy(startOf(element), after), END)
}

function startOfAll(alternatives: AST.Alternative[]): Start {
  const starts = alternatives.map(({ elements }) => startOfSequence(elements))
  return {
    first: starts.reduce((all, { first }) => all | first, 0n),
    empty: starts.some(({ empty }) => empty),
    refusal: sum(starts.map(({ refusal }) => refusal + 1)),
  }
}

/** CR and LF. */
const LINE_ENDS: Bits = (1n << 10n) | (1n << 13n)

function startOf(element: AST.Element): Start {
  switch (element.type) {
    case 'Group':
    case 'CapturingGroup':
      return startOfAll(element.alternatives)
    case 'Assertion': {
      const refusal = effortOf(element, END).steps
      // Nothing follows but a line's end, or what is looked for; of other conditions no byte is known.
      if (element.kind === 'end') return { first: LINE_ENDS, empty: false, refusal }
      return element.kind === 'lookahead' && !element.negate
        ? { ...startOfAll(element.alternatives), refusal }
        : { ...END, refusal }
    }
    case 'Quantifier': {
      const start = startOf(element.element)
      return { ...start, empty: start.empty || element.min === 0, refusal: start.refusal + 1 }
    }
    case 'Character':
      return {
        first: bitsOf(element.raw, () => literalSet(String.fromCharCode(element.value))),
        empty: false,
        refusal: 1,
      }
    default:
      return { first: bitsOf(element.raw, () => byteSet(element.raw)), empty: false, refusal: 1 }
  }
}

const known = new Map<string, Bits>()

function bitsOf(source: string, make: () => ByteSet): Bits {
  let bits = known.get(source)
  if (bits === undefined) {
    bits = [...make()].reduce((all, byte) => all | (1n << BigInt(byte)), 0n)
    known.set(source, bits)
  }
  return bits
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0)
