// How far may a match of a pattern reach out of one line into the next? Most cannot: who looks at new lines need not look further.
import type { AST } from '@eslint-community/regexpp'
import { parsePattern } from './anchors.ts'
import { byteSet } from './byte-set.ts'

const NEWLINE = 10

/** Bytes; -1 for what is not there. */
interface Reach {
  longest: number
  /** Before the last newline. */
  span: number
}

/**
 * @returns bytes of a match before the last of its newlines, at the most; -1 when no match has one.
 * @throws PatternError as analysePattern
 */
export const spanOf = (pattern: string): number => eitherOf(parsePattern(pattern).alternatives).span

const eitherOf = (alternatives: AST.Alternative[]): Reach =>
  alternatives
    .map(({ elements }) => elements.map(reachOf).reduce(inSequence, { longest: 0, span: -1 }))
    .reduce((a, b) => ({ longest: Math.max(a.longest, b.longest), span: Math.max(a.span, b.span) }))

const inSequence = (a: Reach, b: Reach): Reach => ({
  longest: a.longest + b.longest,
  span: b.span < 0 ? a.span : a.longest + b.span,
})

function reachOf(element: AST.Element): Reach {
  switch (element.type) {
    case 'Assertion':
      return { longest: 0, span: -1 }
    case 'Group':
    case 'CapturingGroup':
      return eitherOf(element.alternatives)
    case 'Quantifier': {
      const { longest, span } = reachOf(element.element)
      const others = Math.max(0, element.max - 1) * longest
      return { longest: element.max * longest, span: span < 0 || element.max === 0 ? -1 : others + span }
    }
    case 'Character':
      return { longest: 1, span: element.value === NEWLINE ? 0 : -1 }
    default:
      return { longest: 1, span: byteSet(element.raw).has(NEWLINE) ? 0 : -1 }
  }
}
