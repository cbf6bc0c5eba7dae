// The README's table and the plot tell what docs/bench.json says, and no more than that.
import { expect, test } from 'vitest'
import { benchPlot } from '../scripts/bench-plot.ts'
import { withBenchTable } from '../scripts/bench-table.ts'
import type { Result } from './bench/result.ts'

const row = (work: string, ratio: number, target: number): Result[string]['rows'][number] => ({
  work,
  floor: 'git log -p <all>',
  ratio,
  target,
  met: ratio <= target,
  spread: [ratio * 0.9, ratio * 1.1],
  seconds: { work: ratio, floor: 1 },
  runs: 15,
})

const result: Result = {
  history: {
    date: '2026-11-25',
    machine: 'one of a test',
    versions: { node: 'v24.0.0' },
    rows: [row('quick', 0.25, 0.3), row('slow', 2.5, 1.15)],
  },
  memory: {
    date: '2026-11-26',
    machine: 'one of a test',
    versions: {},
    rows: [{ work: 'a line of 1 GB', floor: 'MB of memory', ratio: 101.4, target: 128, met: true, runs: 1 }],
  },
}
const readme = 'before\n<!-- bench:start -->\nold\n<!-- bench:end -->\nafter\n'

test('the table has every row, tells what was missed, and takes the place of the old one', () => {
  const text = withBenchTable(readme, result)
  expect(text).toContain('| quick | git log -p <all> | 0.25 | 0.3 | ✓ |')
  expect(text).toContain('| slow | git log -p <all> | 2.5 | 1.15 | missed |')
  expect(text).toContain('| a line of 1 GB | MB of memory | 101 | 128 | ✓ |')
  expect(text).toContain('Medians of 15 interleaved runs, 2026-11-25 and 2026-11-26, on one of a test.')
  expect(text).not.toContain('old')
  expect(text).toMatch(/^before\n[^]*\nafter\n$/)
  expect(withBenchTable(text, result)).toBe(text)
})

test('before any run it says so', () => {
  expect(withBenchTable(readme, {})).toContain('Nothing was measured yet')
})

test('a README without its marks is an error', () => {
  expect(() => withBenchTable('no marks', result)).toThrow('lost the marks')
})

test('the plot has a line for each ratio, on a logarithmic scale, and escapes names', () => {
  const svg = benchPlot(result)
  const places = [...svg.matchAll(/<circle class="(\w+)" cx="([\d.]+)"/g)]
  expect(places.map(([, kind]) => kind)).toEqual(['met', 'missed'])
  const at = (value: number): number => Number(svg.match(new RegExp(`x="([\\d.]+)" y="20">${value}<`))![1])
  // A tenth is as far from 1 as 1 is from ten: 0.5 to 1 takes as much as 1 to 2.
  expect(at(2) - at(1)).toBeCloseTo(at(1) - at(0.5), 0)
  expect(Number(places[0]![2])).toBeLessThan(at(0.5))
  expect(svg).toContain('git log -p &lt;all>')
  expect(svg).not.toContain('MB of memory')
})
