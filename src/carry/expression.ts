// Expressions of RE2, Python and grep as JavaScript has them.
import { RegExpParser, visitRegExpAST } from '@eslint-community/regexpp'
import type { AST } from '@eslint-community/regexpp'

const POSIX: Record<string, string> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  space: String.raw`\s`,
  xdigit: '0-9A-Fa-f',
  word: String.raw`\w`,
  blank: String.raw` \t`,
  punct: String.raw`!-\/:-@\[-\`{-~`,
}

export interface Expression {
  source: string
  ignoreCase: boolean
}

/** @throws Error in plain words, when JavaScript has no such thing */
export function fromForeign(text: string): Expression {
  const flags = /^\(\?([a-zA-Z]+)\)/.exec(text)
  const source = text
    .slice(flags?.[0].length ?? 0)
    .replaceAll('(?P<', '(?<')
    .replaceAll(/\\A/g, '^')
    .replaceAll(/\\[zZ]/g, '$')
    .replaceAll(/\[:(\w+):\]/g, (all, name: string) => POSIX[name] ?? all)
  if (/\(\?[a-zA-Z-]+[:)]/.test(source)) throw new Error('it changes flags in its middle')
  parsed(source)
  return { source, ignoreCase: flags?.[1]!.includes('i') ?? false }
}

/** @throws Error when it is no valid expression */
export function parsed(source: string): AST.Pattern {
  try {
    return new RegExpParser().parsePattern(source)
  } catch {
    throw new Error('it is no expression of JavaScript')
  }
}

interface Edit {
  start: number
  end: number
  text: string
}

export function edited(source: string, edits: Edit[]): string {
  let text = source
  for (const { start, end, text: part } of edits.toSorted((a, b) => b.start - a.start || b.end - a.end))
    text = text.slice(0, start) + part + text.slice(end)
  return text
}

const swapped = (char: string): string => (char === char.toLowerCase() ? char.toUpperCase() : char.toLowerCase())
const isLetter = (point: number): boolean => /[A-Za-z]/.test(String.fromCodePoint(point))

/** The same without the flag: `values` of an allow entry have none. */
export function withoutFlag({ source, ignoreCase }: Expression): string {
  if (!ignoreCase) return source
  const edits: Edit[] = []
  visitRegExpAST(parsed(source), {
    onCharacterEnter({ value, parent, start, end, raw }) {
      if (!isLetter(value) || raw.length > 1 || parent.type === 'CharacterClassRange') return
      const both = raw + swapped(raw)
      edits.push({ start, end, text: parent.type === 'CharacterClass' ? both : `[${both}]` })
    },
    onCharacterClassRangeEnter({ min, max, end, raw }) {
      if (isLetter(min.value) && isLetter(max.value))
        edits.push({ start: end, end, text: raw.replaceAll(/[A-Za-z]/g, swapped) })
    },
  })
  return edited(source, edits)
}

/** A plain text as an expression, in any case. */
export const anyCase = (text: string): string =>
  withoutFlag({ source: text.replaceAll(/[$()*+./?[\\\]^{|}-]/g, String.raw`\$&`), ignoreCase: true })
