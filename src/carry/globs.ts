// Expressions for paths as the patterns that our configuration has: the same paths, or not at all. Only a dot, which mostly was
// meant as one, does not stand for a slash any more.
import type { AST } from '@eslint-community/regexpp'
import { fromForeign, parsed } from './expression.ts'

/** More patterns than this for one expression are no help to a reader. */
const MOST = 32

/** Marks in a way through the expression: anything, and anything within one part of a path. */
const ANY = '\u0000'
const PART = '\u0001'
const START = '\u0002'
const END = '\u0003'

/** @returns micromatch patterns, or throws Error in plain words. */
export function globsOf(expression: string): string[] {
  const { source, ignoreCase } = fromForeign(expression)
  if (ignoreCase && /[a-z]/i.test(source)) throw new Error('patterns for paths know upper and lower case')
  const globs = parsed(source)
    .alternatives.flatMap((way) => waysOf(way))
    .flatMap(globsOfWay)
  if (globs.length > MOST) throw new Error(`it would be ${globs.length} patterns`)
  return [...new Set(globs)]
}

function waysOf({ elements }: AST.Alternative): string[] {
  return elements.reduce<string[]>(
    (ways, element) => {
      const tails = stepsOf(element)
      if (ways.length * tails.length > MOST) throw new Error('it has too many ways')
      return ways.flatMap((way) => tails.map((tail) => way + tail))
    },
    [''],
  )
}

function stepsOf(element: AST.Element): string[] {
  if (element.type === 'Character') return [escaped(String.fromCodePoint(element.value))]
  if (element.type === 'Group' || element.type === 'CapturingGroup') return element.alternatives.flatMap(waysOf)
  if (element.type === 'Assertion' && (element.kind === 'start' || element.kind === 'end'))
    return [element.kind === 'start' ? START : END]
  if (element.type === 'CharacterSet' && element.kind === 'any') return ['?']
  if (element.type === 'CharacterClass' && !element.negate && !element.raw.includes('/') && !element.raw.includes('\\'))
    return [element.raw]
  if (element.type === 'CharacterSet' && element.kind === 'digit' && !element.negate) return ['[0-9]']
  if (element.type === 'Quantifier') return repeated(element)
  throw new Error(`"${element.raw}" has no form as a pattern for paths`)
}

function repeated({ element, min, max, raw }: AST.Quantifier): string[] {
  const isAny = element.type === 'CharacterSet' && element.kind === 'any'
  const isPart = element.type === 'CharacterClass' && element.raw === '[^/]'
  if (isAny || isPart) {
    if (max === Number.POSITIVE_INFINITY && min < 2) return [(min === 1 ? '?' : '') + (isAny ? ANY : PART)]
  } else if (min === 0 && max === 1) return ['', ...stepsOf(element)]
  throw new Error(`"${raw}" has no form as a pattern for paths`)
}

const escaped = (char: string): string => (/[*?[\](){}!+@|\\$^,]/.test(char) ? `\\${char}` : char)

/** An expression matches anywhere in a path, a pattern all of it. */
function globsOfWay(way: string): string[] {
  if (way.lastIndexOf(START) > 0 || way.includes(`${END}${way.at(-1)}`))
    throw new Error('an anchor stands in its middle')
  const isAnchored = way.startsWith(START)
  const isEnded = way.endsWith(END)
  const bare = way.replaceAll(START, '').replaceAll(END, '')
  const open = `${isAnchored ? '' : ANY}${bare}${isEnded ? '' : ANY}`.replaceAll(new RegExp(`${ANY}+`, 'g'), ANY)
  // A pattern without a slash would match in every directory.
  return anywhere(open).map((glob) => `${glob.includes('/') ? '' : '/'}${glob.replaceAll(PART, '*')}`)
}

/** `**` stands for whole parts of a path only, so "anything" beside a letter is within its part, or goes on below. */
function anywhere(way: string): string[] {
  const at = way.indexOf(ANY)
  if (at === -1) return [way]
  const [before, after] = [way.slice(0, at), way.slice(at + 1)]
  const isWhole = before === '' || before.endsWith('/')
  const tails = anywhere(after)
  if (tails.length * 2 > MOST) throw new Error('it has too many ways')
  return tails.flatMap((tail) => {
    // `a/**` would be the file `a` too.
    if (isWhole && tail === '') return [`${before}**/*`]
    if (isWhole) return [`${before}**/*${tail}`]
    return tail === '' ? [`${before}*`, `${before}*/**`] : [`${before}*${tail}`, `${before}*/**/*${tail}`]
  })
}
