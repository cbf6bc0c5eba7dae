// The proof that a rule's time grows no faster than its input, even on text that was written to make it: a commit must not hang.
import { createMatcher } from '../detect/matcher.ts'
import type { Matcher } from '../detect/matcher.ts'
import { TooSlowError } from '../errors.ts'
import { withTimeLimit } from '../time-limit.ts'
import type { Rule } from '../types.ts'
import { analysePattern } from './anchors.ts'
import { compileRules } from './compile.ts'
import { longestText, shortestText } from './pattern-text.ts'
import { expand } from './template.ts'

/** In KB: several times the longest window, so that growth shows, and no more: there are a thousand rules. */
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
/** On the clock: the processor may serve others most of the time. */
const GIVE_UP_MS = 8000
const ENDLESS = `no end after ${GIVE_UP_MS / 1000} s`

/** Pieces of text that are repeated until the size is reached; each makes another part of the engine work for nothing. */
export function hostile(rule: Rule): string[] {
  const [keyword = ''] = rule.keywords
  const names = [`${keyword}_token=x;`, `${keyword}_key = "\\'`]
  if (rule.pattern === undefined) return [rule.keywords.join('') || 'a', ...names]
  const likes = longestText(rule.pattern).slice(0, -1)
  const least = shortestText(rule.pattern)
  return [
    rule.keywords.join(''),
    // As many begins as there can be in one run of letters, and as many matches.
    `${keyword}_`,
    `${keyword}/`,
    `${least} `,
    `${least.slice(0, -1)}\u0001`,
    `${keyword}${likes}\u0001`,
    `${likes}\u0001`,
    // Each place of the longest run may be a match's begin.
    likes.slice(-1),
    ...firstExample(rule),
    `${keyword}="\\'=\`:\\`,
  ]
}

function firstExample({ id, examples }: Rule): string[] {
  try {
    return [`${expand(examples[0]!, `${id}/0`).text.slice(0, -1)}\u0001`]
  } catch {
    // A wrong template is told where the examples are tried.
    return []
  }
}

export const filled = (piece: string, kilobytes: number): Buffer =>
  Buffer.alloc(kilobytes * 1024, Buffer.from(piece, 'latin1'))

/** Milliseconds of the processor, so that what else runs on the machine counts for little; on the clock where they are too few to be counted. */
function fastest(matcher: Matcher, bytes: Buffer, runs: number): number {
  let best = Number.POSITIVE_INFINITY
  for (let run = 0; run < runs; run++) {
    const start = process.cpuUsage()
    const began = performance.now()
    withTimeLimit(
      GIVE_UP_MS,
      () => '',
      () => matcher(bytes),
    )
    best = Math.min(best, process.cpuUsage(start).user / 1000 || performance.now() - began)
  }
  return best
}

/** What is wrong with the times on this text, if anything. */
function judge(matcher: Matcher, piece: string, sizes: readonly [number, number, number], runs: number): string {
  const [quarter, half, whole] = sizes
  try {
    const time = fastest(matcher, filled(piece, whole), runs)
    if (time < LEAST_MS) return ''
    if (time > MOST_MS) return `${time.toFixed(0)} ms for ${whole} KB`
    const fromQuarter = time / fastest(matcher, filled(piece, quarter), runs)
    if (fromQuarter <= MOST_FROM_QUARTER) return ''
    const fromHalf = time / fastest(matcher, filled(piece, half), runs)
    return fromHalf > MOST_FROM_HALF ? `${fromQuarter.toFixed(1)} times the time for 4 times the text` : ''
  } catch (error) {
    if (!(error instanceof TooSlowError)) throw error
    return ENDLESS
  }
}

/** Measured again, and longer, before it is believed: another process may have had the processor. */
function problemOn(piece: string, matcher: Matcher, sizes: readonly [number, number, number]): string {
  let problem = ''
  for (const runs of [1, 3, 9]) {
    problem = judge(matcher, piece, sizes, runs)
    if (problem === '' || problem === ENDLESS) return problem
  }
  return problem
}

/** @returns what is wrong, or nothing. @throws RuleError when it cannot be compiled */
export function growthProblem(rule: Rule): string | undefined {
  const matcher = createMatcher(compileRules([rule]))
  for (const piece of hostile(rule)) {
    const problem = problemOn(piece, matcher, sizesFor(rule))
    if (problem) return `it takes too long: ${problem}, on ${JSON.stringify(piece.slice(0, 60))} repeated`
  }
  return undefined
}
