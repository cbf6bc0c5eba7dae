// The README's table of speed, from docs/bench.json.
import { readResult } from '../test/bench/result.ts'
import type { Result } from '../test/bench/result.ts'

const MARKS = ['<!-- bench:start -->', '<!-- bench:end -->'] as const

/** Two digits that count. */
export const shown = (value: number): string =>
  value >= 100 ? value.toFixed(0) : Number(value.toPrecision(2)).toString()

/** @returns the README with the table in its place. */
export function withBenchTable(readme: string, result: Result = readResult()): string {
  const [before, rest = ''] = readme.split(MARKS[0])
  const after = rest.split(MARKS[1])[1]
  if (after === undefined) throw new Error('README.md has lost the marks of its table of speed')
  return `${before}${MARKS[0]}\n${table(result)}\n${MARKS[1]}${after}`
}

function table(result: Result): string {
  const parts = Object.values(result)
  if (parts.length === 0) return 'Nothing was measured yet: `npm run bench`.'
  const rows = parts.flatMap((part) => part.rows)
  const days = [...new Set(parts.map(({ date }) => date))].toSorted()
  const machines = [...new Set(parts.map(({ machine }) => machine))].join('; ')
  const runs = [...new Set(rows.filter(({ seconds }) => seconds).map((row) => row.runs))].toSorted((a, b) => a - b)
  return [
    '| work | against | ratio | at most | |',
    '| --- | --- | --: | --: | --- |',
    ...rows.map(
      ({ work, floor, ratio, target, met }) =>
        `| ${work} | ${floor} | ${shown(ratio)} | ${target} | ${met ? '✓' : 'missed'} |`,
    ),
    '',
    `Medians of ${runs.join(' or ')} interleaved runs, ${days.join(' and ')}, on ${machines}.`,
  ].join('\n')
}
