// What the judge of generic secrets weighed for the assignments of a text, in words for people. Never a value in clear.
import type { ScanConfig } from './config.ts'
import { assignmentsIn } from './detect/assignments.ts'
import { buildAutomaton } from './detect/automaton.ts'
import { isPlaceholder } from './filters/placeholder.ts'
import type { Assignment } from './detect/assignment.ts'
import { latin1 } from './detect/bytes.ts'
import { candidateOf } from './judge/candidate.ts'
import { describeFeature } from './judge/describe.ts'
import { judge, partsOfScore } from './judge/judge.ts'
import type { Model } from './judge/model.ts'
import { Place } from './judge/place.ts'
import { Positions } from './positions.ts'
import { activeRules } from './resolve-rules.ts'
import { loadRules } from './rules-file.ts'
import { redact } from './secret-text.ts'
import { visible, wrap } from './terminal.ts'
import type { painter } from './terminal.ts'
import type { Chunk } from './types.ts'

export interface Look {
  paint: ReturnType<typeof painter>
  width: number
  /** Reasons shown for each side. */
  most: number
}

/** @returns what to tell of a line, from 1; the text is read once for all of them. */
export function guessesIn(chunk: Chunk, config: ScanConfig, look: Look): (line: number) => string[] {
  const words = activeRules(config).find(({ detector }) => detector === 'assignment')!.keywords
  const longest = Math.max(...words.map(({ length }) => length))
  const positions = new Positions(chunk.bytes)
  const found = assignmentsIn(chunk.bytes, words, buildAutomaton(words), longest)
    .toSorted((a, b) => a.valueStart - b.valueStart)
    .map((assignment) => ({ line: positions.at(assignment.valueStart).line, assignment }))
  return (line) =>
    found
      .filter((each) => each.line === line)
      .flatMap(({ assignment }) => explainAssignment(chunk, assignment, loadRules().model, look))
}

function explainAssignment(
  { bytes, path }: Chunk,
  assignment: Assignment,
  model: Model,
  { paint, width, most }: Look,
): string[] {
  const { nameStart, nameEnd, valueStart, valueEnd, joined } = assignment
  const value = joined ?? latin1(bytes, valueStart, valueEnd)
  const head = `  ${visible(latin1(bytes, nameStart, nameEnd))}: ${visible(redact(value))}`
  const headline = (text: string): string => `  ${wrap(`${head}: ${text}`.trim(), width, '    ').trim()}`
  const candidate = candidateOf(bytes, assignment, new Place(path))
  if (!candidate)
    return [
      headline('not judged: the name announces no secret, or the value is a reference, a path, a call or too short'),
    ]
  if (isPlaceholder(value)) return [`${head}: not judged: the value is a placeholder`]
  const { score, confidence, plain } = judge(candidate, model, Number.NEGATIVE_INFINITY)
  const parts = partsOfScore(candidate, model)
  const side = (title: string, sign: number): string[] => {
    const shown = parts.filter(([, weight]) => weight * sign > 0).slice(0, most)
    return [
      `    ${paint('bold', title)}`,
      ...shown.map(([feature, weight]) => {
        const number = `      ${weight.toFixed(2).padStart(6)}  `
        return number + wrap(visible(describeFeature(feature)), width, ' '.repeat(number.length)).trimStart()
      }),
    ]
  }
  const scored = `score ${score.toFixed(2)} (low from ${model.low}, medium from ${model.medium}), ${confidence ?? 'no finding'}`
  return [
    headline(scored),
    ...(plain
      ? [
          wrap(
            'a long random text under a name that announces a secret: medium whatever the rest weighs',
            width,
            '    ',
          ),
        ]
      : []),
    ...side('for a secret', 1),
    ...side('against', -1),
  ]
}
