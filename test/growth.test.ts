// No rule's time grows faster than its input, even on text that was written to make it: a commit must not hang on a file.
import { expect, test } from 'vitest'
import { createMatcher } from '../src/detect/matcher.ts'
import type { Matcher } from '../src/detect/matcher.ts'
import { analysePattern } from '../src/rules/anchors.ts'
import { compileRules } from '../src/rules/compile.ts'
import type { Rule } from '../src/types.ts'
import { examplesOf, RULES } from './support/all-rules.ts'
import { longestText } from './support/pattern-text.ts'

/** In KB: several times the longest window, so that growth shows, and no more: there are 900 rules. */
const SIZES = { long: [25, 50, 100], short: [8, 16, 32], value: [4, 8, 16] } as const
/** Bytes; a window of these is no longer short. */
const LONG_MATCH = 2000

function sizesFor({ pattern, keywords }: Rule): readonly [number, number, number] {
  if (pattern === undefined) return SIZES.value
  return analysePattern(pattern, keywords).maxLength > LONG_MATCH ? SIZES.long : SIZES.short
}

/** Linear is 4 and 2, quadratic 16 and 4. Both must be passed: windows that are as long as the shortest input grow, too. */
const MOST_FROM_QUARTER = 10
const MOST_FROM_HALF = 3
/** Less is the clock's and the machine's, not the rule's. */
const LEAST_MS = 2
/** An expression that tracks back without bounds takes longer than this at once. */
const MOST_MS = 1000

/** Pieces of text that are repeated until the size is reached; each makes another part of the engine work for nothing. */
function hostile(rule: Rule): string[] {
  const [keyword = ''] = rule.keywords
  const names = [`${keyword}_token=x;`, `${keyword}_key = "\\'`]
  if (rule.pattern === undefined) return [rule.keywords.join('') || 'a', ...names]
  const likes = longestText(rule.pattern).slice(0, -1)
  return [
    rule.keywords.join(''),
    `${keyword}${likes}\u0001`,
    `${likes}\u0001`,
    // Each place of the longest run may be a match's begin.
    likes.slice(-1),
    `${examplesOf(rule)[0]!.text.slice(0, -1)}\u0001`,
    `${keyword}="\\'=\`:\\`,
  ]
}

const filled = (piece: string, kilobytes: number): Buffer =>
  Buffer.alloc(kilobytes * 1024, Buffer.from(piece, 'latin1'))

function fastest(matcher: Matcher, bytes: Buffer, runs: number): number {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs; run++) {
    const start = performance.now()
    matcher(bytes)
    best = Math.min(best, performance.now() - start)
  }
  return best
}

/** What is wrong with the times on this text, if anything. */
function judge(matcher: Matcher, piece: string, sizes: readonly [number, number, number], runs: number): string {
  const time = fastest(matcher, filled(piece, sizes[2]), runs)
  if (time < LEAST_MS) return ''
  if (time > MOST_MS) return `${time.toFixed(0)} ms for ${sizes[2]} KB`
  const fromQuarter = time / fastest(matcher, filled(piece, sizes[0]), runs)
  if (fromQuarter <= MOST_FROM_QUARTER) return ''
  const fromHalf = time / fastest(matcher, filled(piece, sizes[1]), runs)
  return fromHalf > MOST_FROM_HALF ? `${fromQuarter.toFixed(1)} times the time for 4 times the text` : ''
}

/** Measured again, and longer, before it is believed: another process may have had the processor. */
function problemsOf(rule: Rule): string[] {
  const matcher = createMatcher(compileRules([rule]))
  const sizes = sizesFor(rule)
  return hostile(rule).flatMap((piece) => {
    let problem = ''
    for (const runs of [1, 3, 9]) {
      problem = judge(matcher, piece, sizes, runs)
      if (!problem) return []
    }
    return `${rule.id}, on ${JSON.stringify(piece.slice(0, 60))} repeated: ${problem}`
  })
}

const PARTS = 8

// In parts, so that each has its own time limit.
test.each(Array.from({ length: PARTS }, (_, part) => part))('time grows with the text, part %i', (part) => {
  const rules = RULES.filter((_, index) => index % PARTS === part)
  expect(rules.flatMap(problemsOf)).toEqual([])
})
