// A matcher that tracks back as V8's does, slow and plain, and counts its steps.
import { RegExpParser } from '@eslint-community/regexpp'
import type { AST } from '@eslint-community/regexpp'

type Goes = (at: number) => boolean

/** Steps of one try at the beginning of the text, when all ways are tried and none is good enough. */
export function countSteps(pattern: string, text: string): number {
  let steps = 0
  const { alternatives } = new RegExpParser({ ecmaVersion: 2018 }).parsePattern(pattern)
  anyOf(alternatives, 0, () => false)
  return steps

  function anyOf(all: AST.Alternative[], at: number, goes: Goes): boolean {
    return all.some(({ elements }) => inTurn(elements, at, goes))
  }

  function inTurn([element, ...rest]: AST.Element[], at: number, goes: Goes): boolean {
    return element ? one(element, at, (next) => inTurn(rest, next, goes)) : goes(at)
  }

  function one(element: AST.Element, at: number, goes: Goes): boolean {
    switch (element.type) {
      case 'Group':
      case 'CapturingGroup':
        return anyOf(element.alternatives, at, goes)
      case 'Quantifier':
        return times(element, 0, at, goes)
      case 'Assertion': {
        steps++
        if (element.kind === 'end') return at === text.length && goes(at)
        if (!('alternatives' in element)) return new RegExp(element.raw).test(text.slice(at)) && goes(at)
        return anyOf(element.alternatives, at, () => true) !== element.negate && goes(at)
      }
      default:
        steps++
        return at < text.length && new RegExp(`^${element.raw}`).test(text[at]!) && goes(at + 1)
    }
  }

  function times(quantifier: AST.Quantifier, done: number, at: number, goes: Goes): boolean {
    const { element, min, max, greedy } = quantifier
    // A turn that takes nothing is the last one.
    const again = (): boolean =>
      done < max && one(element, at, (next) => (next > at || done < min) && times(quantifier, done + 1, next, goes))
    const leave = (): boolean => done >= min && goes(at)
    return greedy ? again() || leave() : leave() || again()
  }
}
