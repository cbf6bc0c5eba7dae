// Comments `unleak:allow` that have nothing to permit any more: the next secret on their line would slip through.
import { Positions } from '../positions.ts'
import type { Match } from '../types.ts'
import { readPermission } from './comment.ts'

export interface UnusedComment {
  /** From 1. */
  line: number
  rules: string[]
}

const decoder = new TextDecoder()

/** @param found all raw matches of the text, reported or not. */
export function unusedComments(path: string, bytes: Uint8Array, found: Match[]): UnusedComment[] {
  const prose = /\.(?:mdx?|markdown|rst|adoc|svg)$/i.test(path)
  // Two, as each walks forward only.
  const [starts, ends] = [new Positions(bytes), new Positions(bytes)]
  const spans = found.map(({ rule, start, end }) => ({
    rule: rule.id,
    from: starts.at(start).line,
    to: ends.at(end).line,
  }))
  return decoder
    .decode(bytes)
    .split('\n')
    .flatMap((text, index) => {
      const line = index + 1
      const comment = readPermission(text)
      // Documentation and pictures show such comments; their own are of markup.
      if (!comment || (prose && !text.includes('<!--')) || !isMeant(comment.rules, comment.reason)) return []
      const last = comment.alone ? line + 1 : line
      const used = spans.some(({ rule, from, to }) => comment.rules.includes(rule) && from <= last && to >= line)
      return used ? [] : [{ line, rules: comment.rules }]
    })
}

/** Not a text that quotes such a comment, as tests and documentation do: no rule, or a quote that stays open behind it. */
const isMeant = (rules: string[], reason: string): boolean =>
  rules.length > 0 &&
  rules.every((rule) => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(rule)) &&
  reason !== '' &&
  !/'[^A-Za-z]*$/.test(reason) &&
  !['"', '`'].some((quote) => reason.split(quote).length % 2 === 0)
