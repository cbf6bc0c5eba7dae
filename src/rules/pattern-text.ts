// Writes texts that a pattern matches, from its syntax tree: the longest, or one that a chooser picks.
import { RegExpParser } from '@eslint-community/regexpp'
import type { AST } from '@eslint-community/regexpp'

/** A whole number from 0 to `most`. */
export type Choose = (most: number) => number

const CHARACTERS = Array.from({ length: 256 }, (_, code) => String.fromCharCode(code))
/** Letters and digits first: they are what tokens are made of. */
const BY_USE = [
  ...CHARACTERS.filter((char) => /[A-Za-z0-9]/.test(char)),
  ...CHARACTERS.filter((char) => !/[A-Za-z0-9]/.test(char)),
]
const classes = new Map<string, string[]>()

/** The bytes that a class, an escape or the dot stands for. */
function bytesOf(raw: string): string[] {
  const known = classes.get(raw)
  if (known) return known
  const test = new RegExp(`^${raw}$`)
  const bytes = BY_USE.filter((char) => test.test(char))
  classes.set(raw, bytes)
  return bytes
}

/** A text that the pattern matches, look-arounds and anchors aside. */
export function textFor(pattern: string, choose: Choose): string {
  return ofAlternatives(new RegExpParser({ ecmaVersion: 2018 }).parsePattern(pattern).alternatives, choose)
}

/** As long as the pattern allows; of alternatives the last one. */
export const longestText = (pattern: string): string => textFor(pattern, (most) => most)

export const shortestText = (pattern: string): string => textFor(pattern, () => 0)

function ofAlternatives(alternatives: AST.Alternative[], choose: Choose): string {
  const { elements } = alternatives[choose(alternatives.length - 1)]!
  return elements.map((element) => ofElement(element, choose)).join('')
}

function ofElement(element: AST.Element, choose: Choose): string {
  switch (element.type) {
    case 'Group':
    case 'CapturingGroup':
      return ofAlternatives(element.alternatives, choose)
    case 'Quantifier': {
      const count = element.min + choose(element.max - element.min)
      return Array.from({ length: count }, () => ofElement(element.element, choose)).join('')
    }
    case 'Character':
      return String.fromCharCode(element.value)
    case 'CharacterClass':
    case 'CharacterSet': {
      const bytes = bytesOf(element.raw)
      // The last one would be a control character or a letter with an accent, in most of the classes that exclude some.
      return bytes[choose(Math.min(bytes.length, 62) - 1)]!
    }
    default:
      return ''
  }
}
