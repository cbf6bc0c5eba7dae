// A rule of another scanner as one of ours: bounded, with keywords that every match holds, and with examples that prove it.
import { visitRegExpAST } from '@eslint-community/regexpp'
import type { AST } from '@eslint-community/regexpp'
import { compileRules, RuleError } from '../rules/compile.ts'
import type { Rule } from '../types.ts'
import { edited, fromForeign, parsed } from './expression.ts'
import type { ForeignRule } from './peer.ts'

/** What `*` and `+` become: as many as a credential may have. */
const MOST_REPEATED = 128

/** @param home web page of the scanner that it comes from. @throws Error in plain words, when it cannot be one of ours */
export function ruleFrom({ name, expression, keywords, group }: ForeignRule, from: string, home: string): Rule {
  const { source, ignoreCase } = fromForeign(expression)
  const pattern = bounded(named(source, group))
  const tree = parsed(pattern)
  const words = keywordsOf(tree, keywords)
  const rule: Rule = {
    id: idOf(name),
    name,
    provider: 'Your own',
    severity: 'high',
    keywords: words,
    pattern,
    ...(ignoreCase ? { ignoreCase } : {}),
    why: `Your ${from} looks for it; what it opens was not said there.`,
    rotate: { steps: ['Revoke it where it was issued, and make a new one.'] },
    references: [home],
    examples: [exampleOf(tree, 0), exampleOf(tree, 1)],
    counterExamples: nearMisses(words[0]!),
  }
  try {
    compileRules([rule])
  } catch (error) {
    if (error instanceof RuleError) throw new Error(error.message, { cause: error })
    throw error
  }
  return rule
}

const idOf = (name: string): string =>
  `carried-${name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)}`.replace(/-$/, '')

/** Texts that name it and do not hold it. */
const nearMisses = (keyword: string): string[] => [
  keyword,
  `${keyword} is only named here`,
  [...keyword].toReversed().join(''),
  keyword.slice(0, -1),
]

/** The group that is the secret gets our name, the others none. */
function named(source: string, group: number | undefined): string {
  const groups: AST.CapturingGroup[] = []
  visitRegExpAST(parsed(source), {
    onCapturingGroupEnter: (found) => groups.push(found),
    onBackreferenceEnter() {
      throw new Error('it refers back to a group')
    },
  })
  const secret = group === 0 ? undefined : groups[(group ?? 1) - 1]
  return edited(
    source,
    groups.map((found) => {
      const head = found.name === null ? 1 : found.name.length + 4
      return { start: found.start, end: found.start + head, text: found === secret ? '(?<secret>' : '(?:' }
    }),
  )
}

function bounded(source: string): string {
  const edits: { start: number; end: number; text: string }[] = []
  visitRegExpAST(parsed(source), {
    onQuantifierEnter({ min, max, element, end, greedy }) {
      if (max !== Number.POSITIVE_INFINITY) return
      edits.push({ start: element.end, end, text: `{${min},${Math.max(min, MOST_REPEATED)}}${greedy ? '' : '?'}` })
    },
  })
  return edited(source, edits)
}

/** Theirs where each stands in the expression; else the longest text that every match holds. */
function keywordsOf(tree: AST.Pattern, theirs: string[]): string[] {
  const usable = theirs.filter((word) => word.length >= 3 && tree.raw.toLowerCase().includes(word.toLowerCase()))
  if (usable.length > 0) return usable
  const words = tree.alternatives.map((way) => {
    const text = way.elements
      .map((element) => (element.type === 'Character' ? String.fromCodePoint(element.value) : '\n'))
      .join('')
    return text
      .split('\n')
      .toSorted((a, b) => b.length - a.length)[0]!
      .trim()
  })
  if (words.some((word) => word.length < 3)) throw new Error('no text of three letters stands in every match')
  return [...new Set(words)]
}

/** A template, so that nothing that looks like a token stands in the configuration. @param more longer by this, where it may be */
function exampleOf(tree: AST.Pattern, more: number): string {
  const texts = (alternatives: AST.Alternative[]): string =>
    (alternatives[more] ?? alternatives[0]!).elements.map((element) => textOf(element)).join('')
  const textOf = (element: AST.Element, count = 1): string => {
    if (element.type === 'Character') return String.fromCodePoint(element.value).repeat(count)
    if (element.type === 'CharacterClass' || element.type === 'CharacterSet')
      return count === 0
        ? ''
        : `{{${element.type === 'CharacterClass' ? element.raw : `[${element.raw === '.' ? 'a-z' : element.raw}]`}:${count}}}`
    if (element.type === 'Group') return texts(element.alternatives).repeat(count)
    if (element.type === 'CapturingGroup')
      return element.name === 'secret' ? `⟦${texts(element.alternatives)}⟧` : texts(element.alternatives)
    if (element.type === 'Quantifier') return textOf(element.element, wanted(element, more))
    if (element.type === 'Assertion') return ''
    throw new Error(`no example can be made of "${element.raw}"`)
  }
  return texts(tree.alternatives)
}

/** An unbounded one was meant for something: one character would be the odd case. */
const wanted = ({ min, max }: AST.Quantifier, more: number): number =>
  max >= MOST_REPEATED ? Math.max(min, 12) + more : Math.min(max, min + more)
